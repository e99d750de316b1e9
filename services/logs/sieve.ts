import { type Code, functionOf, get, i32, set, tee, until, v128, when } from './byte-code.ts';

/** How many bytes of a text the sieve knows. */
export const printBytes = 4;
/** Each group of texts is one bit. */
export const printGroups = 8;
/** What the sieve lets pass: for each byte of a print, which groups hold its low half, and which its high half. */
export type Prints = Uint8Array;
export const printsLength = printBytes * 2 * 16;

/** Memory that is searched sixteen bytes at a time. */
export interface Sieve {
  /** What is to be searched is put here. */
  readonly bytes: Buffer;
  /** Tells, in order, each place between two of `bytes` where prints of these groups may begin; some tell too much. */
  sift(prints: Prints, begin: number, end: number, pass: (at: number, groups: number) => void): void;
}

/** Where things stand in the memory: the prints, sixteen groups, the end of what passed, what passed, the bytes. */
const groupsAt = printsLength;
const passedEndAt = groupsAt + 16;
const passedAt = 1024;
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
 * "Teddy" of Hyperscan (Wang and others, "Hyperscan: a fast multi-pattern regex matcher", 2019, 4.2): for sixteen places at once, each of
 * the next bytes looks up by its low and by its high half which groups of texts have it there; what is left when all
 * agree may be a print. Letters in either case cost nothing: they only add a bit.
 */
function sifting(): Omit<Parameters<typeof functionOf>[0], 'memoryBytes'> {
  const [at, end, passed, passedMost, left, lane] = [0, 1, 2, 3, 4, 5] as const;
  const [lowHalf, loaded, tables] = [6, 7, 8] as const;
  const found = tables + 2 * printBytes;
  const blockNumbers = Array.from({ length: blocks }, (_, number) => number);
  const printNumbers = Array.from({ length: printBytes }, (_, number) => number);
  const groupsOf = (block: number, byte: number): Code => {
    const low = v128.and(tee(loaded, v128.load(16 * block + byte, get(at))), get(lowHalf));
    const high = v128.and(v128.shift(get(loaded), i32.constant(4)), get(lowHalf));
    return v128.and(v128.lookUp(get(tables + 2 * byte), low), v128.lookUp(get(tables + 2 * byte + 1), high));
  };
  const note = (block: number): Code => [
    ...v128.store(0, i32.constant(groupsAt), get(found + block)),
    ...set(left, v128.bits(v128.isUnequal(get(found + block), v128.splat(i32.constant(0))))),
    ...until(
      i32.isZero(get(left)),
      set(lane, i32.trailingZeros(get(left))),
      i32.store(0, get(passed), i32.add(i32.add(get(at), get(lane)), i32.constant(16 * block))),
      i32.store(4, get(passed), i32.loadByte(groupsAt, get(lane))),
      set(passed, i32.add(get(passed), i32.constant(entryBytes))),
      set(left, i32.and(get(left), i32.subtract(get(left), i32.constant(1)))),
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
    locals: { i32: 2, v128: 2 + 2 * printBytes + blocks },
    body: body.flat(),
  };
}
