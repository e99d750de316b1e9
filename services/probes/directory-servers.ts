import { anyOf, type Directory, equals, shortName } from '../directory/directory.ts';
import { type ExchangeServers, exchangeServers } from '../directory/exchange-servers.ts';
import { type ControllerPlace, controllersOf } from '../directory/forest.ts';
import { stating } from '../directory/stating.ts';
import { filetimeToIso } from '../directory/time.ts';
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
    const { domain } = await directory.root(signal);
    const [exchange, controllers] = await Promise.all([
      exchangeServers(directory),
      controllersOf(directory, domain, signal),
    ]);
    const computers = await computersOf(
      directory,
      domain,
      [...exchange.servers.flatMap(({ fqdn }) => fqdn ?? []), ...controllers.map(({ host }) => host)],
      signal,
    );
    return {
      facts: [...serverFacts(exchange), ...controllerFacts(exchange.by, controllers), ...computers],
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

function serverFacts({ by, servers, databases }: ExchangeServers) {
  const { facts, state } = stating(by);
  for (const server of servers) {
    const key = `servers[${server.name}]`;
    state(`${key}.exchange`, server.exchange ?? 'other', 'serialNumber');
    state(`${key}.build`, server.build, 'serialNumber (cumulative update, not security update)');
    state(`${key}.roles`, server.roles, 'msExchCurrentServerRoles');
    state(`${key}.site`, server.site, 'msExchServerSite');
  }
  if (servers.length === 0) state('servers', [], 'objectClass=msExchExchangeServer');
  for (const database of databases)
    state(`databases[${database.name.toLowerCase()}].server`, database.server, 'msExchOwningServer');
  const years = [...new Set(servers.flatMap(({ exchange }) => exchange ?? []))].sort();
  state('org.versions', years, 'serialNumber of every Exchange server');
  const clientAccess = servers.filter(({ roles }) => roles?.includes('cas') === true);
  if (servers.every(({ roles }) => roles !== undefined))
    state('org.clientAccessServers', clientAccess.length, 'msExchCurrentServerRoles');
  return facts;
}

function controllerFacts(by: string, controllers: readonly ControllerPlace[]) {
  const { facts, state } = stating(by);
  for (const { host, site } of controllers) {
    state(`servers[${shortName(host)}].roles`, ['dc'], 'nTDSDSA');
    state(`servers[${shortName(host)}].site`, site, 'CN=Sites');
  }
  return facts;
}

/** Operating system and machine password of the computers that these servers are. */
async function computersOf(
  directory: Directory,
  domain: string,
  hosts: readonly string[],
  signal: AbortSignal,
) {
  if (hosts.length === 0) return [];
  const { by, entries } = await directory.search(
    {
      base: domain,
      scope: 'sub',
      filter: anyOf(...hosts.map((host) => equals('dNSHostName', host))),
      attributes: ['objectClass', 'dNSHostName', 'operatingSystem', 'operatingSystemVersion', 'pwdLastSet'],
    },
    signal,
  );
  const { facts, state } = stating(by);
  for (const entry of entries) {
    const key = `servers[${shortName(entry.text('dNSHostName') ?? '')}]`;
    const password = entry.integer('pwdLastSet');
    state(`${key}.os`, entry.text('operatingSystem'), 'operatingSystem');
    state(`${key}.osVersion`, osVersion(entry.text('operatingSystemVersion')), 'operatingSystemVersion');
    state(
      `${key}.machinePasswordAt`,
      password === undefined ? undefined : filetimeToIso(password),
      'pwdLastSet',
    );
  }
  return facts;
}

/** `6.1` of `6.1 (7601)`. */
const osVersion = (text: string | undefined): string | undefined => /^\d+\.\d+/.exec(text?.trim() ?? '')?.[0];
