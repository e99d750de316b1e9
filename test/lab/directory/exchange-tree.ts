import { guidOf } from '../world/mailbox-defaults.ts';
import { isLegacy } from '../world/server-defaults.ts';
import type { Server, VirtualDirectory, World } from '../world.ts';
import { dnValue, type Entry, entry, generalizedTime, guidBytes, type Stated } from './entry.ts';
import type { Names } from './names.ts';
import { publicFolderAttributes, publicFolderDatabaseOf, publicFolderEntries } from './public-folder-tree.ts';
import { attributeMetadata, stampsOf } from './replication-metadata.ts';

const scpUrl = '77378F46-2C66-4aa9-A6A6-3E7A48B19596';
const scpPointer = '67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68';

/** 15.1.2507.6 as versionNumber: the packed form that ServerVersion of Autodiscover has too. */
export function versionNumber(build: string): number {
  const [major = 0, minor = 0, number = 0] = build.split('.').map(Number);
  return (0x7000_0000 | (major << 22) | (minor << 16) | 0x8000 | number) >>> 0;
}
/** 15.1.2507.6 as serialNumber: the build with 30000 added. */
export function serialNumber(build: string): string {
  const [major = 0, minor = 0, number = 0, revision = 0] = build.split('.').map(Number);
  return `Version ${major}.${minor} (Build ${number + 30_000}.${revision})`;
}

function roleBits(server: Server): number {
  const bits = { mailbox: 2, cas: 4, um: 16, hub: 32, edge: 64 } as const;
  const sum = server.roles.reduce((all, role) => all | bits[role], 0);
  if (isLegacy(server.exchange)) return sum;
  // 2013 and later: the mailbox role carries 54, the front end 16385.
  return (server.roles.includes('mailbox') ? 54 : 0) | (server.roles.includes('cas') ? 16_385 : 0);
}

const authenticationBits: Readonly<Record<string, number>> = {
  basic: 1,
  ntlm: 2,
  fba: 4,
  digest: 8,
  windowsintegrated: 16,
  livelidfba: 32,
  wssecurity: 128,
  certificate: 256,
  oauth: 1024,
  adfs: 2048,
  kerberos: 4096,
  negotiate: 8192,
};
/** Authentication methods as the flags that virtual directories hold in the directory. */
export const authenticationFlags = (methods: readonly string[]): number =>
  methods.reduce((all, method) => all | (authenticationBits[method.toLowerCase()] ?? 0), 0);

const directoryClasses: Readonly<Record<VirtualDirectory['name'], readonly [string, string]>> = {
  autodiscover: ['Autodiscover', 'msExchAutoDiscoverVirtualDirectory'],
  mapi: ['mapi', 'msExchMapiVirtualDirectory'],
  ews: ['EWS', 'msExchWebServicesVirtualDirectory'],
  oab: ['OAB', 'msExchOABVirtualDirectory'],
  rpc: ['Rpc', 'msExchRpcHttpVirtualDirectory'],
  owa: ['owa', 'msExchOWAVirtualDirectory'],
  ecp: ['ecp', 'msExchECPVirtualDirectory'],
  activesync: ['Microsoft-Server-ActiveSync', 'msExchMobileVirtualDirectory'],
  powershell: ['PowerShell', 'msExchPowerShellVirtualDirectory'],
};

