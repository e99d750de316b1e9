import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { readSerialNumber } from '../directory/versions.ts';
import { lastPart, serverName, smtpAddresses } from '../printed/names.ts';

/** RecipientTypeDetails as `mailbox.kind`. */
const kinds: Readonly<Record<string, string>> = {
  usermailbox: 'user',
  legacymailbox: 'user',
  linkedmailbox: 'linked',
  sharedmailbox: 'shared',
  roommailbox: 'room',
  equipmentmailbox: 'equipment',
  mailuser: 'mail-user',
  publicfoldermailbox: 'public-folder',
  remoteusermailbox: 'remote',
  remotesharedmailbox: 'remote',
  remoteroommailbox: 'remote',
  remoteequipmentmailbox: 'remote',
};
const versionOf = (object: PrintedObject): string | undefined => {
  const text = object.text('AdminDisplayVersion');
  return text === undefined ? undefined : readSerialNumber(text)?.exchange;
};
const legacyDn = (object: PrintedObject): string | undefined => object.text('LegacyExchangeDN');

export default cmdletFamily({
  id: 'mailbox',
  cmdlets: ['Get-Mailbox', 'Get-RemoteMailbox', 'Get-Recipient', 'Get-User'],
  reads: [
    ...[
      'DisplayName',
      'Name',
      'Alias',
      'Identity',
      'UserPrincipalName',
      'PrimarySmtpAddress',
      'WindowsEmailAddress',
    ],
    ...['SamAccountName', 'EmailAddresses', 'LegacyExchangeDN', 'ExchangeGuid', 'Database', 'ServerName'],
    ...['RecipientTypeDetails', 'AdminDisplayVersion', 'WhenMailboxCreated', 'LinkedMasterAccount'],
    ...['MailboxMoveStatus', 'Sid', 'ServerLegacyDN', 'RecipientType'],
  ],
  marks: [
    ['PrimarySmtpAddress', 'Database'],
    ['ServerName', 'Database'],
    ['ExchangeGuid', 'RecipientTypeDetails'],
    ['UserPrincipalName', 'PrimarySmtpAddress'],
    ['EmailAddresses', 'PrimarySmtpAddress'],
    ['RecipientTypeDetails', 'ServerName'],
    ['Name', 'Alias', 'ServerName'],
  ],
  whose: (object) => [
    ...[object.text('PrimarySmtpAddress') ?? object.text('WindowsEmailAddress') ?? ''],
    ...[object.text('UserPrincipalName'), object.text('SamAccountName'), object.text('Alias')].map(
      (one) => one ?? '',
    ),
    ...(smtpAddresses(object.list('EmailAddresses')) ?? []),
    ...[
      object.argument,
      lastPart(object.text('Identity')),
      object.text('Name'),
      object.text('DisplayName'),
    ].map((one) => one ?? ''),
  ],
  read: (object) => {
    const type = object.text('RecipientTypeDetails')?.toLowerCase();
    const kind = type === undefined || type === '' ? undefined : (kinds[type] ?? 'other');
    const dn = legacyDn(object);
    const upn = object.text('UserPrincipalName')?.toLowerCase();
    return [
      ['DisplayName', 'mailbox.displayName', object.text('DisplayName') || undefined],
      ['UserPrincipalName', 'mailbox.upn', upn || undefined],
      [
        'PrimarySmtpAddress',
        'mailbox.primarySmtp',
        object.text('PrimarySmtpAddress')?.toLowerCase() || undefined,
      ],
      ['SamAccountName', 'mailbox.sam', object.text('SamAccountName') || undefined],
      ['EmailAddresses', 'mailbox.addresses', smtpAddresses(object.list('EmailAddresses'))],
      ['LegacyExchangeDN', 'mailbox.legacyDn', dn || undefined],
      ['ExchangeGuid', 'mailbox.guid', object.text('ExchangeGuid')?.toLowerCase() || undefined],
      ['Sid', 'mailbox.sid', /^S-1-[\d-]+$/.exec(object.text('Sid') ?? '')?.[0]],
      ['Database', 'mailbox.database', lastPart(object.text('Database')) || undefined],
      ['ServerName', 'mailbox.server', serverName(object.text('ServerName'))],
      ['AdminDisplayVersion', 'mailbox.exchange', versionOf(object)],
      ['RecipientTypeDetails', 'mailbox.kind', kind],
      ['RecipientTypeDetails', 'mailbox.exchange', kind === 'remote' ? 'online' : undefined],
      ['WhenMailboxCreated', 'mailbox.createdAt', object.time('WhenMailboxCreated')],
    ];
  },
});
