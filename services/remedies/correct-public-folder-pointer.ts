import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-public-folder-pointer',
  title: 'Put the pointer to the other side’s public folders right',
  effect: 'organisation',
  parameters: (seen) => ({
    pointer: seen.text('publicFolders.pointer') || '<public-folder discovery mailbox>',
    mailboxes: [...(seen.list('publicFolders.remoteMailboxes') ?? [])],
  }),
  when: whenLikely,
  steps: (_, { pointer, mailboxes }) => {
    const before =
      Array.isArray(mailboxes) && mailboxes.length > 0 ? mailboxes.map(String) : [String(pointer)];
    return [
      'Get-OrganizationConfig | Format-List PublicFoldersEnabled,RemotePublicFolderMailboxes   (write down what is there)',
      `On every Exchange 2010 server that holds public folders: an own mailbox database with RpcClientAccessServer, the Client Access role, and Outlook Anywhere; the discovery mailbox ${pointer} lives in that server's own database.`,
      `Set-Mailbox -Identity ${quoted(String(pointer))} -HiddenFromAddressListsEnabled $true`,
      `Set-OrganizationConfig -PublicFoldersEnabled Remote -RemotePublicFolderMailboxes ${before.map(quoted).join(',')}`,
      `Test E-mail AutoConfiguration for ${pointer}: it must lead to Exchange 2010 with an address that clients reach.`,
    ];
  },
  consequences: 'Outlook of everybody on the newer servers finds public folders at its next lookup.',
  rollback: 'Set the two values that were written down with the same command.',
  verification:
    'Autodiscover for the pointer gives settings, Connection Status shows the public-folder row established, and the box stays away.',
  source:
    'Microsoft, Exchange documentation on legacy public folders with mailboxes on newer servers; KB3177600',
});
