import type { Mailbox } from '../world.ts';
import type { Accounts } from './accounts.ts';
import { fileTime, never, type Stated } from './entry.ts';

const accountDisabled = 0x2;
const lockedOut = 0x10;
const normalAccount = 0x200;
const neverExpires = 0x1_0000;
const smartCard = 0x4_0000;
const passwordExpired = 0x80_0000;

/** The attributes that tell the state of an account, read as it is at that moment. */
export function accountAttributes(
  mailbox: Mailbox,
  accounts: Accounts,
  now: () => Date,
): Readonly<Record<string, Stated>> {
  const { account } = mailbox;
  const control =
    normalAccount |
    (account.disabled ? accountDisabled : 0) |
    (account.passwordNeverExpires ? neverExpires : 0) |
    (account.smartCardRequired ? smartCard : 0);
  const expiry = () => {
    if (account.mustChange) return '0';
    const at = accounts.passwordExpiresAt(mailbox);
    return at === undefined ? never : fileTime(at);
  };
  const expired = () => {
    const at = accounts.passwordExpiresAt(mailbox);
    return account.mustChange || (at !== undefined && at <= now());
  };
  const lockedAt = () => {
    const { lockedAt: at } = accounts.stateOf(mailbox);
    return at === undefined ? '0' : fileTime(at);
  };
  const badAt = () => {
    const { badPasswordAt: at } = accounts.stateOf(mailbox);
    return at === undefined ? '0' : fileTime(at);
  };
  return {
    userAccountControl: control,
    pwdLastSet: account.mustChange ? '0' : fileTime(account.passwordChangedAt),
    accountExpires: account.expiresAt === undefined ? never : fileTime(account.expiresAt),
    lockoutTime: () => [lockedAt()],
    badPwdCount: () => [String(accounts.stateOf(mailbox).badPasswordCount)],
    badPasswordTime: () => [badAt()],
    ...(account.workstations.length > 0 ? { userWorkstations: account.workstations.join(',') } : {}),
    // 168 bits, one an hour of the week, UTC; none set excludes every hour.
    ...(account.logonHoursExclude ? { logonHours: Buffer.alloc(21) } : {}),
    ...(account.protected ? { adminCount: 1 } : {}),
    '?msDS-User-Account-Control-Computed': () => [
      String((accounts.isLocked(mailbox) ? lockedOut : 0) | (expired() ? passwordExpired : 0)),
    ],
    '?msDS-UserPasswordExpiryTimeComputed': () => [expiry()],
  };
}
