import { type Directory, equals } from './directory.ts';
import { nameParts, ownName, sameName } from './distinguished-name.ts';
import type { DirectoryEntry } from './entry.ts';
import { readPackedVersion, readRoles, readSerialNumber } from './versions.ts';

export interface ExchangeServer {
  /** Short name, lower case: the key of `servers[…]`. */
  readonly name: string;
  readonly dn: string;
  readonly fqdn: string | undefined;
  readonly exchange: string | undefined;
  readonly build: string | undefined;
  readonly roles: readonly string[] | undefined;
  readonly site: string | undefined;
}
export interface MailboxDatabase {
  readonly name: string;
  readonly dn: string;
  /** Short name of the server that owns it; in a group of servers the active copy stands elsewhere too. */
  readonly server: string | undefined;
  /** By what name clients of 2010 reach it: a server or an array. */
  readonly clientAccess: string | undefined;
  /** Name of the address book that its mailboxes use; empty: the organisation's default. */
  readonly offlineAddressBook: string;
  /** The public folder database that its mailboxes are led to; undefined when to none. */
  readonly publicFolderDatabase: { readonly name: string; readonly dn: string } | undefined;
}
/** A public folder database of Exchange 2010 or older. */
export interface PublicFolderDatabase {
  readonly name: string;
  readonly dn: string;
  readonly server: string | undefined;
}
export interface ExchangeServers {
  readonly by: string;
  readonly servers: readonly ExchangeServer[];
  readonly databases: readonly MailboxDatabase[];
  readonly publicFolderDatabases: readonly PublicFolderDatabase[];
}

/** Every Exchange server and mailbox database of the organisation, shared for a short while. */
export function exchangeServers(directory: Directory): Promise<ExchangeServers> {
  return directory.shared('exchange-servers', () => read(directory, AbortSignal.timeout(8_000)));
}

async function read(directory: Directory, signal: AbortSignal): Promise<ExchangeServers> {
  const { configuration } = await directory.root(signal);
  const below = { base: `CN=Services,${configuration}`, scope: 'sub' as const };
  const [servers, databases, publicFolders] = await Promise.all([
    directory.search(
      {
        ...below,
        filter: equals('objectClass', 'msExchExchangeServer'),
        attributes: [
          'cn',
          'name',
          'networkAddress',
          'serialNumber',
          'versionNumber',
          'msExchCurrentServerRoles',
          'msExchServerSite',
        ],
      },
      signal,
    ),
    directory.search(
      {
        ...below,
        filter: equals('objectClass', 'msExchPrivateMDB'),
        attributes: [
          ...['cn', 'name', 'msExchOwningServer', 'legacyExchangeDN'],
          ...['msExchUseOAB', 'msExchHomePublicMDB'],
        ],
      },
      signal,
    ),
    directory.search(
      {
        ...below,
        filter: equals('objectClass', 'msExchPublicMDB'),
        attributes: ['cn', 'name', 'msExchOwningServer'],
      },
      signal,
    ),
  ]);
  return {
    by: servers.by,
    servers: servers.entries.map(readServer),
    databases: databases.entries.map((entry) => {
      const publicDn = entry.text('msExchHomePublicMDB');
      return {
        ...databaseOf(entry),
        clientAccess: clientAccessOf(entry.text('legacyExchangeDN')),
        offlineAddressBook: nameOf(entry.text('msExchUseOAB')),
        publicFolderDatabase: publicDn === undefined ? undefined : { name: nameOf(publicDn), dn: publicDn },
      };
    }),
    publicFolderDatabases: publicFolders.entries.map(databaseOf),
  };
}

const databaseOf = (entry: DirectoryEntry) => ({
  name: entry.text('cn') ?? entry.text('name') ?? ownName(entry.dn) ?? entry.dn,
  dn: entry.dn,
  server: ownName(entry.text('msExchOwningServer') ?? '')?.toLowerCase(),
});
/** The name in a link; of a deleted object without what the deletion put behind it ([MS-ADTS] 3.1.1.5.5). */
const nameOf = (dn: string | undefined): string => (ownName(dn ?? '') ?? '').split('\nDEL:')[0] ?? '';
/** RpcClientAccessServer stands in the legacy name: `/cn=Servers/cn=outlook.contoso.example/cn=Microsoft Private MDB`. */
const clientAccessOf = (legacyName: string | undefined): string | undefined =>
  /\/cn=servers\/cn=([^/]+)\/cn=microsoft private mdb$/i.exec(legacyName ?? '')?.[1]?.toLowerCase();

function readServer(entry: DirectoryEntry): ExchangeServer {
  const serial = readSerialNumber(entry.text('serialNumber') ?? '');
  const packed = entry.integer('versionNumber');
  const version = serial ?? (packed === undefined ? undefined : readPackedVersion(packed));
  const roles = entry.integer('msExchCurrentServerRoles');
  const site = entry.text('msExchServerSite');
  return {
    name: (entry.text('cn') ?? entry.text('name') ?? ownName(entry.dn) ?? entry.dn).toLowerCase(),
    dn: entry.dn,
    // networkAddress names one way a line: ncacn_ip_tcp:ex16a.corp.local is the DNS name.
    fqdn: entry
      .texts('networkAddress')
      .map((value) => /^ncacn_ip_tcp:(.+)$/i.exec(value)?.[1]?.toLowerCase())
      .find((value) => value !== undefined),
    exchange: version?.exchange,
    build: version?.build,
    roles: roles === undefined ? undefined : readRoles(Number(roles)),
    site: site === undefined ? undefined : nameParts(site)[0]?.value,
  };
}

/** Where a mailbox is: its database's server counts, the stamped home server only when the database is not known. */
export function homeOf(
  known: ExchangeServers,
  homeMdb: string | undefined,
  stampedServer: string | undefined,
): {
  readonly server: string | undefined;
  readonly database: string | undefined;
  readonly exchange: string | undefined;
} {
  const database =
    homeMdb === undefined ? undefined : known.databases.find(({ dn }) => sameName(dn, homeMdb));
  const server = database?.server ?? stampedServer;
  return {
    server,
    database: database?.name ?? (homeMdb === undefined ? undefined : ownName(homeMdb)),
    exchange: known.servers.find(({ name }) => name === server)?.exchange,
  };
}
