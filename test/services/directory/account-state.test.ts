import { describe, expect, test } from '@jest/globals';
import { readAccountState } from '../../../services/directory/account-state.ts';
import { entryOf } from './entries.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const filetime = (iso: string): string => String((BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n);
const good = {
  userAccountControl: '512',
  'msDS-User-Account-Control-Computed': '0',
  pwdLastSet: filetime('2026-11-01T00:00:00Z'),
  accountExpires: '9223372036854775807',
  lockoutTime: '0',
};
const state = (more: Record<string, string>) => readAccountState(entryOf({ ...good, ...more }), now);

describe('account state', () => {
  test('a good account', () => {
    expect(state({})).toEqual({
      locked: false,
      lockedAt: undefined,
      disabled: false,
      expired: false,
      expiresAt: undefined,
      passwordExpired: false,
      mustChange: false,
      passwordChangedAt: '2026-11-01T00:00:00.000Z',
      badPasswordAt: undefined,
      badPasswords: undefined,
    });
  });

  test.each([
    [
      'locked',
      { 'msDS-User-Account-Control-Computed': '16', lockoutTime: filetime('2026-11-20T09:00:00Z') },
      { locked: true, lockedAt: '2026-11-20T09:00:00.000Z' },
    ],
    [
      'a lock that is over',
      { lockoutTime: filetime('2026-11-19T09:00:00Z') },
      { locked: false, lockedAt: undefined },
    ],
    ['disabled', { userAccountControl: '514' }, { disabled: true }],
    [
      'expired',
      { accountExpires: filetime('2026-11-20T09:59:00Z') },
      { expired: true, expiresAt: '2026-11-20T09:59:00.000Z' },
    ],
    ['not yet expired', { accountExpires: filetime('2026-11-20T10:01:00Z') }, { expired: false }],
    ['password expired', { 'msDS-User-Account-Control-Computed': '8388608' }, { passwordExpired: true }],
    ['must change', { pwdLastSet: '0' }, { mustChange: true, passwordChangedAt: undefined }],
    [
      'a password that never ends',
      {
        pwdLastSet: '0',
        userAccountControl: String(0x10200),
        'msDS-User-Account-Control-Computed': '8388608',
      },
      { mustChange: false, passwordExpired: false },
    ],
  ])('%s', (_what, attributes, expected) => expect(state(attributes)).toMatchObject(expected));

  test('absent is not unset: without the rights nothing is claimed', () => {
    expect(readAccountState(entryOf({ lockoutTime: '0' }), now)).toEqual({
      hidden: ['userAccountControl', 'pwdLastSet'],
    });
    expect(readAccountState(entryOf({ userAccountControl: '512' }), now)).toEqual({ hidden: ['pwdLastSet'] });
  });

  test('a hidden computed attribute leaves lock and expiry unseen', () => {
    const { 'msDS-User-Account-Control-Computed': _hidden, ...rest } = good;
    const locked = { ...rest, lockoutTime: filetime('2026-11-20T09:00:00Z') };
    expect(readAccountState(entryOf(locked), now)).toMatchObject({
      locked: undefined,
      passwordExpired: undefined,
    });
    expect(readAccountState(entryOf(rest), now)).toMatchObject({ locked: false });
  });
});
