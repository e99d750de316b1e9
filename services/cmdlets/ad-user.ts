import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { filetimeToIso } from '../directory/time.ts';
import { smtpAddresses } from '../printed/names.ts';

/** Accounts of shared, linked, room and equipment mailboxes are disabled by design. */
const byDesign = new Set(['2', '4', '16', '32']);
const control = { disabled: 0x2, mustNotExpire: 0x1_0000 } as const;

/** A FILETIME as the directory stores it; "" for 0, never and nonsense. */
function filetime(object: PrintedObject, property: string): string | undefined {
  const text = object.text(property)?.trim();
  if (text === undefined || !/^\d{1,19}$/.test(text)) return undefined;
  return filetimeToIso(BigInt(text)) ?? '';
}
function disabled(object: PrintedObject): boolean | undefined {
  if (byDesign.has(object.text('msExchRecipientTypeDetails') ?? '')) return undefined;
  const enabled = object.flag('Enabled');
  if (enabled !== undefined) return !enabled;
  const bits = object.number('userAccountControl');
  return bits === undefined ? undefined : (bits & control.disabled) !== 0;
}
/** An account without a date never expires. */
function expired(object: PrintedObject, expiresAt: string | undefined): boolean | undefined {
  const text = object.text('AccountExpirationDate') ?? object.text('accountExpires');
  if (text === '' || expiresAt === '') return false;
  return expiresAt === undefined ? undefined : Date.parse(expiresAt) <= object.now;
}

export default cmdletFamily({
  id: 'ad-user',
  cmdlets: ['Get-ADUser'],
  reads: [
    ...[
      'Name',
      'DisplayName',
      'SamAccountName',
      'UserPrincipalName',
      'mail',
      'EmailAddress',
      'proxyAddresses',
      'SID',
    ],
    ...[
      'Enabled',
      'LockedOut',
      'PasswordExpired',
      'AccountExpirationDate',
      'accountExpires',
      'PasswordLastSet',
    ],
    ...['pwdLastSet', 'AccountLockoutTime', 'lockoutTime', 'LastBadPasswordAttempt', 'badPasswordTime'],
    ...['userAccountControl', 'LogonWorkstations', 'userWorkstations', 'msExchRecipientTypeDetails'],
    ...['msDS-UserPasswordExpiryTimeComputed', 'DistinguishedName', 'GivenName', 'Surname', 'ObjectGUID'],
  ],
  marks: [
    ['LockedOut'],
    ['PasswordExpired'],
    ['SamAccountName', 'Enabled'],
    ['UserPrincipalName', 'Enabled'],
    ['SamAccountName', 'DistinguishedName', 'UserPrincipalName'],
  ],
  whose: (object) =>
    [
      object.text('mail') || object.text('EmailAddress'),
      object.text('UserPrincipalName'),
      object.text('SamAccountName'),
      ...(smtpAddresses(object.list('proxyAddresses')) ?? []),
      object.argument,
      object.text('Name'),
      object.text('DisplayName'),
    ].map((one) => one ?? ''),
  read: (object) => {
    const stations = object.text('LogonWorkstations') ?? object.text('userWorkstations');
    const changed = object.time('PasswordLastSet') ?? filetime(object, 'pwdLastSet');
    const never = object.text('pwdLastSet')?.trim() === '0';
    const lockedAt = object.time('AccountLockoutTime') ?? filetime(object, 'lockoutTime');
    const bad = object.time('LastBadPasswordAttempt') ?? filetime(object, 'badPasswordTime');
    const expiresAt = object.time('AccountExpirationDate') ?? filetime(object, 'accountExpires');
    const one = (first: string, second: string): string => (object.has(first) ? first : second);
    return [
      ['UserPrincipalName', 'mailbox.upn', object.text('UserPrincipalName')?.toLowerCase() || undefined],
      ['SamAccountName', 'mailbox.sam', object.text('SamAccountName') || undefined],
      ['SID', 'mailbox.sid', /^S-1-[\d-]+$/.exec(object.text('SID') ?? '')?.[0]],
      ['proxyAddresses', 'mailbox.addresses', smtpAddresses(object.list('proxyAddresses'))],
      ['LockedOut', 'account.locked', object.flag('LockedOut')],
      [one('Enabled', 'userAccountControl'), 'account.disabled', disabled(object)],
      ['PasswordExpired', 'account.passwordExpired', object.flag('PasswordExpired')],
      ['pwdLastSet', 'account.mustChange', object.has('pwdLastSet') ? never : undefined],
      [one('AccountExpirationDate', 'accountExpires'), 'account.expired', expired(object, expiresAt)],
      [one('AccountExpirationDate', 'accountExpires'), 'account.expiresAt', expiresAt],
      [one('PasswordLastSet', 'pwdLastSet'), 'account.passwordChangedAt', never ? undefined : changed],
      [one('AccountLockoutTime', 'lockoutTime'), 'account.lockedAt', lockedAt || undefined],
      [one('LastBadPasswordAttempt', 'badPasswordTime'), 'account.badPasswordAt', bad || undefined],
      [
        one('LogonWorkstations', 'userWorkstations'),
        'account.workstations',
        stations === undefined
          ? undefined
          : stations
              .split(',')
              .map((name) => name.trim())
              .filter((name) => name !== ''),
      ],
    ];
  },
});
