import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseCaseFile } from '../../../services/case-file.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { diagnoseInTurns } from '../../../services/diagnosis/in-turns.ts';

const catalogue = await loadCatalogue();
const files = ['stale-location-after-move', 'account-is-locked', 'healthy'];
const cases = files.map((name) =>
  parseCaseFile(
    readFileSync(new URL(`../../cases/engine/${name}.json`, import.meta.url), 'utf8'),
    `${name}.json`,
  ),
);
const still = () => 0;

describe('judging in turns', () => {
  test('gives what judging at once gives, and pauses after each slice that took its time', async () => {
    for (const file of cases) {
      const pauses: number[] = [];
      let now = 0;
      const judged = await diagnoseInTurns(file, catalogue, {
        clock: () => {
          now += 3;
          return now;
        },
        pause: async () => pauses.push(now),
        sliceMs: 3,
      });
      expect({ ...judged, ms: 0 }).toEqual(diagnose(file, catalogue, still));
      // One slice for each cause at least.
      expect(pauses.length).toBeGreaterThan(catalogue.causes.length);
    }
  });

  test('judges one case after the other, and timers run meanwhile', async () => {
    const ended: string[] = [];
    const many = Array.from({ length: 12 }, (_, position) => cases[position % cases.length]).flatMap(
      (file) => file ?? [],
    );
    const beats: number[] = [];
    const heart = setInterval(() => beats.push(ended.length), 1);
    await Promise.all(
      many.map(async (file) => {
        await diagnoseInTurns(file, catalogue);
        ended.push(file.mailbox);
      }),
    );
    clearInterval(heart);
    expect(ended).toEqual(many.map(({ mailbox }) => mailbox));
    // The timer had its turn between cases, not only at the end.
    expect(new Set(beats).size).toBeGreaterThan(4);
  });

  test('one that fails does not hold up the next', async () => {
    const [file] = cases;
    if (file === undefined) throw new Error('no case');
    const broken = diagnoseInTurns(file, catalogue, {
      pause: () => Promise.reject(new Error('no pause')),
    });
    const next = diagnoseInTurns(file, catalogue);
    await expect(broken).rejects.toThrow('no pause');
    expect((await next).verdicts).toEqual(diagnose(file, catalogue).verdicts);
  });
});
