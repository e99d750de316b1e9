import { mailDomain } from '../readings/box.ts';
import { arrayName } from '../readings/client-names.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { legacyServers } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'separate-array-name',
  title: 'Give the Exchange 2010 databases an RPC name of their own',
  effect: 'organisation',
  parameters: (seen) => {
    const old = arrayName(seen);
    const databases = seen
      .keys('databases')
      .filter(
        (key) =>
          old !== undefined && seen.text(`databases[${key}].rpcClientAccessServer`)?.toLowerCase() === old,
      );
    return {
      old: old ?? '<array name>',
      name: `outlook2010.${mailDomain(seen)}`,
      databases: [...databases].sort(),
    };
  },
  when: whenLikely,
  steps: (seen, { old, name, databases }) => [
    `Get-MailboxDatabase | Format-Table Name,RpcClientAccessServer   (write down what is there; ${old} is the name concerned)`,
    `At once, on the inner DNS view only: let a name that only RPC/TCP uses, ${name}, lead to the Exchange 2010 servers (${names(legacyServers(seen))}), never to the newer ones and never outside.`,
    ...(Array.isArray(databases) && databases.length > 0 ? databases.map(String) : ['<database>']).map(
      (database) =>
        `Set-MailboxDatabase -Identity ${quoted(database)} -RpcClientAccessServer ${quoted(String(name))}`,
    ),
    'Existing profiles keep the old name: repair them, or lead the old name back to Exchange 2010 until those mailboxes are moved.',
  ],
  consequences:
    'Whoever has a mailbox in these databases is asked for one restart of Outlook; new profiles take the new name.',
  rollback: 'Set the RpcClientAccessServer that was written down, on the databases that were changed.',
  verification:
    'The array name leads to Exchange 2010 inside, Connection Status shows it in the mail row, and two starts pass without the message.',
  source: 'ollischer.com, "Ambiguous CAS array URL"; Microsoft, Set-MailboxDatabase',
});