/** The Exchange organisation in the configuration naming context: servers, databases, virtual directories, SCPs, domains. */
export function exchangeEntries(world: World, names: Names): Entry[] {
  const { organisation } = world;
  const of = (dn: string, category: string, stated: Readonly<Record<string, Stated>>) =>
    entry(
      dn,
      category,
      { cn: /^CN=([^,]+)/.exec(dn)?.[1], name: /^CN=([^,]+)/.exec(dn)?.[1], ...stated },
      names.schema,
    );
  const container = (dn: string) => of(dn, 'container', { objectClass: ['top', 'container'] });
  const clientAccess = `CN=Client Access,${names.organisation}`;
  const outlook = `CN=Outlook,CN=AutoDiscover,${clientAccess}`;
  const provider = (name: string, principal: string | undefined, server?: string) =>
    of(`CN=${name},${outlook}`, 'msExchAutoDiscoverConfig', {
      objectClass: ['top', 'msExchAutoDiscoverConfig'],
      msExchAutoDiscoverCertPrincipalName: principal,
      msExchAutoDiscoverServer: server,
      msExchAutoDiscoverTTL: 1,
    });
  const organisationAttributes: Readonly<Record<string, Stated>> = {
    objectClass: ['top', 'container', 'msExchOrganizationContainer'],
    name: organisation.name,
    legacyExchangeDN: `/o=${organisation.name}`,
    // Bit 0x400: MAPI/HTTP is on for the organisation.
    msExchOrganizationFlags2: organisation.mapiHttp ? 0x400 : 0,
    ...publicFolderAttributes(world, names),
    objectGUID: guidBytes(guidOf(`organisation ${organisation.name}`)),
  };
  const [controller] = world.domainControllers;
  const dsa = controller === undefined ? '' : names.dsa(controller);
  const firstServer = world.servers[0]?.createdAt ?? world.start;
  const { exprPrincipal, exchPrincipal, exprServer } = world.outlookProviders;
  return [
    container(`CN=Microsoft Exchange,CN=Services,${names.configuration}`),
    of(names.organisation, 'msExchOrganizationContainer', {
      ...organisationAttributes,
      '?msDS-ReplAttributeMetaData': () =>
        stampsOf(organisationAttributes, firstServer, {}).map((stamp) => attributeMetadata(stamp, dsa)),
    }),
    container(`CN=Administrative Groups,${names.organisation}`),
    of(names.administrativeGroup, 'msExchAdminGroup', {
      objectClass: ['top', 'msExchAdminGroup'],
      legacyExchangeDN: names.legacyGroup,
    }),
    container(`CN=Servers,${names.administrativeGroup}`),
    container(`CN=Databases,${names.administrativeGroup}`),
    container(clientAccess),
    provider('EXCH', exchPrincipal),
    provider('EXPR', exprPrincipal, exprServer),
    provider('WEB', undefined),
    ...organisation.acceptedDomains.map((domain, index) =>
      of(
        `CN=${domain},CN=Accepted Domains,CN=Transport Settings,${names.organisation}`,
        'msExchAcceptedDomain',
        {
          objectClass: ['top', 'msExchAcceptedDomain'],
          msExchAcceptedDomainName: domain,
          // Bit 4 marks the default domain; the low bits 0 say authoritative.
          msExchAcceptedDomainFlags: index === 0 ? 4 : 0,
        },
      ),
    ),
    ...publicFolderEntries(world, names, of),
    ...(organisation.hybrid
      ? [
          of(
            `CN=Hybrid Configuration,CN=Hybrid Configuration,${names.organisation}`,
            'msExchCoexistenceRelationship',
            {
              objectClass: ['top', 'msExchCoexistenceRelationship'],
            },
          ),
        ]
      : []),
    ...world.servers.flatMap((server) => serverEntries(server, names, of)),
    ...world.furtherScps.map((scp) => serviceConnectionPoint(scp.server, scp, names, of)),
    ...world.databases.map((database) =>
      of(names.database(database.name), 'msExchPrivateMDB', {
        objectClass: ['top', 'msExchMDB', 'msExchPrivateMDB'],
        name: database.name,
        msExchOwningServer: names.server(database.server),
        msExchMasterServerOrAvailabilityGroup: names.server(database.server),
        // RpcClientAccessServer has no attribute of its own: it stands in the legacy name.
        legacyExchangeDN: `${names.legacyGroup}/cn=Configuration/cn=Servers/cn=${clientAccessOf(world, database)}/cn=Microsoft Private MDB`,
        msExchUseOAB:
          database.offlineAddressBook === undefined
            ? undefined
            : `CN=${dnValue(database.offlineAddressBook)},CN=Offline Address Lists,CN=Address Lists Container,${names.organisation}`,
        msExchHomePublicMDB: publicFolderDatabaseOf(world, names, database.publicFolderDatabase),
        objectGUID: guidBytes(guidOf(`database ${database.name}`)),
        whenCreated: generalizedTime(database.createdAt),
      }),
    ),
  ];
}

