import type { OwnAccount } from '../looking/clients.ts';
import { accountAttributes, readAccountState } from './account-state.ts';
import { primaryAddress } from './addresses.ts';
import { anyOf, type Controller, type Directory, equals } from './directory.ts';
import { domainPart } from './distinguished-name.ts';
import { controllerOf } from './find-mailbox.ts';
import { forestWide } from './forest.ts';
import { serverOfLegacyName } from './legacy-name.ts';

/** The service account as the directory sees it, for the control that comes before any authenticated look. */
export async function readOwnAccount(
  directory: Directory,
  account: string | undefined,
  nowMs: number,
  signal: AbortSignal,
): Promise<OwnAccount> {
  if (account === undefined) throw new Error('no service account is configured (directory.account)');
  const { controller, domain } = await homeOf(directory, account, signal);
  const { by, entries } = await controller.search(
    {
      base: domain,
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

/** A controller of the account's own domain: that which its name gives, or which the forest knows for its UPN. */
async function homeOf(
  directory: Directory,
  account: string,
  signal: AbortSignal,
): Promise<{ readonly controller: Controller; readonly domain: string }> {
  const [root, forest] = await Promise.all([directory.root(signal), directory.forest(signal)]);
  const home = { controller: directory, domain: root.domain };
  if (forest.domains.length <= 1) return home;
  const [prefix = '', user] = account.split('\\');
  const named = forest.domains.find(({ netbios, dns }) =>
    [netbios.toLowerCase(), dns].includes(prefix.toLowerCase()),
  );
  const dn = user === undefined ? await domainOfUpn(directory, account, signal) : named?.dn;
  if (dn === undefined || dn.toLowerCase() === root.domain.toLowerCase()) return home;
  return { controller: await controllerOf(directory, dn, root.domain, signal), domain: dn };
}

async function domainOfUpn(
  directory: Directory,
  upn: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { controller, base } = await forestWide(directory, signal);
  const { entries } = await controller.search(
    {
      base,
      scope: 'sub',
      filter: equals('userPrincipalName', upn),
      attributes: ['objectClass'],
      sizeLimit: 2,
    },
    signal,
  );
  return entries[0] === undefined ? undefined : domainPart(entries[0].dn);
}

/** `DOMAIN\user` is a sAMAccountName; `user@domain` a UPN, or a sAMAccountName with the domain's own suffix. */
function namesOf(account: string): readonly (readonly [string, string])[] {
  const [, user] = account.split('\\');
  if (user !== undefined) return [['sAMAccountName', user]];
  return [['userPrincipalName', account]];
}
