import { sameName } from './distinguished-name.ts';
import type { Stamp } from './replication-metadata.ts';

/** When a mailbox came to the database it is in. */
export type Move =
  | { readonly moved: true; readonly at: string; readonly stamp: string }
  /** The stamp is that of the mailbox's creation. */
  | { readonly moved: false; readonly stamp: string }
  | { readonly moved: undefined; readonly why: string };

/** Stamps this close to the creation of the mailbox belong to it. */
const creationMs = 60 * 60_000;

/**
 * When the mailbox moved, from the stamps of homeMDB: as a linked value where linked-value replication is on, else
 * as an attribute ([MS-ADTS] 3.1.1.1.9 LinkValueStamp), else from msExchHomeServerName, a plain string. The first stamp of all
 * is the creation, not a move: it has no removed value beside it, version 1, or lies at the mailbox's creation.
 */
export function movedAt(
  stamps: readonly Stamp[],
  homeMdb: string | undefined,
  createdAt: string | undefined,
): Move {
  const home = stampsOf(stamps, 'homeMDB');
  const present = home.filter(
    ({ removed, value }) =>
      !removed && (value === undefined || homeMdb === undefined || sameName(value, homeMdb)),
  );
  const stamp = newest(present) ?? newest(stampsOf(stamps, 'msExchHomeServerName'));
  if (stamp === undefined)
    return {
      moved: undefined,
      why: 'neither msDS-ReplValueMetaData nor msDS-ReplAttributeMetaData shows homeMDB',
    };
  const says = `${stamp.attribute} stamp${stamp.value === undefined ? ` version ${stamp.version}` : ''}`;
  const replaced = home.some(({ removed }) => removed) || (stamp.value === undefined && stamp.version > 1);
  const created = createdAt === undefined ? undefined : Date.parse(createdAt);
  const atCreation =
    created !== undefined &&
    Date.parse(stamp.at) - created <= creationMs &&
    Date.parse(stamp.at) >= created - creationMs;
  if (replaced && !atCreation) return { moved: true, at: stamp.at, stamp: says };
  if (atCreation) return { moved: false, stamp: `${says} is the mailbox's creation` };
  if (created === undefined)
    return {
      moved: undefined,
      why: `${says} of ${stamp.at} may be the mailbox's creation, which is not shown`,
    };
  return { moved: true, at: stamp.at, stamp: says };
}

const stampsOf = (stamps: readonly Stamp[], attribute: string): readonly Stamp[] =>
  stamps.filter((stamp) => stamp.attribute.toLowerCase() === attribute.toLowerCase());
const newest = (stamps: readonly Stamp[]): Stamp | undefined =>
  [...stamps].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];

/** msExchMailboxMoveStatus as the vocabulary's moveState; absent means no move request. */
export function moveState(status: bigint | undefined): string {
  switch (status) {
    case undefined:
    case 0n:
      return 'none';
    case 1n:
      return 'queued';
    case 2n:
    case 5n:
      return 'in-progress';
    case 3n:
    case 98n:
      return 'suspended';
    case 4n:
      return 'completing';
    case 10n:
    case 11n:
      return 'completed';
    case 99n:
      return 'failed';
    default:
      return 'other';
  }
}
