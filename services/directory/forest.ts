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
}

/** The domain controllers that hold a domain to write, as the sites container names them; kept for everyone who asks. */
export const controllersOf = (
  directory: Directory,
  domain: string,
  signal: AbortSignal,
): Promise<readonly ControllerPlace[]> =>
  within(
    directory.shared(`controllers of ${domain.toLowerCase()}`, () =>
      readControllers(directory, domain, AbortSignal.timeout(readMs)),
    ),
    signal,
  );
/** The read is shared, so that no single asker's end may stop it. */
const readMs = 6_000;

async function readControllers(
  controller: Controller,
  domain: string,
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
        attributes: ['msDS-hasMasterNCs', 'hasMasterNCs'],
      },
      signal,
    ),
    controller.search(
      { base, scope: 'sub', filter: equals('objectClass', 'server'), attributes: ['dNSHostName'] },
      signal,
    ),
  ]);
  const holders = new Set(
    settings.entries
      .filter((entry) => holds([...entry.texts('msDS-hasMasterNCs'), ...entry.texts('hasMasterNCs')], domain))
      .map(({ dn }) => dn.slice(dn.indexOf(',') + 1).toLowerCase()),
  );
  return servers.entries.flatMap((entry) => {
    const host = entry.text('dNSHostName')?.toLowerCase();
    if (host === undefined || !holders.has(entry.dn.toLowerCase())) return [];
    return [{ host, site: nameBefore(entry.dn, 'Sites') }];
  });
}
const holds = (contexts: readonly string[], domain: string): boolean =>
  contexts.some((context) => context.toLowerCase() === domain.toLowerCase());
