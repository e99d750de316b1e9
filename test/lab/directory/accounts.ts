import type { AccountFound, LogonOutcome, LogonRefusal, Questions } from '../control.ts';
import { ntHashOf } from '../exchange/nt-hash.ts';
import type { Mailbox, World } from '../world.ts';

/** What changes about an account while the lab runs; kept once for every domain controller and server. */
export interface AccountState {
  badPasswordCount: number;
  badPasswordAt: Date | undefined;
  lockedAt: Date | undefined;
}
export interface Accounts {
  /** The account that a user name means: user@suffix, or a sAMAccountName with its domain's NetBIOS or DNS name. */
  find(domain: string, user: string): Mailbox | undefined;
  stateOf(account: Mailbox): Readonly<AccountState>;
  isLocked(account: Mailbox): boolean;
  passwordExpiresAt(account: Mailbox): Date | undefined;
  /** Settles one logon as a domain controller does: counts, locks, and says why not. */
  logon(asks: Questions['logon']['asks']): LogonOutcome;
  described(account: Mailbox): AccountFound;
}

/** Each refusal as sc-win32-status, sub-status of event 4625, and `data` of LDAP's diagnostic text. */
const codes: Readonly<Record<LogonRefusal, readonly [number, string, string]>> = {
  'no-such-user': [1326, 'C0000064', '52e'],
  'wrong-password': [1326, 'C000006A', '52e'],
  locked: [1909, 'C0000234', '775'],
  disabled: [1331, 'C0000072', '533'],
  expired: [1793, 'C0000193', '701'],
  'password-expired': [1330, 'C0000071', '532'],
  'must-change': [1907, 'C0000224', '773'],
  'logon-hours': [1328, 'C000006F', '530'],
  workstation: [1329, 'C0000070', '531'],
  'ntlm-denied': [1327, 'C000006E', '52f'],
};
const refused = (why: LogonRefusal): LogonOutcome => {
  const [win32, subStatus, ldapData] = codes[why];
  return { allowed: false, why, win32, subStatus, ldapData };
};

/** The accounts of a world with their living state. */
export function createAccounts(world: World, now: () => Date): Accounts {
  const { organisation } = world;
  const states = new Map<Mailbox, AccountState>(
    world.mailboxes.map((mailbox) => {
      const { account } = mailbox;
      const date = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
      const lockedAt =
        date(account.lockedAt) ?? (account.locked ? new Date(Date.parse(world.start) - 600_000) : undefined);
      const count = account.badPasswordCount || (lockedAt ? organisation.lockoutThreshold : 0);
      return [
        mailbox,
        { badPasswordCount: count, badPasswordAt: date(account.badPasswordAt) ?? lockedAt, lockedAt },
      ];
    }),
  );
  const stateOf = (mailbox: Mailbox): AccountState => {
    const state = states.get(mailbox);
    if (!state) throw new Error(`${mailbox.sam} is no account of this world`);
    return state;
  };
  /** The domain that a name means: NetBIOS or DNS; none is the organisation's own. */
  const domainCalled = (name: string) =>
    name === '' || name === '.'
      ? world.domains[0]
      : world.domains.find((each) => each.name === name || each.netbios.toLowerCase() === name);
  const bySam = (domain: string, user: string) => {
    const home = domainCalled(domain)?.name;
    return world.mailboxes.find((each) => each.domain === home && each.sam.toLowerCase() === user);
  };

  const find: Accounts['find'] = (domain, user) => {
    const name = user.toLowerCase();
    const byUpn = world.mailboxes.find(({ upn }) => upn.toLowerCase() === name);
    if (byUpn && name.includes('@')) return byUpn;
    const at = name.lastIndexOf('@');
    if (at >= 0) return bySam(name.slice(at + 1), name.slice(0, at));
    return bySam(domain.toLowerCase(), name);
  };
  const isLocked = (mailbox: Mailbox) => {
    const { lockedAt } = stateOf(mailbox);
    if (lockedAt === undefined) return false;
    // lockoutDuration 0: until an administrator unlocks (field note 15). A lock that the world states stays.
    if (mailbox.account.locked || organisation.lockoutMinutes === 0) return true;
    return now().getTime() < lockedAt.getTime() + organisation.lockoutMinutes * 60_000;
  };
  const passwordExpiresAt = ({ account }: Mailbox) => {
    if (account.passwordExpired) return new Date(Date.parse(world.start) - 86_400_000);
    if (account.passwordNeverExpires || organisation.maxPasswordAgeDays === 0) return undefined;
    return new Date(Date.parse(account.passwordChangedAt) + organisation.maxPasswordAgeDays * 86_400_000);
  };

  const logon: Accounts['logon'] = ({ domain, user, passwordRight, by, workstation }) => {
    const found = find(domain, user);
    if (!found) return refused('no-such-user');
    const { account } = found;
    if (isLocked(found)) return refused('locked');
    const state = stateOf(found);
    if (!passwordRight) {
      state.badPasswordCount += 1;
      state.badPasswordAt = now();
      if (organisation.lockoutThreshold > 0 && state.badPasswordCount >= organisation.lockoutThreshold)
        state.lockedAt = now();
      return refused('wrong-password');
    }
    if (account.disabled) return refused('disabled');
    if (account.expiresAt !== undefined && Date.parse(account.expiresAt) <= now().getTime())
      return refused('expired');
    if (account.logonHoursExclude) return refused('logon-hours');
    if (
      account.workstations.length > 0 &&
      !account.workstations.some((each) => each.toLowerCase() === workstation?.toLowerCase())
    )
      return refused('workstation');
    if (account.mustChange) return refused('must-change');
    const expires = passwordExpiresAt(found);
    if (expires !== undefined && expires <= now()) return refused('password-expired');
    if (by === 'ntlm' && account.ntlm === 'denied') return refused('ntlm-denied');
    state.badPasswordCount = 0;
    return { allowed: true };
  };

  return {
    find,
    stateOf,
    isLocked,
    passwordExpiresAt,
    logon,
    described: (mailbox) => ({
      sam: mailbox.sam,
      netbios: domainCalled(mailbox.domain)?.netbios ?? organisation.netbios,
      upn: mailbox.upn,
      sid: mailbox.sid,
      address: mailbox.kind === 'none' ? '' : mailbox.address,
      ntHash: ntHashOf(mailbox.account.password),
    }),
  };
}
