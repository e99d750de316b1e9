import { type Constructed, constructedOf, neverSet } from '../directory/absence.ts';
import { hoursExclude } from '../directory/account-control.ts';
import { accountOf } from '../directory/account-of.ts';
import { type AccountState, accountAttributes, readAccountState } from '../directory/account-state.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { recipientType } from '../directory/recipient-type.ts';
import { hiddenFrom } from '../directory/rights.ts';
import { type Part, stating, together } from '../directory/stating.ts';
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
    const { by, entry, controller } = await accountOf(
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
    const account = readAccountState(entry, now());
    if ('hidden' in account)
      return blind(hiddenFrom(by, account.hidden, entry.text('sAMAccountName') ?? entry.dn));
    const constructed = await constructedOf(controller, entry.dn, signal);
    const byDesign = type?.disabledByDesign ?? false;
    const { facts, state } = stating(by);
    const domain = known.get('mailbox.domain');
    state('account.logonDomain', typeof domain === 'string' ? domain : undefined, 'nETBIOSName');
    return together(
      { facts, blind: [] },
      stateOf(by, entry, account, byDesign),
      limitsOf(by, entry, constructed, now()),
    );
  },
});

const blind = (why: string): Brought => ({ facts: [], blind: [{ fact: 'account', why }] });

function stateOf(by: string, entry: DirectoryEntry, account: AccountState, disabledByDesign: boolean): Part {
  const { facts, blind, state, unseen } = stating(by);
  const of = entry.text('sAMAccountName') ?? entry.dn;
  const computed = 'msDS-User-Account-Control-Computed';
  const expiry = 'msDS-UserPasswordExpiryTimeComputed';
  const stateOr = (leaf: string, value: boolean | undefined, source: string, attribute: string) => {
    if (value === undefined) unseen(`account.${leaf}`, hiddenFrom(by, [attribute], of));
    else state(`account.${leaf}`, value, source);
  };
  stateOr('locked', account.locked, entry.has(computed) ? computed : 'lockoutTime', computed);
  state('account.lockedAt', account.lockedAt, 'lockoutTime');
  // Shared, room and equipment mailboxes are disabled by design: that says nothing about a person's account.
  if (disabledByDesign)
    unseen('account.disabled', 'an account of this kind of mailbox is disabled by design');
  else state('account.disabled', account.disabled, 'userAccountControl');
  stateOr('expired', account.expired, 'accountExpires', 'accountExpires');
  state('account.expiresAt', account.expiresAt, 'accountExpires');
  stateOr(
    'passwordExpired',
    account.passwordExpired,
    entry.has(computed) ? computed : `${expiry}, userAccountControl`,
    computed,
  );
  state('account.mustChange', account.mustChange, 'pwdLastSet');
  state('account.passwordChangedAt', account.passwordChangedAt, 'pwdLastSet');
  state('account.badPasswordAt', account.badPasswordAt, `badPasswordTime (of ${by} alone)`);
  return { facts, blind };
}

/** From where and when the account may sign in, and how large its token is. */
function limitsOf(by: string, entry: DirectoryEntry, { stamps, groups }: Constructed, now: number): Part {
  const { facts, blind, state, unseen } = stating(by);
  const of = entry.text('sAMAccountName') ?? entry.dn;
  // Of the same property set, and never without a value on the controller that counts.
  const neighbour = 'badPwdCount';
  if (entry.has('userWorkstations') || neverSet(entry, stamps, 'userWorkstations', neighbour)) {
    const names = (entry.text('userWorkstations') ?? '').split(',').map((name) => name.trim());
    state(
      'account.workstations',
      names.filter((name) => name !== ''),
      'userWorkstations',
    );
  } else unseen('account.workstations', hiddenFrom(by, ['userWorkstations'], of));
  const hours = entry.bytes('logonHours');
  if (hours !== undefined || neverSet(entry, stamps, 'logonHours', neighbour))
    state('account.logonHoursExclude', hours === undefined ? false : hoursExclude(hours, now), 'logonHours');
  else unseen('account.logonHoursExclude', hiddenFrom(by, ['logonHours'], of));
  if (groups !== undefined) state('account.groups', groups.length, 'tokenGroups, nested ones too');
  else if (entry.has('memberOf') && !entry.isCut('memberOf'))
    state('account.groups', entry.texts('memberOf').length, 'memberOf, without nesting');
  else unseen('account.groups', hiddenFrom(by, ['tokenGroups'], of));
  return { facts, blind };
}
