import { overlay } from './overlay.ts';
import type { Certificate, IisDirectory, Pool, Server, Tls, VirtualDirectory, World } from './types.ts';
import type { StatedWorld } from './world-schema.ts';

type Stated = StatedWorld['servers'][number];
type Organisation = World['organisation'];

/** What a server of that generation is when the world says nothing of it. */
export const generations = {
  '2007': { build: '8.3.83.6', os: 'Windows Server 2008 Enterprise', osVersion: '6.0 (6002)' },
  '2010': { build: '14.3.123.4', os: 'Windows Server 2008 R2 Enterprise', osVersion: '6.1 (7601)' },
  '2013': { build: '15.0.1497.2', os: 'Windows Server 2012 R2 Standard', osVersion: '6.3 (9600)' },
  '2016': { build: '15.1.2507.6', os: 'Windows Server 2016 Standard', osVersion: '10.0 (14393)' },
  '2019': { build: '15.2.1118.7', os: 'Windows Server 2019 Standard', osVersion: '10.0 (17763)' },
} as const;

/** True for 2007 and 2010: no front end of their own, no MAPI/HTTP. */
export const isLegacy = (exchange: Stated['exchange']) => exchange === '2007' || exchange === '2010';

type Directory = Omit<
  IisDirectory,
  'enabled' | 'windows' | 'providers' | 'kernelMode' | 'extendedProtection'
>;
const directory = (
  path: IisDirectory['path'],
  pool: string,
  ssl: readonly string[],
  also: Partial<Pick<Directory, 'basic' | 'anonymous'>> = {},
): IisDirectory => ({
  path,
  enabled: true,
  windows: true,
  providers: ['Negotiate', 'NTLM'],
  basic: false,
  anonymous: false,
  kernelMode: false,
  extendedProtection: 'none',
  ssl,
  pool,
  ...also,
});
const strong = ['Ssl', 'Ssl128'];
const modern: readonly IisDirectory[] = [
  directory('autodiscover', 'MSExchangeAutodiscoverAppPool', strong, { anonymous: true, basic: true }),
  directory('mapi', 'MSExchangeMapiFrontEndAppPool', strong),
  directory('ews', 'MSExchangeServicesAppPool', strong, { anonymous: true }),
  directory('oab', 'MSExchangeOABAppPool', strong),
  directory('rpc', 'MSExchangeRpcProxyFrontEndAppPool', [], { basic: true }),
  directory('back-end/autodiscover', 'MSExchangeAutodiscoverAppPool', strong, { anonymous: true }),
  directory('back-end/mapi/emsmdb', 'MSExchangeMapiMailboxAppPool', ['Ssl']),
  directory('back-end/mapi/nspi', 'MSExchangeMapiAddressBookAppPool', ['Ssl']),
  directory('back-end/ews', 'MSExchangeServicesAppPool', strong, { anonymous: true }),
  directory('back-end/oab', 'MSExchangeOABAppPool', strong),
  directory('back-end/rpc', 'MSExchangeRpcProxyAppPool', []),
];
const legacy: readonly IisDirectory[] = [
  directory('autodiscover', 'MSExchangeAutodiscoverAppPool', strong, { anonymous: true, basic: true }),
  directory('ews', 'MSExchangeServicesAppPool', strong, { anonymous: true }),
  directory('oab', 'MSExchangeOABAppPool', strong),
  directory('rpc', 'DefaultAppPool', ['Ssl'], { basic: true }),
];

/** Every IIS directory of the server: the defaults of its generation, overlaid by what the world states. */
export function iisOf(stated: Stated): readonly IisDirectory[] {
  const defaults = isLegacy(stated.exchange) ? legacy : modern;
  const own = stated.iis.filter((each) => !defaults.some(({ path }) => path === each.path));
  return [...defaults, ...own.map(({ path }) => directory(path, 'DefaultAppPool', ['Ssl']))].map((each) =>
    overlay(
      each,
      stated.iis.find(({ path }) => path === each.path),
    ),
  );
}

