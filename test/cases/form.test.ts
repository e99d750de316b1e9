import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readCaseFile } from '../../services/case-file.ts';
import { fields, observationsOf } from './observations.ts';

const folder = fileURLToPath(new URL('./', import.meta.url));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [basename(name, '.json'), readCaseFile(`${folder}${name}`)] as const);

const numbered = (text: string): readonly number[] =>
  [...text.matchAll(/observations? ((?:\d+(?:, | and )?)+)/gi)].flatMap(([, numbers = '']) =>
    [...numbers.matchAll(/\d+/g)].map(([number]) => Number(number)),
  );

test('every real case has its file', () =>
  expect(cases.map(([id]) => id).sort()).toEqual(Object.keys(observationsOf).sort()));

describe.each(cases)('%s', (id, { mailbox, facts, note = '', expect: expected }) => {
  const { observations, inferred } = observationsOf[id] ?? { observations: 0, inferred: [] };
  const places = facts.map(({ fact, source }) => [fact, source.split(', ')] as const);

  test.each(places)('%s names where it comes from', (_, sources) => {
    for (const source of sources) {
      const [, number] = /^observation (\d+)$/.exec(source) ?? [];
      if (number === undefined) expect(fields).toContain(source);
      else {
        expect(Number(number)).toBeGreaterThan(0);
        expect(Number(number)).toBeLessThanOrEqual(observations);
        expect(inferred).not.toContain(Number(number));
      }
    }
  });

  test('was told or pasted by somebody', () => {
    for (const { from, vantage } of facts) {
      expect(['told', 'pasted']).toContain(from);
      expect(vantage).toBe('');
    }
  });

  test('says of every observation where it went', () => {
    const used = places.flatMap(([, sources]) => sources.flatMap(numbered));
    const named = new Set([...used, ...numbered(note)]);
    const all = Array.from({ length: observations }, (_, index) => index + 1);
    expect(all.filter((number) => !named.has(number))).toEqual([]);
    expect(inferred.filter((number) => !numbered(note).includes(number))).toEqual([]);
  });

  test('names a cause, and nobody real', () => {
    expect(expected?.first).toMatch(/^[a-z0-9-]+$/);
    expect(mailbox).toMatch(/@(contoso|fabrikam)\.example$/);
    const hosts = JSON.stringify(facts).match(/[a-z0-9-]+\.(?:com|net|org|de|local)\b/gi) ?? [];
    expect(hosts.filter((host) => !/^(corp|fabrikam)\.local$/i.test(host))).toEqual([]);
  });
});
