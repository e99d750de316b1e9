import { expect } from '@jest/globals';
import fc from 'fast-check';
import { parsePath, valueProblems } from '../../../services/facts.ts';
import { type PastedText, type PasteParts, readPasted } from '../../../services/pasting/read-pasted.ts';
import type { Pasted, Reader, ReadText } from '../../../services/reader.ts';

export const now = Date.parse('2026-11-20T10:00:00Z');
export const mailbox = 'anna@contoso.example';

/** What one reader alone makes of a text in the case about anna. */
export const pastedTo = (reader: Reader, text: string, more: Partial<PasteParts> = {}): PastedText =>
  readPasted(text, { mailbox, now, readers: [reader], ...more });

/** The facts of a pasted text, by path. */
export const factsOf = (pasted: PastedText): Readonly<Record<string, unknown>> =>
  Object.fromEntries(pasted.facts.map(({ fact, value }) => [fact, value]));

const bare = (reader: Reader, text: string): ReadText | undefined => {
  const pasted: Pasted = { lines: text.split('\n'), mailbox, now };
  return reader.read(pasted);
};

/** Whatever is done to the samples: it never throws, its facts are of the vocabulary, its lines are there. */
export function standsAnything(reader: Reader, samples: readonly string[]): void {
  const sample = fc.constantFrom(...samples);
  const mangled = fc
    .record({
      sample,
      other: sample,
      cut: fc.nat(2_000),
      from: fc.nat(2_000),
      put: fc.oneof(
        fc.constantFrom('', '\n', ' ', '\t', '…', '...', '{', '}', '[', ']', ':', ' : ', '--', '\u0000', 'ÿ'),
        fc.string({ maxLength: 30, unit: 'binary' }),
      ),
    })
    .map(({ sample: one, other, cut, from, put }) => one.slice(0, cut) + put + other.slice(from));
  fc.assert(
    fc.property(fc.oneof(mangled, fc.string({ maxLength: 400 })), (text) => {
      const lines = text.split('\n').length;
      const read = bare(reader, text);
      for (const { fact, value, line } of read?.facts ?? []) {
        expect({ fact, value, problems: valueProblems(parsePath(fact), value) }).toEqual({
          fact,
          value,
          problems: [],
        });
        expect(line >= 1 && line <= lines).toBe(true);
      }
      for (const { from, to } of [...(read?.understood ?? []), ...(read?.ignored ?? [])])
        expect(from >= 1 && from <= to && to <= lines).toBe(true);
    }),
    { numRuns: 400 },
  );
}
/** Three megabytes of the text are read in time: what grows faster than its length takes minutes. */
export function isQuick(reader: Reader, sample: string): void {
  const lines = Array.from({ length: Math.ceil(3_000_000 / (sample.length + 1)) }, () => sample).join('\n');
  const begun = performance.now();
  bare(reader, lines);
  expect(performance.now() - begun).toBeLessThan(10_000);
}
