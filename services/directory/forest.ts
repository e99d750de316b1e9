import { type Controller, type Directory, equals, within } from './directory.ts';
import { domainOf, nameBefore } from './distinguished-name.ts';

export interface Domain {
  readonly dn: string;
  /** `corp.local` */
  readonly dns: string;
  /** `CORP` */
  readonly netbios: string;
}
/** What the configuration naming context says about the forest. */
export interface Forest {
  readonly by: string;
  readonly configuration: string;
  readonly domains: readonly Domain[];
  readonly upnSuffixes: readonly string[];
}

/** Domains and UPN suffixes of the forest; each domain's DNS name is a suffix without being listed. */
export async function readForest(controller: Controller, signal: AbortSignal): Promise<Forest> {
  const root = await controller.root(signal);
  const base = `CN=Partitions,${root.configuration}`;
  const [container, references] = await Promise.all([
    controller.search(
      {
        base,
        scope: 'base',
        filter: equals('objectClass', 'crossRefContainer'),
        attributes: ['uPNSuffixes'],
        sizeLimit: 1,
      },
      signal,
    ),
    controller.search(
      {
        base,
        scope: 'one',
        filter: equals('objectClass', 'crossRef'),
        attributes: ['nCName', 'dnsRoot', 'nETBIOSName'],
      },
      signal,
    ),
  ]);
  // Only domains have a NetBIOS name; the configuration, the schema and DNS zones have none.
  const domains = references.entries.flatMap((entry) => {
    const dn = entry.text('nCName');
    const netbios = entry.text('nETBIOSName');
    if (dn === undefined || netbios === undefined) return [];
    return [{ dn, netbios, dns: (entry.text('dnsRoot') ?? domainOf(dn)).toLowerCase() }];
  });
  const listed = container.entries.flatMap((entry) => entry.texts('uPNSuffixes'));
  const suffixes = [...listed, ...domains.map(({ dns }) => dns)].map((suffix) => suffix.toLowerCase());
  return {
    by: references.by,
    configuration: root.configuration,
    domains,
    upnSuffixes: [...new Set(suffixes)],
  };
}

/** A domain controller and the site it stands in. */
export interface ControllerPlace {
  readonly host: string;
  readonly site: string | undefined;
  /** It serves the global catalogue on 3269; undefined when it does not say. */
  readonly catalogue: boolean | undefined;
  /** Distinguished names of the naming contexts that it holds to write, lower case. */
  readonly holds: readonly string[];
}

/** Every domain controller of the forest, as the sites container names them; kept for everyone who asks. */
export const allControllers = (
  directory: Directory,
  signal: AbortSignal,
): Promise<readonly ControllerPlace[]> =>
  within(
    directory.shared('controllers', () => readControllers(directory, AbortSignal.timeout(readMs))),
    signal,
  );

/** The domain controllers that hold a domain to write. */
export const controllersOf = async (
  directory: Directory,
  domain: string,
  signal: AbortSignal,
): Promise<readonly ControllerPlace[]> =>
  (await allControllers(directory, signal)).filter(({ holds }) => holds.includes(domain.toLowerCase()));

/** Where a search reaches every domain of the forest: the controller itself where there is one domain, else a global catalogue. */
export async function forestWide(
  directory: Directory,
  signal: AbortSignal,
): Promise<{ readonly controller: Controller; readonly base: string; readonly several: boolean }> {
  const [root, { domains }] = await Promise.all([directory.root(signal), directory.forest(signal)]);
  if (domains.length <= 1) return { controller: directory, base: root.domain, several: false };
  const places = await allControllers(directory, signal);
  const own = places.find(({ host }) => host === root.host);
  const host =
    own?.catalogue === false
      ? (
          places.find(({ catalogue, site }) => catalogue === true && site === own.site) ??
          places.find(({ catalogue }) => catalogue === true)
        )?.host
      : root.host;
  if (host === undefined) throw new Error('no domain controller of the forest is a global catalogue');
  return { controller: directory.at(host, 3269), base: '', several: true };
}
/** The read is shared, so that no single asker's end may stop it. */
const readMs = 6_000;

async function readControllers(
  controller: Controller,
  signal: AbortSignal,
): Promise<readonly ControllerPlace[]> {
  const { configuration } = await controller.root(signal);
  const base = `CN=Sites,${configuration}`;
  const [settings, servers] = await Promise.all([
    controller.search(
      {
        base,
        scope: 'sub',
        filter: equals('objectClass', 'nTDSDSA'),
        attributes: ['msDS-hasMasterNCs', 'hasMasterNCs', 'options'],
      },
      signal,
    ),
    controller.search(
      { base, scope: 'sub', filter: equals('objectClass', 'server'), attributes: ['dNSHostName'] },
      signal,
    ),
  ]);
  const byServer = new Map(
    settings.entries.map((entry) => [entry.dn.slice(entry.dn.indexOf(',') + 1).toLowerCase(), entry]),
  );
  return servers.entries.flatMap((entry) => {
    const host = entry.text('dNSHostName')?.toLowerCase();
    const own = byServer.get(entry.dn.toLowerCase());
    if (host === undefined || own === undefined) return [];
    const contexts = [...own.texts('msDS-hasMasterNCs'), ...own.texts('hasMasterNCs')];
    const options = own.integer('options');
    return [
      {
        host,
        site: nameBefore(entry.dn, 'Sites'),
        catalogue: options === undefined ? undefined : (options & catalogueBit) !== 0n,
        holds: [...new Set(contexts.map((context) => context.toLowerCase()))],
      },
    ];
  });
}
/** NTDSDSA_OPT_IS_GC of the options of NTDS Settings ([MS-ADTS] 6.1.1.2.2.1.2.1.1). */
const catalogueBit = 1n;
