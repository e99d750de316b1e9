import type { OwnAccount } from '../looking/clients.ts';
import { accountAttributes, readAccountState } from './account-state.ts';
import { primaryAddress } from './addresses.ts';
import { anyOf, type Controller, equals } from './directory.ts';
import { serverOfLegacyName } from './legacy-name.ts';

/** The service account as the directory sees it, for the control that comes before any authenticated look. */
export async function readOwnAccount(
  controller: Controller,
  account: string | undefined,
  nowMs: number,
  signal: AbortSignal,
): Promise<OwnAccount> {
  if (account === undefined) throw new Error('no service account is configured (directory.account)');
  const root = await controller.root(signal);
  const { by, entries } = await controller.search(
    {
      base: root.domain,
      scope: 'sub',
      filter: anyOf(...namesOf(account).map(([attribute, value]) => equals(attribute, value))),
      attributes: [...accountAttributes, 'mail', 'proxyAddresses', 'msExchHomeServerName', 'objectClass'],
      sizeLimit: 2,
    },
    signal,
  );
  const [entry, another] = entries;
  if (entry === undefined || another !== undefined)
    throw new Error(`${by} finds ${entry === undefined ? 'no' : 'more than one'} account called ${account}`);
  const state = readAccountState(entry, nowMs);
  if ('hidden' in state)
    throw new Error(
      `${by} hides ${state.hidden.join(' and ')} of ${account} from itself: its state is unseen`,
    );
  const wrong =
    (state.disabled && 'disabled') ||
    (state.locked === true && 'locked') ||
    (state.expired && 'expired') ||
    (state.mustChange && 'must change its password') ||
    (state.passwordExpired === true && 'password expired');
  const address = primaryAddress(entry);
  const server = serverOfLegacyName(entry.text('msExchHomeServerName'));
  return {
    good: wrong === false,
    state: wrong === false ? 'good' : wrong,
    ...(state.badPasswords === undefined ? {} : { badPasswordCount: state.badPasswords }),
    ...(address === undefined ? {} : { address }),
    ...(server === undefined ? {} : { server }),
  };
}

/** `DOMAIN\user` is a sAMAccountName; `user@domain` a UPN, or a sAMAccountName with the domain's own suffix. */
function namesOf(account: string): readonly (readonly [string, string])[] {
  const [, user] = account.split('\\');
  if (user !== undefined) return [['sAMAccountName', user]];
  return [['userPrincipalName', account]];
}
