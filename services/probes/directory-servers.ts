import { databaseFacts } from '../directory/database-facts.ts';
import { anyOf, type Directory, equals, shortName } from '../directory/directory.ts';
import { type ExchangeServers, exchangeServers } from '../directory/exchange-servers.ts';
import { controllerOf } from '../directory/find-mailbox.ts';
import { allControllers, type ControllerPlace } from '../directory/forest.ts';
import { hiddenFrom, hiddenInExchange } from '../directory/rights.ts';
import { type Part, stating, together } from '../directory/stating.ts';
import { filetimeToIso } from '../directory/time.ts';
import { errorText } from '../error-code.ts';
import { type Brought, probe } from '../looking/look.ts';

const group = ['servers', 'databases', 'org.versions', 'org.clientAccessServers'];

export default probe({
  id: 'directory-servers',
  title: 'Exchange servers and domain controllers',
  needs: [],
  brings: group,
  deadlineMs: 8_000,
  subjects: () => [{ key: 'all', shared: true, brings: group }],
  run: async (_subject, _known, { directory }, signal): Promise<Brought> => {
    const [exchange, controllers] = await Promise.all([
      exchangeServers(directory),
      allControllers(directory, signal),
    ]);
    const hosts = [
      ...exchange.servers.flatMap(({ fqdn }) => fqdn ?? []),
      ...controllers.map(({ host }) => host),
    ];
    const computers = await computersOf(directory, hosts, signal);
    return {
      ...together(
        serverFacts(exchange),
        databaseFacts(exchange),
        controllerFacts(exchange.by, controllers),
        computers,
      ),
      topology: {
        servers: exchange.servers.flatMap(({ name, fqdn, exchange: year, roles }) =>
          fqdn === undefined
            ? []
            : [{ name, fqdn, roles: roles ?? [], ...(year === undefined ? {} : { exchange: year }) }],
        ),
      },
    };
  },
});

function serverFacts({ by, servers }: ExchangeServers): Part {
  const { facts, blind, state, unseen } = stating(by);
  // An organisation has servers: none at all are servers that may not be seen.
  if (servers.length === 0) {
    for (const fact of group) unseen(fact, hiddenInExchange(by, 'any Exchange server'));
    return { facts, blind };
  }
  for (const server of servers) {
    const key = `servers[${server.name}]`;
    state(`${key}.exchange`, server.exchange ?? 'other', 'serialNumber');
    state(`${key}.build`, server.build, 'serialNumber (cumulative update, not security update)');
    state(`${key}.roles`, server.roles, 'msExchCurrentServerRoles');
    state(`${key}.site`, server.site, 'msExchServerSite');
    if (server.roles === undefined)
      unseen(`${key}.roles`, hiddenInExchange(by, `msExchCurrentServerRoles of ${server.name}`));
  }
  const years = [...new Set(servers.flatMap(({ exchange }) => exchange ?? []))].sort();
  state('org.versions', years, 'serialNumber of every Exchange server');
  const clientAccess = servers.filter(({ roles }) => roles?.includes('cas') === true);
  if (servers.every(({ roles }) => roles !== undefined))
    state('org.clientAccessServers', clientAccess.length, 'msExchCurrentServerRoles');
  else unseen('org.clientAccessServers', hiddenInExchange(by, 'msExchCurrentServerRoles of every server'));
  return { facts, blind };
}

function controllerFacts(by: string, controllers: readonly ControllerPlace[]): Part {
  const { facts, blind, state } = stating(by);
  for (const { host, site } of controllers) {
    state(`servers[${shortName(host)}].roles`, ['dc'], 'nTDSDSA');
    state(`servers[${shortName(host)}].site`, site, 'CN=Sites');
  }
  return { facts, blind };
}

/** Operating system and machine password of the computers that these servers are, each read in its own domain. */
async function computersOf(
  directory: Directory,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<Part> {
  const [{ domains }, root] = await Promise.all([directory.forest(signal), directory.root(signal)]);
  // The longest suffix is the domain: sales.corp.local before corp.local.
  const longest = [...domains].sort((one, other) => other.dns.length - one.dns.length);
  const byDomain = Map.groupBy(
    [...new Set(hosts)],
    (host) => longest.find(({ dns }) => host.endsWith(`.${dns}`))?.dn ?? root.domain,
  );
  const parts = [...byDomain].map(async ([domain, own]): Promise<Part> => {
    try {
      return await computersIn(directory, domain, root.domain, own, signal);
    } catch (error) {
      signal.throwIfAborted();
      return {
        facts: [],
        blind: own.map((host) => ({
          fact: `servers[${shortName(host)}].machinePasswordAt`,
          why: errorText(error),
        })),
      };
    }
  });
  return together(...(await Promise.all(parts)));
}

async function computersIn(
  directory: Directory,
  domain: string,
  home: string,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<Part> {
  const controller = await controllerOf(directory, domain, home, signal);
  const { by, entries } = await controller.search(
    {
      base: domain,
      scope: 'sub',
      filter: anyOf(...hosts.map((host) => equals('dNSHostName', host))),
      attributes: ['objectClass', 'dNSHostName', 'operatingSystem', 'operatingSystemVersion', 'pwdLastSet'],
    },
    signal,
  );
  const { facts, blind, state, unseen } = stating(by);
  for (const entry of entries) {
    const key = `servers[${shortName(entry.text('dNSHostName') ?? '')}]`;
    const password = entry.integer('pwdLastSet');
    state(`${key}.os`, entry.text('operatingSystem'), 'operatingSystem');
    state(`${key}.osVersion`, osVersion(entry.text('operatingSystemVersion')), 'operatingSystemVersion');
    for (const [leaf, attribute] of machineAttributes)
      if (!entry.has(attribute))
        unseen(`${key}.${leaf}`, hiddenFrom(by, [attribute], entry.text('dNSHostName') ?? entry.dn));
    state(
      `${key}.machinePasswordAt`,
      password === undefined ? undefined : filetimeToIso(password),
      'pwdLastSet',
    );
  }
  return { facts, blind };
}

/** What every machine that joined has written itself. */
const machineAttributes = [
  ['os', 'operatingSystem'],
  ['osVersion', 'operatingSystemVersion'],
  ['machinePasswordAt', 'pwdLastSet'],
] as const;

/** `6.1` of `6.1 (7601)`. */
const osVersion = (text: string | undefined): string | undefined => /^\d+\.\d+/.exec(text?.trim() ?? '')?.[0];
