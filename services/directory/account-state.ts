import { accountBits, hasBit } from './account-control.ts';
import type { DirectoryEntry } from './entry.ts';
import { filetimeToIso, filetimeToMs } from './time.ts';

/** Attributes that account state is read from. */
export const accountAttributes = [
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'lockoutTime',
  'accountExpires',
  'pwdLastSet',
  'badPwdCount',
  'badPasswordTime',
  'msDS-UserPasswordExpiryTimeComputed',
  'logonHours',
  'userWorkstations',
] as const;

/** The state of an account; a part is undefined when what it needs may not be read. */
export interface AccountState {
  readonly locked: boolean | undefined;
  readonly lockedAt: string | undefined;
  readonly disabled: boolean;
  readonly expired: boolean | undefined;
  readonly expiresAt: string | undefined;
  readonly passwordExpired: boolean | undefined;
  readonly mustChange: boolean;
  readonly passwordChangedAt: string | undefined;
  readonly badPasswordAt: string | undefined;
  readonly badPasswords: number | undefined;
}
/** The rights that are missing, by attribute: a hidden attribute looks like one that is not set. */
export interface Hidden {
  readonly hidden: readonly string[];
}

/** The account's state at a moment, or the attributes that the directory hides. */
export function readAccountState(entry: DirectoryEntry, nowMs: number): AccountState | Hidden {
  const control = entry.integer('userAccountControl');
  const passwordSet = entry.integer('pwdLastSet');
  if (control === undefined || passwordSet === undefined) {
    const hidden = ['userAccountControl', 'pwdLastSet'].filter((name) => entry.integer(name) === undefined);
    return { hidden };
  }
  const computed = entry.integer('msDS-User-Account-Control-Computed');
  const lockout = entry.integer('lockoutTime');
  // Whoever was never locked has no lockoutTime, and neither has a reader who may not see it: only a 0 says "not locked".
  const locked =
    computed === undefined ? (lockout === 0n ? false : undefined) : hasBit(computed, accountBits.lockedOut);
  const expiry = entry.integer('accountExpires');
  const expires = expiry === undefined ? undefined : filetimeToMs(expiry);
  const never =
    hasBit(control, accountBits.passwordNeverExpires) || hasBit(control, accountBits.smartCardRequired);
  return {
    locked,
    lockedAt: locked === false || lockout === undefined ? undefined : filetimeToIso(lockout),
    disabled: hasBit(control, accountBits.disabled),
    expired: expiry === undefined ? undefined : expires !== undefined && expires <= nowMs,
    expiresAt: expires === undefined ? undefined : new Date(expires).toISOString(),
    passwordExpired: passwordExpired(entry, computed, never, nowMs),
    mustChange: passwordSet === 0n && !never,
    passwordChangedAt: filetimeToIso(passwordSet),
    badPasswordAt: filetimeToIso(entry.integer('badPasswordTime') ?? 0n),
    badPasswords: entry.has('badPwdCount') ? Number(entry.integer('badPwdCount')) : undefined,
  };
}

function passwordExpired(
  entry: DirectoryEntry,
  computed: bigint | undefined,
  never: boolean,
  nowMs: number,
): boolean | undefined {
  if (never) return false;
  if (computed !== undefined) return hasBit(computed, accountBits.passwordExpired);
  const expiry = entry.integer('msDS-UserPasswordExpiryTimeComputed');
  if (expiry === undefined) return undefined;
  const ms = filetimeToMs(expiry);
  return ms !== undefined && ms <= nowMs;
}
