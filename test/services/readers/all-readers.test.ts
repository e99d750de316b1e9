import { beforeAll, describe, expect, test } from '@jest/globals';
import { readPasted } from '../../../services/pasting/read-pasted.ts';
import { loadReaders } from '../../../services/pasting/readers.ts';
import type { Reader } from '../../../services/reader.ts';
import { planted } from '../pasting/secrets.ts';
import { mailbox, now } from './read-with.ts';
import { loadSamples, type Samples } from './samples.ts';

let readers: readonly Reader[];
let samples: readonly Samples[];
beforeAll(async () => {
  readers = await loadReaders();
  samples = await loadSamples();
});
const read = (text: string) =>
  readPasted(text, { mailbox, now, readers, person: ['CORP\\anna', 'CORP\\hugo'] });

test('every line of every sample is understood, ignored with a reason, or blank, and no line twice', () => {
  for (const { id, texts } of samples)
    for (const text of texts) {
      const { understood, ignored } = read(text);
      const lines = text.split(/\r?\n/);
      const told = new Map<number, number>();
      for (const { from, to } of [...understood, ...ignored])
        for (let line = from; line <= to; line += 1)
          if ((lines[line - 1] ?? '').trim() !== '') told.set(line, (told.get(line) ?? 0) + 1);
      const wrong = lines.flatMap((line, at) =>
        (line.trim() === '' ? 0 : 1) === (told.get(at + 1) ?? 0) ? [] : [at + 1],
      );
      expect([id, wrong]).toEqual([id, []]);
    }
});

test('all readers together take of each sample what its own reader takes', () => {
  for (const { id, texts } of samples) {
    const own = readers.filter((one) => one.id === id);
    expect([id, own.length]).toEqual([id, 1]);
    for (const text of texts) {
      const alone = readPasted(text, { mailbox, now, readers: own });
      const together = readPasted(text, { mailbox, now, readers });
      const missing = alone.facts.filter(
        (fact) => !together.facts.some((one) => one.fact === fact.fact && one.source === fact.source),
      );
      expect([id, missing]).toEqual([id, []]);
    }
  }
});

describe('a planted secret survives in nothing', () => {
  test.each(planted.map((one) => [one.kind, one] as const))('%s', (_, { lines, hidden }) => {
    for (const { texts } of samples)
      for (const text of texts) {
        const whole = text.split('\n');
        for (const at of [0, Math.floor(whole.length / 2), whole.length]) {
          const pasted = read([...whole.slice(0, at), ...lines, ...whole.slice(at)].join('\n'));
          expect(pasted.secretsCut.length).toBeGreaterThan(0);
          expect(pasted.says.length).toBeGreaterThan(0);
          const kept = JSON.stringify(pasted);
          for (const part of hidden) expect(kept.includes(JSON.stringify(part).slice(1, -1))).toBe(false);
        }
      }
  });
});
