import type { Fact } from '../facts.ts';
import { type PathParts, pathParts } from './path-parts.ts';

/** A server's short name, lower case. */
export const shortName = (server: string): string => server.toLowerCase().split('.')[0] ?? server;

/** What a case says about groups being whole, by path id, so that a path can be taken out again. */
export interface Listing {
  /** Facts of a bare group: looked, none. */
  readonly none: ReadonlyMap<string, readonly Fact[]>;
  /** Groups that a blind entry names as a whole. */
  readonly blind: ReadonlySet<string>;
  /** The paths of a group, each with a fact by which the directory or a worker listed its key. */
  listed(group: string): readonly (readonly [id: string, fact: Fact])[];
  /** Servers that the case names somewhere else than as `servers[…]`. */
  elsewhere(): ReadonlyMap<string, string>;
}
/** Facts put into a case in place of all that its paths had. */
export interface Put {
  readonly leaves: ReadonlyMap<string, Fact>;
  readonly none: ReadonlyMap<string, readonly Fact[]>;
}

const statesServer = ({ id, group }: PathParts): boolean =>
  id === 'mailbox.server' || (group === 'secondary' && id.endsWith('].server'));
/** Whether facts of a path may name a server besides `servers[…]`. */
export const namesServer = (parts: PathParts): boolean =>
  parts.group !== 'servers' && ((parts.node !== undefined && parts.node !== 'vip') || statesServer(parts));

/** The server that a fact names besides `servers[…]`. */
export function serverNamed(parts: PathParts, { value }: Fact): string | undefined {
  if (!namesServer(parts)) return undefined;
  if (!statesServer(parts)) return parts.node;
  return typeof value === 'string' && value !== '' ? shortName(value) : undefined;
}

/** Whether a fact lists the key of its group: only the directory or a worker knows them all. */
export const lists = ({ key }: PathParts, { from }: Fact): boolean =>
  key !== undefined && (from === 'directory' || from === 'worker');

/**
 * The facts by which a group is known to be whole: somebody looked and found none, or the directory or a worker listed
 * its keys (one such fact stands for all). A list of servers that lacks one which the case names elsewhere is not whole.
 */
export function enumeratedBy(
  group: string,
  listing: Listing,
  servers: () => readonly string[],
  put?: Put,
): readonly Fact[] | undefined {
  const looked = put?.none.get(group) ?? listing.none.get(group);
  if (looked !== undefined && looked.length > 0) return looked;
  if (listing.blind.has(group)) return undefined;
  const found = listedBy(group, listing, put);
  if (found === undefined) return undefined;
  if (group === 'servers' && !namesAll(servers(), listing, put)) return undefined;
  return [found];
}

function listedBy(group: string, listing: Listing, put: Put | undefined): Fact | undefined {
  for (const [id, fact] of listing.listed(group)) if (put?.leaves.has(id) !== true) return fact;
  for (const [id, fact] of put?.leaves ?? []) {
    const parts = pathParts(id);
    if (parts.group === group && lists(parts, fact)) return fact;
  }
  return undefined;
}

function namesAll(servers: readonly string[], listing: Listing, put: Put | undefined): boolean {
  for (const [id, server] of listing.elsewhere()) {
    if (!servers.includes(server) && put?.leaves.has(id) !== true) return false;
  }
  for (const [id, fact] of put?.leaves ?? []) {
    const server = serverNamed(pathParts(id), fact);
    if (server !== undefined && !servers.includes(server)) return false;
  }
  return true;
}
