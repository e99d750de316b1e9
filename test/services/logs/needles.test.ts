import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findNeedles } from '../../../services/logs/needles.ts';
import { createSieve } from '../../../services/logs/sieve.ts';

/** Where the texts stand, looked for one by one in text as long as the bytes. */
function oneByOne(bytes: Buffer, texts: readonly string[]): readonly number[] {
  const folded = (of: Buffer) => of.toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hay = folded(bytes);
  const places = texts.flatMap((text) => {
    const needle = folded(Buffer.from(text));
    return Array.from(hay, (_, at) => at).filter((at) => hay.startsWith(needle, at));
  });
  return [...new Set(places)].sort((one, other) => one - other);
}
const sieve = createSieve(4096);
/** Where they are found among bytes that stand anywhere among others. */
function found(
  bytes: Buffer,
  texts: readonly string[],
  { sample = '', begin = 0, around = 0 }: { sample?: string; begin?: number; around?: number } = {},
): readonly number[] {
  sieve.bytes.fill(around);
  bytes.copy(sieve.bytes, begin);
  const places = findNeedles(texts, Buffer.from(sample))(sieve, begin, begin + bytes.length);
  return places.map((place) => place - begin);
}

describe('needles', () => {
  test.each([
    [
      'whatever the case of letters',
      'CORP\\Anna ANNA@contoso.EXAMPLE',
      ['anna@contoso.example', '\\anna'],
      [4, 10],
    ],
    ['at both ends', 'anna-anna', ['anna'], [0, 5]],
    ['overlapping', 'ananana', ['anana', 'nan'], [0, 1, 2, 3]],
    ['beyond ASCII byte by byte', 'Förster förster', ['förster'], [0, 9]],
    ['not where only the beginning stands', 'annexe ann', ['anna'], []],
    ['in nothing', '', ['anna'], []],
    ['nothing at all', 'anna', [], []],
  ])('are found %s', (_, text, texts, places) => {
    expect(found(Buffer.from(text), texts)).toEqual(places);
  });
  test('are found only as far as the bytes are valid', () => {
    sieve.bytes.write('anna anna');
    expect(findNeedles(['anna'])(sieve, 0, 8)).toEqual([0]);
    expect(findNeedles(['anna'])(sieve, 1, 9)).toEqual([5]);
  });
  test('are found alike whatever is usual', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '@', 'é'), maxLength: 60 });
    const needle = fc.string({ unit: fc.constantFrom('a', 'b', '@'), minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(needle, { minLength: 1, maxLength: 8 }), text, text, (texts, hay, sample) => {
        const bytes = Buffer.from(hay);
        expect(found(bytes, texts, { sample })).toEqual(oneByOne(bytes, texts));
      }),
    );
  });
  test('of one byte are refused: nearly every line would hold one', () => {
    expect(() => findNeedles(['a'])).toThrow(RangeError);
  });
  test('are found in any bytes as by looking for one after the other', () => {
    const letters = fc.constantFrom(0x41, 0x61, 0x42, 0x62, 0x20, 0x5c, 0xc3, 0xa4, 0x0a);
    const needle = fc
      .array(fc.constantFrom('a', 'A', 'b', ' ', '\\', 'ä'), { minLength: 2, maxLength: 9 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 200 }),
        fc.array(needle, { maxLength: 30 }),
        fc.nat(100),
        letters,
        (hay, texts, begin, around) => {
          const bytes = Buffer.from(hay);
          expect(found(bytes, texts, { begin, around })).toEqual(oneByOne(bytes, texts));
        },
      ),
      { numRuns: 2_000 },
    );
  });
  test('are all found where they stand without end', () => {
    const many = Buffer.from('anna'.repeat(8_000));
    const wide = createSieve(many.length);
    many.copy(wide.bytes);
    const places = findNeedles(['anna', 'nnaa', 'naan'])(wide, 0, many.length);
    expect(places).toEqual(oneByOne(many, ['anna', 'nnaa', 'naan']));
  });
});
