import { z } from 'zod';
import type { FactValue } from '../facts.ts';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { each, exchangeServers, olderThan2013, printed } from '../windows/running.ts';

/** What `get-mailbox-databases` prints: the databases that are active on that server (Get-MailboxDatabase -Status). */
const prints = z.array(
  z.object({
    name: z.string().min(1).max(64),
    mounted: z.boolean().nullish(),
    /** Where it is active now. */
    server: z.string().nullish(),
    /** When it was activated there last. */
    activatedAt: z.iso.datetime({ offset: true }).nullish(),
    rpcClientAccessServer: z.string().nullish(),
    offlineAddressBook: z.string().nullish(),
    publicFolderDatabase: z.string().nullish(),
    publicFolderDatabaseFound: z.boolean().nullish(),
  }),
);
type Database = z.infer<typeof prints>[number];

export default collector({
  id: 'mailbox-databases',
  title: 'Mailbox databases',
  needs: ['servers.exchange', 'servers.roles', 'databases.server'],
  brings: ['databases.mounted', 'databases.activatedAt'],
  deadlineMs: 12_000,
  subjects: (known) =>
    each(
      exchangeServers(known).filter((server) => {
        const roles = known.get(`servers[${server}].roles`);
        return !Array.isArray(roles) || roles.includes('mailbox');
      }),
      (server) =>
        known
          .keys('databases')
          .filter((name) => String(known.get(`databases[${name}].server`)).toLowerCase() === server)
          .map((name) => `databases[${name}].mounted`),
    ),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const databases = await printed(
      clients,
      { host, script: 'get-mailbox-databases', prints, what: 'a list of databases' },
      signal,
    );
    return {
      facts: databases.flatMap((database) => databaseFacts(host, database, olderThan2013(known, host))),
    };
  },
});

function databaseFacts(host: string, database: Database, isOld: boolean): readonly NewFact[] {
  const state = (leaf: string, value: FactValue | null | undefined): readonly NewFact[] =>
    value === null || value === undefined
      ? []
      : [
          {
            fact: `databases[${database.name.toLowerCase()}].${leaf}`,
            value,
            from: 'worker',
            source: `get-mailbox-databases on ${host}`,
          },
        ];
  return [
    ...state('mounted', database.mounted),
    ...state('server', database.server?.toLowerCase().split('.')[0]),
    ...state('activatedAt', database.activatedAt && new Date(database.activatedAt).toISOString()),
    // Outlook is led to this name by Exchange 2010 only.
    ...(isOld ? state('rpcClientAccessServer', database.rpcClientAccessServer?.toLowerCase()) : []),
    ...state('offlineAddressBook', database.offlineAddressBook),
    ...state('publicFolderDatabase', database.publicFolderDatabase),
    ...state('publicFolderDatabaseFound', database.publicFolderDatabaseFound),
  ];
}
