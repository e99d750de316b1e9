import { sameName } from './distinguished-name.ts';
import type { ExchangeServers } from './exchange-servers.ts';
import { type Part, stating } from './stating.ts';

const notHeld =
  'the directory does not hold it: Get-MailboxDatabase -Status and Get-MailboxDatabaseCopyStatus show it to members of View-Only Organization Management';
const older = new Set(['2007', '2010']);

/** What the directory holds of every mailbox database: whose it is and where it leads clients, not whether it is mounted. */
export function databaseFacts({ by, servers, databases, publicFolderDatabases }: ExchangeServers): Part {
  const { facts, blind, state, unseen } = stating(by);
  for (const database of databases) {
    const key = `databases[${database.name.toLowerCase()}]`;
    state(`${key}.server`, database.server, 'msExchOwningServer');
    const year = servers.find(({ name }) => name === database.server)?.exchange;
    // Exchange 2013 and later lead no client by it.
    if (year !== undefined && older.has(year))
      state(
        `${key}.rpcClientAccessServer`,
        database.clientAccess,
        'legacyExchangeDN (the name before Microsoft Private MDB)',
      );
    state(`${key}.offlineAddressBook`, database.offlineAddressBook, 'msExchUseOAB');
    const link = database.publicFolderDatabase;
    state(`${key}.publicFolderDatabase`, link?.name ?? '', 'msExchHomePublicMDB');
    if (link !== undefined)
      state(
        `${key}.publicFolderDatabaseFound`,
        publicFolderDatabases.some(({ dn }) => sameName(dn, link.dn)),
        'msExchHomePublicMDB, msExchPublicMDB',
      );
    unseen(`${key}.mounted`, notHeld);
    unseen(`${key}.activatedAt`, notHeld);
  }
  return { facts, blind };
}
