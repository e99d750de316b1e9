import { cmdletFamily } from '../cmdlet.ts';
import { keyPart, lastPart, serverName } from '../printed/names.ts';

/** DatabaseCopyStatus as `databases[…].mounted`; a copy that is not active is not mounted anywhere by that. */
const isMounted = (status: string | undefined): boolean | undefined =>
  status === undefined
    ? undefined
    : /^mounted$/i.test(status)
      ? true
      : /^dismounted$/i.test(status)
        ? false
        : undefined;

export default cmdletFamily({
  id: 'mailbox-database',
  cmdlets: ['Get-MailboxDatabase', 'Get-MailboxDatabaseCopyStatus'],
  reads: [
    ...[
      'Name',
      'Identity',
      'Mounted',
      'Server',
      'MountedOnServer',
      'RpcClientAccessServer',
      'OfflineAddressBook',
    ],
    ...['PublicFolderDatabase', 'Status', 'ActiveDatabaseCopy', 'DatabaseName', 'MailboxServer'],
  ],
  marks: [
    ['RpcClientAccessServer'],
    ['PublicFolderDatabase', 'Name'],
    ['Mounted', 'Server'],
    ['Name', 'Server', 'Recovery', 'ReplicationType'],
    ['DatabaseName', 'Status'],
    ['Name', 'Status', 'CopyQueueLength'],
  ],
  read: (object) => {
    const told =
      object.text('DatabaseName') || object.text('Name') || object.text('Identity') || object.argument;
    const [name, node] = (told ?? '').split('\\');
    const key = keyPart(lastPart(name));
    if (key === undefined) return [];
    const path = (leaf: string): string => `databases[${key}].${leaf}`;
    const active = object.text('ActiveDatabaseCopy') || object.text('MountedOnServer');
    const mounted = isMounted(object.text('Status'));
    const link = object.text('PublicFolderDatabase');
    const clientAccess = object.text('RpcClientAccessServer')?.toLowerCase();
    return [
      ['Mounted', path('mounted'), object.flag('Mounted')],
      ['Status', path('mounted'), mounted],
      [
        'Status',
        path('server'),
        mounted === true ? serverName(node ?? object.text('MailboxServer')) : undefined,
      ],
      [
        object.has('ActiveDatabaseCopy') ? 'ActiveDatabaseCopy' : 'MountedOnServer',
        path('server'),
        active ? serverName(active) : undefined,
      ],
      ['Server', path('server'), active ? undefined : serverName(object.text('Server'))],
      ['RpcClientAccessServer', path('rpcClientAccessServer'), clientAccess || undefined],
      ['OfflineAddressBook', path('offlineAddressBook'), lastPart(object.text('OfflineAddressBook'))],
      // Of a deleted one the name holds what the deletion put behind it.
      [
        'PublicFolderDatabase',
        path('publicFolderDatabase'),
        lastPart(link)
          ?.split(/\n|\\0ADEL:|DEL:/)[0]
          ?.trim(),
      ],
      [
        'PublicFolderDatabase',
        path('publicFolderDatabaseFound'),
        link !== undefined && /Deleted Objects|DEL:/i.test(link) ? false : undefined,
      ],
    ];
  },
});