/** Every application pool: those of the directories, overlaid by what the world states; they started when the server did. */
export function poolsOf(stated: Stated, iis: readonly IisDirectory[]): readonly Pool[] {
  const names = [...new Set([...iis.map(({ pool }) => pool), ...stated.pools.map(({ name }) => name)])];
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return names
    .filter((name, index) => names.findIndex((each) => same(each, name)) === index)
    .map((name) =>
      overlay<Pool>(
        {
          name,
          state: 'started',
          startedAt: stated.bootedAt,
          identity: name === 'DefaultAppPool' ? 'ApplicationPoolIdentity' : 'LocalSystem',
          sessions: 0,
          users: 0,
          recycles: 0,
          queueLimit: name === 'DefaultAppPool' ? 1_000 : 65_535,
          queued: 0,
        },
        stated.pools.find((pool) => same(pool.name, name)),
      ),
    );
}

/** The virtual directories as the directory and Autodiscover show them. */
export function virtualDirectoriesOf(
  stated: Stated,
  fqdn: string,
  organisation: Organisation,
): readonly VirtualDirectory[] {
  const old = isLegacy(stated.exchange);
  const host = old ? fqdn : organisation.namespace;
  const integrated = ['Ntlm', 'WindowsIntegrated'];
  const defaults: readonly VirtualDirectory[] = [
    all('autodiscover', `https://${organisation.autodiscover}/Autodiscover/Autodiscover.xml`, [
      'Basic',
      ...integrated,
    ]),
    ...(old ? [] : [all('mapi', `https://${host}/mapi`, ['Ntlm', 'OAuth', 'Negotiate'])]),
    all('ews', `https://${host}/EWS/Exchange.asmx`, integrated),
    all('oab', `https://${host}/OAB`, ['WindowsIntegrated']),
    all('rpc', host, ['Basic', 'Ntlm', ...(old ? [] : ['Negotiate'])]),
    all('owa', `https://${host}/owa`, ['Basic', 'Fba']),
    all('ecp', `https://${host}/ecp`, ['Basic', 'Fba']),
    all('activesync', `https://${host}/Microsoft-Server-ActiveSync`, ['Basic']),
    { ...all('powershell', `http://${fqdn}/powershell`, []), externalUrl: '' },
  ];
  return defaults.map((each) =>
    overlay(
      each,
      stated.vdirs.find(({ name }) => name === each.name),
    ),
  );
}
const all = (name: VirtualDirectory['name'], url: string, auth: readonly string[]): VirtualDirectory => ({
  name,
  enabled: true,
  sslOffloading: false,
  internalUrl: url,
  externalUrl: url,
  internalAuth: auth,
  externalAuth: auth,
});

/** The server with every default filled in. */
export function completeServer(
  stated: Stated,
  position: number,
  organisation: Organisation,
  site: string,
  domainController: string,
  roundTripMs: number,
): Server {
  const generation = generations[stated.exchange];
  const fqdn = stated.fqdn ?? `${stated.name.toLowerCase()}.${organisation.domain}`;
  const iis = iisOf(stated);
  const names = stated.certificate.names ?? [organisation.namespace, organisation.autodiscover, fqdn];
  return {
    ...stated,
    build: stated.build ?? generation.build,
    os: stated.os ?? generation.os,
    osVersion: stated.osVersion ?? generation.osVersion,
    fqdn,
    ip: stated.ip ?? `10.20.0.${21 + position}`,
    roles: stated.roles ?? (isLegacy(stated.exchange) ? ['mailbox', 'cas', 'hub'] : ['mailbox', 'cas']),
    site: stated.site ?? site,
    domainController: stated.domainController ?? domainController,
    rpcEncryptionRequired: stated.rpcEncryptionRequired ?? !isLegacy(stated.exchange),
    iis,
    pools: poolsOf(stated, iis),
    vdirs: virtualDirectoriesOf(stated, fqdn, organisation),
    certificate: overlay<Certificate>(
      {
        notBefore: stated.createdAt,
        notAfter: new Date(Date.parse(stated.bootedAt) + 500 * 86_400_000).toISOString(),
        issuer: 'lab',
        sendsChain: true,
        key: 'ecdsa',
        subject: names[0] ?? fqdn,
        names,
      },
      stated.certificate,
    ),
    tls: overlay<Tls>(
      {
        versions: isLegacy(stated.exchange) ? ['1.0', '1.1', '1.2'] : ['1.2'],
        asksClientCertificate: false,
      },
      stated.tls,
    ),
    delays: overlay({ roundTripMs, answerMs: 0 }, stated.delays),
    scp:
      stated.scp !== false &&
      overlay(
        {
          url: `https://${organisation.autodiscover}/Autodiscover/Autodiscover.xml`,
          sites: [],
          createdAt: stated.createdAt,
        },
        stated.scp,
      ),
  };
}
