import { cmdletFamily } from '../cmdlet.ts';
import { lowerCase } from '../printed/names.ts';

export default cmdletFamily({
  id: 'organization-config',
  cmdlets: ['Get-OrganizationConfig'],
  reads: [
    ...[
      'MapiHttpEnabled',
      'PublicFoldersEnabled',
      'RemotePublicFolderMailboxes',
      'PublicFolderShowClientControl',
    ],
    ...['RootPublicFolderMailbox', 'HybridConfigurationStatus'],
  ],
  marks: [['PublicFoldersEnabled'], ['RemotePublicFolderMailboxes'], ['PublicFolderShowClientControl']],
  read: (object) => {
    const enabled = object.text('PublicFoldersEnabled')?.toLowerCase();
    return [
      ['MapiHttpEnabled', 'org.mapiHttp', object.flag('MapiHttpEnabled')],
      // Local and Remote say which side is asked, not which version answers there.
      ['PublicFoldersEnabled', 'publicFolders.where', enabled === 'none' ? 'none' : undefined],
      [
        'RemotePublicFolderMailboxes',
        'publicFolders.remoteMailboxes',
        lowerCase(object.list('RemotePublicFolderMailboxes')),
      ],
      [
        'PublicFolderShowClientControl',
        'publicFolders.clientControl',
        object.flag('PublicFolderShowClientControl'),
      ],
    ];
  },
});
