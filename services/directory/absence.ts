import { type Controller, equals } from './directory.ts';
import type { DirectoryEntry } from './entry.ts';
import { readStamps, type Stamp } from './replication-metadata.ts';

/**
 * Tells for an object whether an attribute that is not shown was never set. LDAP leaves out what may not be read without
 * a word; but what was ever written has a stamp in msDS-ReplAttributeMetaData. Where no stamps are shown either, a
 * neighbour of the same property set that is shown speaks for it; else nothing does.
 */
export function neverSet(
  entry: DirectoryEntry,
  stamps: readonly Stamp[],
  attribute: string,
  neighbour?: string,
): boolean {
  if (entry.has(attribute)) return false;
  if (stamps.length === 0) return neighbour !== undefined && entry.has(neighbour);
  return !stamps.some((stamp) => stamp.attribute.toLowerCase() === attribute.toLowerCase());
}

/** What only a base search shows of an object: its stamps, and how many groups its logon token holds. */
export interface Constructed {
  readonly stamps: readonly Stamp[];
  /** SIDs of every group, nested ones too; undefined when they may not be read. */
  readonly groups: readonly Buffer[] | undefined;
}
export async function constructedOf(
  controller: Controller,
  dn: string,
  signal: AbortSignal,
): Promise<Constructed> {
  const { entries } = await controller.search(
    {
      base: dn,
      scope: 'base',
      filter: equals('objectClass', 'top'),
      attributes: ['msDS-ReplAttributeMetaData', 'tokenGroups'],
      sizeLimit: 1,
    },
    signal,
  );
  const [entry] = entries;
  return {
    stamps: readStamps(entry?.texts('msDS-ReplAttributeMetaData') ?? []),
    groups:
      entry === undefined || !entry.has('tokenGroups') || entry.isCut('tokenGroups')
        ? undefined
        : entry.allBytes('tokenGroups'),
  };
}
