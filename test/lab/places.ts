import { addressesOf } from './dns/records.ts';
import type { RunningServer } from './supervisor.ts';
import type { DnsRecord, DomainController, World } from './world.ts';

export interface Places {
  readonly world: World;
  readonly records: ReadonlyMap<string, DnsRecord>;
  readonly running: readonly RunningServer[];
  readonly directories: readonly {
    readonly controller: DomainController;
    readonly ldaps: number;
    readonly catalogue: number | undefined;
  }[];
  /** Common names and web sites, by address. */
  readonly names: readonly {
    readonly addresses: readonly string[];
    readonly https: number | undefined;
    readonly http: number | undefined;
  }[];
  /** A port on which nothing listens, for what a name's address does not offer. */
  readonly closed: number;
}

/**
 * `network.connect`: for every name that DNS gives an address, where its ports are on loopback. The address decides
 * who is reached, as in a real network; a name without an address has no entry, an address of nobody refuses. Addresses
 * of IPv6 are entries of their own: `[fd00::1]:443`.
 */
export function connections({
  world,
  records,
  running,
  directories,
  names,
  closed,
}: Places): Record<string, string> {
  const byAddress = new Map<string, Readonly<Record<number, number>>>();
  const add = (ip: string, ports: Readonly<Record<number, number | undefined>>) => {
    const known = Object.entries(ports).filter((pair): pair is [string, number] => pair[1] !== undefined);
    byAddress.set(ip, { ...byAddress.get(ip), ...Object.fromEntries(known) });
  };
  for (const server of world.servers) {
    const ports = running.find(({ name }) => name === server.name)?.ports() ?? {};
    const open = server.down ? {} : { 443: ports.https, 80: ports.http, 444: ports['https-back-end'] };
    for (const address of [server.ip, server.ipv6 ?? server.ip]) add(address, open);
  }
  for (const { controller, ldaps, catalogue } of directories)
    add(controller.ip, { 636: ldaps, 3269: catalogue });
  for (const { addresses, https, http } of names)
    for (const address of addresses) add(address, { 443: https, 80: http });

  const connect: Record<string, string> = {};
  for (const address of [...records.values()].flatMap(({ aaaa }) => aaaa ?? []))
    connect[`[${address}]:443`] = `127.0.0.1:${byAddress.get(address)?.[443] ?? closed}`;
  for (const name of records.keys()) {
    const [address] = addressesOf(records, name);
    if (address === undefined) continue;
    const ports = byAddress.get(address) ?? {};
    for (const port of [80, 443, 444, 636, 3269]) {
      const listens = ports[port];
      // Only what a client may ask for; the rest of a name's ports is closed and stays on loopback.
      if (listens !== undefined || port === 443 || port === 80)
        connect[`${name}:${port}`] = `127.0.0.1:${listens ?? closed}`;
    }
  }
  return connect;
}
