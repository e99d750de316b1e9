import { type Code, functionOf, get, i32, set, tee, until, v128, when } from './byte-code.ts';

/** How many bytes of a text the sieve knows. */
export const printBytes = 4;
/** Each group of texts is one bit. */
export const printGroups = 8;
const tableBytes = printBytes * 2 * 16;
/** What the sieve lets pass: sixteen groups for each half of each byte of a print, then a bit for each hash of a print. */
export type Prints = Uint8Array;
export const noPrints = (): Prints => new Uint8Array(tableBytes + 65_536 / 8);

const caseBits = 0x2020_2020;
const hashFactor = 0x9e37_79b1;
/** A number below 65,536 for the four bytes of a print, the same whatever the case of letters. */
export const printHash = (bytes: Uint8Array, at: number): number =>
  Math.imul(
    (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24) |
      caseBits,
    hashFactor,
  ) >>> 16;

/** Lets these groups pass where a byte of a print has this value. */
export function letByte(prints: Prints, place: number, value: number, groups: number): void {
  for (const half of [32 * place + (value & 0x0f), 32 * place + 16 + (value >> 4)])
    prints[half] = (prints[half] ?? 0) | groups;
}
/** Lets prints of this hash pass. */
export function letHash(prints: Prints, hash: number): void {
  const at = tableBytes + (hash >> 3);
  prints[at] = (prints[at] ?? 0) | (1 << (hash & 7));
}
/** Lets prints of every hash pass. */
export const letEveryHash = (prints: Prints): Prints => prints.fill(0xff, tableBytes);

/** Memory that is searched sixteen bytes at a time. */
export interface Sieve {
  /** What is to be searched is put here. */
  readonly bytes: Buffer;
  /** Tells, in order, each place between two of `bytes` where prints of these groups may begin; some tell too much. */
  sift(prints: Prints, begin: number, end: number, pass: (at: number, groups: number) => void): void;
}

/** Where things stand in the memory, behind the prints: the groups of sixteen places, the end of what passed, what passed, the bytes. */
const groupsAt = 12 * 1024;
const passedEndAt = groupsAt + 16;
const passedAt = passedEndAt + 16;
const bytesAt = 64 * 1024;
const entryBytes = 8;
/** The sieve looks at so many bytes at a time, and beyond the last ones. */
const blocks = 2;
const stepBytes = 16 * blocks;

export function createSieve(size: number): Sieve {
  const { memory, run } = functionOf({
    ...sifting(),
    memoryBytes: bytesAt + size + stepBytes + printBytes,
  });
  const whole = Buffer.from(memory);
  const numbers = new Int32Array(memory, 0, bytesAt / 4);
  return {
    bytes: whole.subarray(bytesAt, bytesAt + size),
    sift: (prints, begin, end, pass) => {
      whole.set(prints, 0);
      const to = bytesAt + end;
      for (let at = bytesAt + begin; at < to; ) {
        at = run(at, to, passedAt, bytesAt - stepBytes * entryBytes);
        const passed = (numbers[passedEndAt / 4] as number) / 4; // within the numbers
        for (let entry = passedAt / 4; entry < passed; entry += 2) {
          const place = (numbers[entry] as number) - bytesAt;
          if (place < end) pass(place, numbers[entry + 1] as number);
        }
      }
    },
  };
}

/**
 * What Hyperscan and ripgrep call Teddy: for sixteen places at once, each of the next bytes looks up by its low and by its high half which groups of texts have it there; what is left when all
 * agree may be a print. Letters in either case cost nothing: they only add a bit.
 */
function sifting(): Omit<Parameters<typeof functionOf>[0], 'memoryBytes'> {
  const [at, end, passed, passedMost, left, lane, place, hash] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const [lowHalf, loaded, tables] = [8, 9, 10] as const;
  const found = tables + 2 * printBytes;
  const blockNumbers = Array.from({ length: blocks }, (_, number) => number);
  const printNumbers = Array.from({ length: printBytes }, (_, number) => number);
  const groupsOf = (block: number, byte: number): Code => {
    const low = v128.and(tee(loaded, v128.load(16 * block + byte, get(at))), get(lowHalf));
    const high = v128.and(v128.shift(get(loaded), i32.constant(4)), get(lowHalf));
    return v128.and(v128.lookUp(get(tables + 2 * byte), low), v128.lookUp(get(tables + 2 * byte + 1), high));
  };
  const hashOf = (print: Code): Code =>
    i32.shiftRight(
      i32.multiply(i32.or(print, i32.constant(caseBits)), i32.constant(hashFactor | 0)),
      i32.constant(16),
    );
  const note = (block: number): Code => [
    ...v128.store(0, i32.constant(groupsAt), get(found + block)),
    ...set(left, v128.bits(v128.isUnequal(get(found + block), v128.splat(i32.constant(0))))),
    ...until(
      i32.isZero(get(left)),
      set(lane, i32.trailingZeros(get(left))),
      set(left, i32.and(get(left), i32.subtract(get(left), i32.constant(1)))),
      set(place, i32.add(i32.add(get(at), get(lane)), i32.constant(16 * block))),
      // A group lets pass what mixes its prints; hardly any of that has the hash of one.
      set(hash, hashOf(i32.load(0, get(place)))),
      when(
        i32.and(
          i32.shiftRight(
            i32.loadByte(tableBytes, i32.shiftRight(get(hash), i32.constant(3))),
            i32.and(get(hash), i32.constant(7)),
          ),
          i32.constant(1),
        ),
        i32.store(0, get(passed), get(place)),
        i32.store(4, get(passed), i32.loadByte(groupsAt, get(lane))),
        set(passed, i32.add(get(passed), i32.constant(entryBytes))),
      ),
    ),
  ];
  const every = (codes: readonly Code[], join: (...both: Code[]) => Code): Code =>
    codes.reduce((one, other) => join(one, other));
  const body: readonly Code[] = [
    set(lowHalf, v128.splat(i32.constant(0x0f))),
    ...Array.from({ length: 2 * printBytes }, (_, table) =>
      set(tables + table, v128.load(16 * table, i32.constant(0))),
    ),
    until(
      i32.isAtLeast(get(at), get(end)),
      ...blockNumbers.map((block) =>
        set(
          found + block,
          every(
            printNumbers.map((byte) => groupsOf(block, byte)),
            v128.and,
          ),
        ),
      ),
      when(
        v128.isAny(
          every(
            blockNumbers.map((block) => get(found + block)),
            v128.or,
          ),
        ),
        ...blockNumbers.map(note),
        // No room for another step: the caller reads what passed and goes on from there.
        when(i32.isAtLeast(get(passed), get(passedMost)), set(end, i32.constant(0))),
      ),
      set(at, i32.add(get(at), i32.constant(stepBytes))),
    ),
    i32.store(0, i32.constant(passedEndAt), get(passed)),
    get(at),
  ];
  return {
    parameters: 4,
    locals: { i32: 4, v128: 2 + 2 * printBytes + blocks },
    body: body.flat(),
  };
}
