import {
  letByte,
  letEveryHash,
  letHash,
  noPrints,
  type Prints,
  printBytes,
  printGroups,
  printHash,
  type Sieve,
} from './sieve.ts';

/** Finds where one of several texts stands between two places of a sieve's bytes: the first byte of each, in order. */
export type FindNeedles = (sieve: Sieve, begin: number, end: number) => readonly number[];

interface Needle {
  readonly bytes: Uint8Array;
  /** Where its print begins. */
  readonly print: number;
}

/**
 * A search for several texts at once, ASCII letters compared without case. A sieve lets pass where the print of one may stand,
 * a few bytes of it, those that are rarest in the sample; only there are whole texts compared.
 */
export function findNeedles(texts: readonly string[], sample: Uint8Array = new Uint8Array(0)): FindNeedles {
  const all = [...new Set(texts)].map((text) => Buffer.from(text, 'utf8').map(lower));
  if (all.length === 0) return () => [];
  if (all.some(({ length }) => length < 2))
    throw new RangeError('a text of less than two bytes would be in nearly every line');
  const often = printCounts(sample);
  const needles = all.map((bytes) => ({ bytes, print: rarestPrint(bytes, often) }));
  const groups = grouped(needles);
  const prints = printsOf(groups);
  return (sieve, begin, end) => {
    const { bytes } = sieve;
    const found: number[] = [];
    sieve.sift(prints, begin, end, (at, bits) => {
      for (let group = 0; group < groups.length; group += 1) {
        if (((bits >> group) & 1) === 0) continue;
        for (const needle of groups[group] ?? []) {
          const first = at - needle.print;
          if (first >= begin && first + needle.bytes.length <= end && stands(needle.bytes, bytes, first))
            found.push(first);
        }
      }
    });
    return found.length < 2 ? found : [...new Set(found)].sort((one, other) => one - other);
  };
}

/** The texts in as many groups as the sieve tells apart, those with like prints together. */
function grouped(needles: readonly Needle[]): readonly (readonly Needle[])[] {
  const printOf = ({ bytes, print }: Needle) =>
    Buffer.from(bytes.subarray(print, print + printBytes)).toString('latin1');
  const alike = [...Map.groupBy(needles, printOf)].sort(([one], [other]) => (one < other ? -1 : 1));
  const groups: Needle[][] = Array.from({ length: Math.min(printGroups, alike.length) }, () => []);
  for (const [number, [, same]] of alike.entries())
    groups[Math.floor((number * groups.length) / alike.length)]?.push(...same);
  return groups;
}

function printsOf(groups: readonly (readonly Needle[])[]): Prints {
  const prints = noPrints();
  for (const [group, needles] of groups.entries()) {
    for (const { bytes, print } of needles) {
      if (bytes.length < printBytes) letEveryHash(prints);
      else letHash(prints, printHash(bytes, print));
      for (let at = 0; at < printBytes; at += 1) {
        const byte = bytes[print + at];
        // Behind a short text any byte may stand.
        for (const value of byte === undefined ? anyByte : cases(byte))
          letByte(prints, at, value, 1 << group);
      }
    }
  }
  return prints;
}
/** One for each low and each high half. */
const anyByte: readonly number[] = Array.from({ length: 16 }, (_, half) => half * 0x11);

function stands(needle: Uint8Array, bytes: Uint8Array, begin: number): boolean {
  for (let at = 0; at < needle.length; at += 1)
    if (lower(bytes[begin + at] as number) !== needle[at]) return false;
  return true;
}

/** The beginning of the print that is seen least; a later one where several are: texts begin alike. */
function rarestPrint(text: Uint8Array, often: Uint8Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let begin = 0; begin + printBytes <= text.length; begin += 1) {
    const count = often[printHash(text, begin)] ?? 0;
    if (count <= least) [best, least] = [begin, count];
  }
  return best;
}
/** How often each print is seen, 255 at most, by its hash: two that share one seem a little more usual than they are. */
function printCounts(sample: Uint8Array): Uint8Array {
  const counts = new Uint8Array(65_536);
  for (let begin = 0; begin + printBytes <= sample.length; begin += 1) {
    const hash = printHash(sample, begin);
    counts[hash] = Math.min(255, (counts[hash] ?? 0) + 1);
  }
  return counts;
}
const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
const cases = (byte: number): readonly number[] =>
  byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
