import { z } from 'zod';
import { type Brought, collector } from '../looking/look.ts';
import { askedValues, type Registry, registryFacts } from '../windows/registry.ts';
import { domainControllers, each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-registry` prints: those of the asked values that are set, by their path below HKEY_LOCAL_MACHINE. */
const prints = z.record(z.string(), z.union([z.string(), z.number()]));
const leaves = [
  'lmCompatibilityLevel',
  'ntlmRestricted',
  'maxConcurrentApi',
  'tlsVersions',
  'schUseStrongCrypto',
  'systemDefaultTlsVersions',
  'ipv6Preferred',
  'dotnet',
];

export default collector({
  id: 'windows-settings',
  title: 'TLS, NTLM and IPv6 settings of the servers',
  needs: ['servers.exchange', 'servers.osVersion', 'servers.roles'],
  brings: leaves.map((leaf) => `servers.${leaf}`),
  deadlineMs: 10_000,
  subjects: (known) =>
    each([...new Set([...exchangeServers(known), ...domainControllers(known)])], (server) =>
      leaves.map((leaf) => `servers[${server}].${leaf}`),
    ),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const values = await printed(
      clients,
      {
        host,
        script: 'get-registry',
        parameters: { names: askedValues },
        prints,
        what: 'values of the registry',
      },
      signal,
    );
    const registry: Registry = new Map(
      Object.entries(values).map(([path, value]) => [path.toLowerCase(), value]),
    );
    const version = known.get(`servers[${host}].osVersion`);
    const stated = registryFacts(
      registry,
      typeof version === 'string' ? version : undefined,
      domainControllers(known).includes(host),
    );
    const undecided = leaves.filter((leaf) => !stated.some(([name]) => name === leaf));
    return {
      facts: stated.map(([leaf, value, says]) => ({
        fact: `servers[${host}].${leaf}`,
        value,
        from: 'worker',
        source: `get-registry on ${host}: ${says}`,
      })),
      blind: undecided.map((leaf) => ({
        fact: `servers[${host}].${leaf}`,
        why:
          leaf === 'dotnet'
            ? `the registry of ${host} names no .NET Framework 4.5 or later`
            : `what Windows takes by default on ${host} depends on its version, which was not seen`,
      })),
    };
  },
});
