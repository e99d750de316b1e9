import { hoursExclude } from '../directory/account-control.ts';
import { accountOf } from '../directory/account-of.ts';
import { type AccountState, accountAttributes, readAccountState } from '../directory/account-state.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { recipientType } from '../directory/recipient-type.ts';
import { stating } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

export default probe({
  id: 'directory-account',
  title: 'The state of the account',
  needs: ['mailbox.sam', 'mailbox.domain'],
  brings: ['account'],
  deadlineMs: 6_000,
  subjects: (known) => {
    const sam = known.get('mailbox.sam');
    return typeof sam === 'string' ? [{ key: sam, shared: false, brings: ['account'] }] : [];
  },
  run: async (_subject, known, { directory, now }, signal): Promise<Brought> => {
    const { by, entry } = await accountOf(
      directory,
      known,
      [...accountAttributes, 'msExchRecipientTypeDetails', 'sAMAccountName', 'memberOf'],
      signal,
    );
    const type = recipientType(entry.integer('msExchRecipientTypeDetails') ?? 1n);
    if (type?.kind === 'linked')
      return blind(
        'the mailbox is linked: its account, lock and expiry live in the other forest (msExchMasterAccountSid)',
      );
    const state = readAccountState(entry, now());
    if ('hidden' in state)
      return blind(
        `${by} does not show ${state.hidden.join(' and ')} of ${entry.text('sAMAccountName')}: the service account needs the right Read Account Restrictions`,
      );
    return stateOf(by, entry, state, now(), known.get('mailbox.domain'), type?.disabledByDesign ?? false);
  },
});

const blind = (why: string): Brought => ({ facts: [], blind: [{ fact: 'account', why }] });

function stateOf(
  by: string,
  entry: DirectoryEntry,
  account: AccountState,
  now: number,
  domain: unknown,
  disabledByDesign: boolean,
): Brought {
  const { facts, state } = stating(by);
  const computed = 'msDS-User-Account-Control-Computed';
  state('account.locked', account.locked, entry.has(computed) ? computed : 'lockoutTime');
  state('account.lockedAt', account.lockedAt, 'lockoutTime');
  // Shared, room and equipment mailboxes are disabled by design: that says nothing about a person's account.
  if (!disabledByDesign) state('account.disabled', account.disabled, 'userAccountControl');
  state('account.expired', account.expired, 'accountExpires');
  state('account.expiresAt', account.expiresAt, 'accountExpires');
  state(
    'account.passwordExpired',
    account.passwordExpired,
    entry.has(computed) ? computed : 'msDS-UserPasswordExpiryTimeComputed, userAccountControl',
  );
  state('account.mustChange', account.mustChange, 'pwdLastSet');
  state('account.passwordChangedAt', account.passwordChangedAt, 'pwdLastSet');
  state('account.badPasswordAt', account.badPasswordAt, `badPasswordTime (of ${by} alone)`);
  const workstations = (entry.text('userWorkstations') ?? '').split(',').filter((name) => name !== '');
  state('account.workstations', workstations, 'userWorkstations');
  const hours = entry.bytes('logonHours');
  state('account.logonHoursExclude', hours === undefined ? false : hoursExclude(hours, now), 'logonHours');
  state('account.logonDomain', typeof domain === 'string' ? domain : undefined, 'nETBIOSName');
  state(
    'account.groups',
    entry.isCut('memberOf') ? undefined : entry.texts('memberOf').length,
    'memberOf, without nesting',
  );
  const hidden = [
    ...(account.locked === undefined
      ? [{ fact: 'account.locked', why: `${by} does not show ${computed}` }]
      : []),
    ...(account.expired === undefined
      ? [{ fact: 'account.expired', why: `${by} does not show accountExpires` }]
      : []),
    ...(account.passwordExpired === undefined
      ? [{ fact: 'account.passwordExpired', why: `${by} does not show ${computed}` }]
      : []),
  ];
  return {
    facts,
    blind: [
      ...hidden,
      ...(disabledByDesign
        ? [{ fact: 'account.disabled', why: 'an account of this kind of mailbox is disabled by design' }]
        : []),
    ],
  };
}
