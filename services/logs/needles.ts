/** Finds where one of several texts stands among bytes: the first byte of each place, in order. */
export type FindNeedles = (bytes: Uint8Array, length: number) => readonly number[];

/** A step fits into a byte. */
const longestPiece = 255;

interface Needle {
  readonly bytes: Uint8Array;
  /** Where the piece of it begins that is looked for first. */
  readonly piece: number;
}

/**
 * A search for several texts at once, ASCII letters compared without case (Wu and Manber, "A fast algorithm for
 * multi-pattern searching", 1994). Two bytes tell how far no text can end, as far as the shortest text is long; only
 * where that is nowhere, the texts that begin and end with the same two bytes are compared. Of each text, a piece as long as the
 * shortest is looked for, the one whose pairs of bytes are rarest in the sample.
 */
export function findNeedles(texts: readonly string[], sample: Uint8Array = new Uint8Array(0)): FindNeedles {
  const all = [...new Set(texts)].map((text) => Buffer.from(text, 'utf8').map(lower));
  if (all.length === 0) return () => [];
  const shortest = Math.min(longestPiece, ...all.map(({ length }) => length));
  if (shortest < 2) throw new RangeError('a text of less than two bytes would be in nearly every line');
  const last = shortest - 1;
  const shift = new Uint8Array(65_536).fill(last);
  const buckets: Needle[][] = [];
  const often = pairCounts(sample);
  for (const bytes of all) {
    const piece = rarestPiece(bytes, shortest, often);
    for (let at = 0; at < last; at += 1) {
      for (const pair of pairs(bytes[piece + at] ?? 0, bytes[piece + at + 1] ?? 0))
        shift[pair] = Math.min(shift[pair] ?? 0, last - 1 - at);
    }
    const bucket = bucketOf(bytes, piece, piece + last);
    const sharing = buckets[bucket];
    if (sharing === undefined) buckets[bucket] = [{ bytes, piece }];
    else sharing.push({ bytes, piece });
  }
  /** Gives the needles, if their pieces end here, that stand around here. */
  const note = (bytes: Uint8Array, end: number, length: number, found: number[]): void => {
    for (const needle of buckets[bucketOf(bytes, end - last, end)] ?? []) {
      const begin = end - last - needle.piece;
      if (begin >= 0 && begin + needle.bytes.length <= length && stands(needle.bytes, bytes, begin))
        found.push(begin);
    }
  };
  return (bytes, length) => {
    const found: number[] = [];
    // Each step waits for the shift that the one before read, so four quarters are walked side by side: twice as fast.
    const quarter = Math.max(0, (length - last) >> 2);
    const end0 = last + quarter;
    const end1 = end0 + quarter;
    const end2 = end1 + quarter;
    let at0 = last;
    let at1 = end0;
    let at2 = end1;
    let at3 = end2;
    while (at0 < end0 && at1 < end1 && at2 < end2 && at3 < length) {
      // Inside of the bytes, and the table holds every pair.
      const by0 = shift[((bytes[at0 - 1] as number) << 8) | (bytes[at0] as number)] as number;
      const by1 = shift[((bytes[at1 - 1] as number) << 8) | (bytes[at1] as number)] as number;
      const by2 = shift[((bytes[at2 - 1] as number) << 8) | (bytes[at2] as number)] as number;
      const by3 = shift[((bytes[at3 - 1] as number) << 8) | (bytes[at3] as number)] as number;
      if (by0 === 0) note(bytes, at0, length, found);
      if (by1 === 0) note(bytes, at1, length, found);
      if (by2 === 0) note(bytes, at2, length, found);
      if (by3 === 0) note(bytes, at3, length, found);
      at0 += by0 || 1;
      at1 += by1 || 1;
      at2 += by2 || 1;
      at3 += by3 || 1;
    }
    for (const [from, to] of [
      [at0, end0],
      [at1, end1],
      [at2, end2],
      [at3, length],
    ] as const) {
      for (let at = from; at < to; ) {
        const by = shift[((bytes[at - 1] as number) << 8) | (bytes[at] as number)] as number;
        if (by === 0) note(bytes, at, length, found);
        at += by || 1;
      }
    }
    return [...new Set(found)].sort((one, other) => one - other);
  };
}

/** Texts of whose piece the first two and the last two bytes are the same share a bucket. */
const bucketOf = (bytes: Uint8Array, first: number, last: number): number =>
  ((lower(bytes[first] as number) * 31 + lower(bytes[first + 1] as number)) * 31 * 31 +
    lower(bytes[last - 1] as number) * 31 +
    lower(bytes[last] as number)) &
  0xffff;
function stands(needle: Uint8Array, bytes: Uint8Array, begin: number): boolean {
  for (let at = 0; at < needle.length; at += 1)
    if (lower(bytes[begin + at] as number) !== needle[at]) return false;
  return true;
}

/** The beginning of the piece whose pairs, each weighed by how much it shortens the steps, are seen least. */
function rarestPiece(text: Uint8Array, length: number, often: ReadonlyMap<number, number>): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let begin = 0; begin + length <= text.length; begin += 1) {
    let cost = 0;
    for (let at = 1; at < length; at += 1) {
      const pair = ((text[begin + at - 1] ?? 0) << 8) | (text[begin + at] ?? 0);
      cost += (often.get(pair) ?? 0) * at;
    }
    if (cost < least) [best, least] = [begin, cost];
  }
  return best;
}
function pairCounts(sample: Uint8Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = 1; at < sample.length; at += 1) {
    const pair = (lower(sample[at - 1] ?? 0) << 8) | lower(sample[at] ?? 0);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
const cases = (byte: number): readonly number[] =>
  byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
/** Two bytes as one number, in either case of each letter. */
const pairs = (first: number, second: number): readonly number[] =>
  cases(first).flatMap((one) => cases(second).map((other) => (one << 8) | other));
