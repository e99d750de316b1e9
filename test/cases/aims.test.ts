import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../services/catalogue.ts';
import { ranked, readCases } from './ranking.ts';
import { aims } from './report.ts';

const { causes } = await loadCatalogue();
const { cases } = readCases(fileURLToPath(new URL('./', import.meta.url)));
// A case whose cause is not in the catalogue yet is no miss.
const counted = cases
  .map(([id, file]) => ranked(id, file, causes))
  .filter(({ rank }) => rank !== undefined)
  .map(({ id, cause, rank = 0, wronglyConfirmed }) => ({ id, cause, rank, wronglyConfirmed }));
// The aims are for all of them: while causes are still being written, few cases would be judged by the rule for many.
const whenComplete = counted.length === aims.of ? test : test.skip;
const beyond = (most: number) => counted.filter(({ rank }) => rank > most);

test('there are as many real cases as the aims are for', () => expect(cases).toHaveLength(aims.of));

whenComplete('the true cause comes first as often as it shall', () => {
  const missed = beyond(1);
  expect(missed.length > aims.of - aims.first ? missed : []).toEqual([]);
});

whenComplete('the true cause is among the first three as often as it shall', () => {
  const missed = beyond(3);
  expect(missed.length > aims.of - aims.firstThree ? missed : []).toEqual([]);
});

test('no other cause is confirmed', () =>
  expect(counted.filter(({ wronglyConfirmed }) => wronglyConfirmed.length > 0)).toEqual([]));