/** The name by which clients reach a database: its array's or server's; before 2013 the whole DNS name. */
function clientAccessOf(world: World, database: World['databases'][number]): string {
  const server = world.servers.find(({ name }) => name.toLowerCase() === database.server.toLowerCase());
  const own = server && isLegacy(server.exchange) ? server.fqdn : database.server.toUpperCase();
  return database.rpcClientAccessServer ?? own;
}

export type Make = (dn: string, category: string, stated: Readonly<Record<string, Stated>>) => Entry;

function serverEntries(server: Server, names: Names, of: Make): Entry[] {
  const dn = names.server(server.name);
  const legacyDn = `${names.legacyGroup}/cn=Configuration/cn=Servers/cn=${server.name.toUpperCase()}`;
  const install = isLegacy(server.exchange) ? 'V14' : 'V15';
  const entries = [
    of(dn, 'msExchExchangeServer', {
      objectClass: ['top', 'server', 'msExchExchangeServer'],
      name: server.name.toUpperCase(),
      serialNumber: serialNumber(server.build),
      versionNumber: versionNumber(server.build),
      networkAddress: [
        `ncacn_vns_spp:${server.name.toUpperCase()}`,
        `netbios:${server.name.toUpperCase()}`,
        `ncacn_np:${server.name.toUpperCase()}`,
        `ncacn_spx:${server.name.toUpperCase()}`,
        `ncacn_ip_tcp:${server.fqdn}`,
      ],
      msExchCurrentServerRoles: roleBits(server),
      msExchServerSite: names.site(server.site),
      legacyExchangeDN: legacyDn,
      msExchInstallPath: `C:\\Program Files\\Microsoft\\Exchange Server\\${install}`,
      objectGUID: guidBytes(guidOf(`server ${server.name}`)),
      whenCreated: generalizedTime(server.createdAt),
    }),
  ];
  if (!server.roles.includes('cas')) return entries;
  // Outlook Anywhere's host names are kept as addresses, too: http says that TLS is not asked for.
  const url = (vdir: VirtualDirectory, stated: string) =>
    vdir.name === 'rpc' && stated !== '' && !stated.includes('://')
      ? `https://${stated}/`
      : stated || undefined;
  const vdirs = server.vdirs
    .filter(({ enabled }) => enabled)
    .map((vdir) => {
      const [title, objectClass] = directoryClasses[vdir.name];
      return of(`CN=${title} (Default Web Site),CN=HTTP,CN=Protocols,${dn}`, objectClass, {
        objectClass: ['top', 'msExchVirtualDirectory', objectClass],
        msExchInternalHostName: url(vdir, vdir.internalUrl),
        msExchExternalHostName: url(vdir, vdir.externalUrl),
        ...(vdir.name === 'rpc' ? { msExchRpcHttpFlags: vdir.sslOffloading ? 1 : 0 } : {}),
        msExchInternalAuthenticationMethods: authenticationFlags(vdir.internalAuth),
        msExchExternalAuthenticationMethods: authenticationFlags(vdir.externalAuth),
        msExchMetabasePath: `IIS://${server.fqdn}/W3SVC/1/ROOT/${title}`,
        whenCreated: generalizedTime(server.createdAt),
      });
    });
  return [
    ...entries,
    ...vdirs,
    ...(server.scp === false ? [] : [serviceConnectionPoint(server.name, server.scp, names, of)]),
  ];
}

function serviceConnectionPoint(
  server: string,
  scp: {
    readonly url: string;
    readonly sites: readonly string[];
    readonly pointsFor?: readonly string[];
    readonly createdAt: string;
  },
  names: Names,
  of: Make,
): Entry {
  const upper = dnValue(server.toUpperCase());
  return of(`CN=${upper},CN=Autodiscover,CN=Protocols,${names.server(server)}`, 'serviceConnectionPoint', {
    objectClass: ['top', 'leaf', 'connectionPoint', 'serviceConnectionPoint'],
    keywords: [
      ...(scp.pointsFor?.length
        ? [scpPointer, ...scp.pointsFor.map((domain) => `Domain=${domain}`)]
        : [scpUrl]),
      ...scp.sites.map((site) => `Site=${site}`),
    ],
    serviceBindingInformation: scp.url,
    serviceClassName: 'ms-Exchange-AutoDiscover-Service',
    serviceDNSName: server.toUpperCase(),
    whenCreated: generalizedTime(scp.createdAt),
  });
}
