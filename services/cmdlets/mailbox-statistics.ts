import { cmdletFamily } from '../cmdlet.ts';
import { lastPart, serverName } from '../printed/names.ts';

export default cmdletFamily({
  id: 'mailbox-statistics',
  cmdlets: ['Get-MailboxStatistics'],
  reads: [
    'DisplayName',
    'Identity',
    'IsQuarantined',
    'Database',
    'DatabaseName',
    'ServerName',
    'MailboxGuid',
    'LegacyDN',
  ],
  marks: [['IsQuarantined'], ['LastLogonTime', 'ServerName']],
  whose: (object) => [
    object.argument ?? '',
    object.text('DisplayName') ?? '',
    lastPart(object.text('Identity')) ?? '',
  ],
  read: (object) => [
    ['IsQuarantined', 'mailbox.quarantined', object.flag('IsQuarantined')],
    ['ServerName', 'mailbox.server', serverName(object.text('ServerName'))],
    [
      object.has('DatabaseName') ? 'DatabaseName' : 'Database',
      'mailbox.database',
      lastPart(object.text('DatabaseName') || object.text('Database')) || undefined,
    ],
  ],
});
