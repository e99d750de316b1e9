import { mailDomain } from '../readings/box.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds, legacyServers } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-oab-url',
  title: 'Hand out an address-book URL that clients can use',
  effect: 'organisation',
  parameters: (seen) => ({
    servers: [...frontEnds(seen), ...legacyServers(seen)].sort(),
    database: seen.text('mailbox.database') ?? '<database>',
  }),
  when: whenLikely,
  steps: (seen, { servers, database }) => [
    `Get-MailboxDatabase -Identity ${quoted(String(database))} | Format-List OfflineAddressBook; Get-OfflineAddressBook | Format-List Name,VirtualDirectories,GlobalWebDistributionEnabled,IsDefault   (write down what is there)`,
    `Set-MailboxDatabase -Identity ${quoted(String(database))} -OfflineAddressBook <address book of the newer version>`,
    ...(Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>']).flatMap(
      (server) => {
        const identity = quoted(`${server}\\OAB (Default Web Site)`);
        const url = quoted(`https://mail.${mailDomain(seen)}/OAB`);
        return [
          `Get-OabVirtualDirectory -Identity ${identity} | Format-List InternalUrl,ExternalUrl,RequireSSL   (write down what is there)`,
          `Set-OabVirtualDirectory -Identity ${identity} -InternalUrl ${url} -ExternalUrl ${url} -RequireSSL $true   (with the name that clients use and the certificate holds)`,
        ];
      },
    ),
    'Close Outlook for an hour or restart it: it takes the new URL at its next Autodiscover.',
  ],
  consequences: 'Outlook fetches the offline address book from the new address at its next lookup.',
  rollback: 'Set the URLs and the address book that were written down, on what was changed.',
  verification:
    'Autodiscover hands out the new URL, <URL>/oab.xml answers 401 with Negotiate and NTLM and then 200, and Send/Receive → Download Address Book ends without the box.',
  source: 'Microsoft KB3047178; Set-OabVirtualDirectory, Set-MailboxDatabase',
});
