import type { Fact } from '../facts.ts';
import { nodeOf } from './order.ts';

/** What says that a group is whole: by path id, so that a path can be taken out again. */
export interface Enumeration {
  /** Facts of a bare group: looked, none. */
  readonly none: ReadonlyMap<string, readonly Fact[]>;
  /** Groups that a blind entry names as a whole. */
  readonly blind: ReadonlySet<string>;
  /** By group, what the directory or a worker said of its keys. */
  readonly listed: ReadonlyMap<string, ReadonlyMap<string, readonly Fact[]>>;
  /** Servers that the case names somewhere else than as `servers[…]`. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** A server's short name, lower case. */
export const shortName = (server: string): string => server.toLowerCase().split('.')[0] ?? server;
export const keyOf = (id: string): string | undefined => /^[a-z]+\[([^\]]*)\]/i.exec(id)?.[1];
export const groupOf = (id: string): string => /^[a-z]+/i.exec(id)?.[0] ?? id;

/** The server that the facts of a path name besides `servers[…]`. */
function serverNamed(id: string, [fact]: readonly Fact[]): string | undefined {
  if (id.startsWith('servers[')) return undefined;
  if (id === 'mailbox.server' || /^secondary\[.*\]\.server$/.test(id)) {
    return typeof fact?.value === 'string' && fact.value !== '' ? shortName(fact.value) : undefined;
  }
  const node = nodeOf(groupOf(id), keyOf(id));
  return node === 'vip' ? undefined : node;
}

/** What the facts of each path say about groups being whole. */
export function listing(
  leaves: Iterable<readonly [id: string, facts: readonly Fact[]]>,
): Pick<Enumeration, 'listed' | 'elsewhere'> {
  const listed = new Map<string, Map<string, readonly Fact[]>>();
  const elsewhere = new Map<string, string>();
  for (const [id, facts] of leaves) {
    const server = serverNamed(id, facts);
    if (server !== undefined) elsewhere.set(id, server);
    const group = groupOf(id);
    const saying = facts.filter(({ from }) => from === 'directory' || from === 'worker');
    if (saying.length === 0 || keyOf(id) === undefined || group === 'client') continue;
    const known = listed.get(group);
    if (known === undefined) listed.set(group, new Map([[id, saying]]));
    else known.set(id, saying);
  }
  return { listed, elsewhere };
}

/**
 * The facts by which a group is known to be whole: somebody looked and found none, or the directory or a worker listed
 * its keys. A list of servers that lacks one which the case names elsewhere is not whole.
 */
export function enumeratedBy(
  group: string,
  { none, blind, listed, elsewhere }: Enumeration,
  servers: readonly string[],
): readonly Fact[] | undefined {
  const looked = none.get(group);
  if (looked !== undefined) return looked;
  if (blind.has(group)) return undefined;
  const facts = listed.get(group);
  if (facts === undefined || facts.size === 0) return undefined;
  if (group === 'servers' && ![...elsewhere.values()].every((server) => servers.includes(server)))
    return undefined;
  return [...facts.values()].flat();
}

/** The same when the facts of some paths were taken out and others put in. */
export function enumeratedAfter(
  group: string,
  before: Enumeration,
  put: { readonly leaves: ReadonlyMap<string, Fact>; readonly none: ReadonlyMap<string, readonly Fact[]> },
  servers: readonly string[],
): readonly Fact[] | undefined {
  const without = <V>(map: ReadonlyMap<string, V> | undefined): [string, V][] =>
    [...(map ?? [])].filter(([id]) => !put.leaves.has(id));
  const added = listing([...put.leaves].map(([id, fact]) => [id, [fact]] as const));
  const after: Enumeration = {
    none: put.none.has(group) ? put.none : before.none,
    blind: before.blind,
    listed: new Map([
      [group, new Map([...without(before.listed.get(group)), ...(added.listed.get(group) ?? [])])],
    ]),
    elsewhere: group === 'servers' ? new Map([...without(before.elsewhere), ...added.elsewhere]) : new Map(),
  };
  return enumeratedBy(group, after, servers);
}
