import type { DnsRecord, World } from '../world.ts';

/** Every name that the lab's DNS knows: those of its servers, with what the world states of a name in place of the default. */
export function recordsOf(world: World): ReadonlyMap<string, DnsRecord> {
  const { organisation } = world;
  const defaults: DnsRecord[] = [
    ...world.servers.map(({ fqdn, ip, ipv6 }) => ({ name: fqdn, a: [ip], ...six(ipv6) })),
    ...world.domainControllers.map(({ fqdn, ip }) => ({ name: fqdn, a: [ip] })),
    ...world.commonNames.map(({ name, ip, ipv6 }) => ({ name, a: [ip], ...six(ipv6) })),
    ...world.webSites.map(({ name, ip }) => ({ name, a: [ip] })),
    { name: organisation.domain, a: world.domainControllers.map(({ ip }) => ip) },
    ...['_ldap._tcp.', '_ldap._tcp.dc._msdcs.'].map((prefix) => ({
      name: `${prefix}${organisation.domain}`,
      srv: world.domainControllers.map(({ fqdn }) => ({ target: fqdn, port: 389, priority: 0, weight: 100 })),
    })),
    {
      name: `_gc._tcp.${organisation.domain}`,
      srv: world.domainControllers
        .filter(({ globalCatalogue }) => globalCatalogue)
        .map(({ fqdn }) => ({ target: fqdn, port: 3268, priority: 0, weight: 100 })),
    },
  ];
  return new Map([...defaults, ...world.dns].map((record) => [record.name.toLowerCase(), record]));
}

const six = (address: string | undefined) => (address === undefined ? {} : { aaaa: [address] });

/** The addresses that a name finally has; empty when it has none or its record is an error. */
export function addressesOf(
  records: ReadonlyMap<string, DnsRecord>,
  name: string,
  hops = 8,
): readonly string[] {
  const record = records.get(name.toLowerCase());
  if (!record || record.error !== undefined || hops === 0) return [];
  return record.cname === undefined ? (record.a ?? []) : addressesOf(records, record.cname, hops - 1);
}
