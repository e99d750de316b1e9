import type { Random } from './random.ts';

type Mutation = (bytes: Buffer, random: Random, samples: readonly Buffer[]) => Buffer;
const largest = 300_000;

/** Pieces at which parsers stumble. */
const pieces = [
  '\r\n',
  '\0',
  '"',
  ',',
  '<',
  '>',
  '</',
  '&#x0;',
  '[',
  ']',
  '{',
  '}',
  ':',
  '=',
  '\\',
  '…',
  ' : ',
  '\t',
  '\u2028',
  '-1',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
  '%00',
  '../',
  '{0}',
  '١٢',
  '<![CDATA[',
  '<!--',
  '\ud83d\ude00',
  'e\u0301',
];

const mutations: readonly Mutation[] = [
  // One bit.
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  // One byte.
  (bytes, random) => changed(bytes, random, () => random.below(256)),
  // Half of it.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  // A piece less, a piece more.
  (bytes, random) => {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(60))]);
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(pieces) ?? ''), bytes.subarray(at)]);
  },
  // The beginning of one sample, the end of another.
  (bytes, random, samples) => {
    const other = random.pick(samples) ?? bytes;
    return Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]);
  },
  // One line of it many times, or drawn out.
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    const at = random.below(lines.length);
    const times = 1 + random.below(400);
    lines[at] =
      random.below(2) === 0 ? Array(times).fill(lines[at]).join('\n') : (lines[at] ?? '').repeat(times);
    return Buffer.from(lines.join('\n').slice(0, largest), 'latin1');
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const piece = Buffer.from((random.pick(pieces) ?? 'a').repeat(1 + random.below(5_000)));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  // UTF-16, of either order, and halves of its characters.
  (bytes, random) => {
    const wide = Buffer.from(`${random.below(2) === 0 ? '\ufeff' : ''}${bytes.toString('utf8')}`, 'utf16le');
    const swapped = random.below(2) === 0 ? wide : Buffer.from(wide).swap16();
    return swapped.subarray(random.below(3), swapped.length - random.below(3));
  },
  // Nothing of it at all.
  (_bytes, random) => Buffer.from(Array.from({ length: random.below(600) }, () => random.below(256))),
];

function changed(bytes: Buffer, random: Random, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = 1 + random.below(8); left > 0 && copy.length > 0; left -= 1) {
    const at = random.below(copy.length);
    copy[at] = change(copy[at] ?? 0);
  }
  return copy;
}

/** A sample with one to three things done to it. */
export function mutated(samples: readonly Buffer[], random: Random): Buffer {
  let bytes = random.pick(samples) ?? Buffer.alloc(0);
  for (let left = 1 + random.below(3); left > 0; left -= 1)
    bytes = (random.pick(mutations) ?? mutations[0])?.(bytes, random, samples) ?? bytes;
  return bytes.subarray(0, largest);
}
