import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readCaseFile } from '../../services/case-file.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { bench, judgeAll } from '../../services/diagnosis/judge.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const { causes } = await loadCatalogue();

test.each(files)('%s', (name) => {
  const file = readCaseFile(new URL(name, folder).pathname);
  const [first] = judgeAll(causes, bench(indexed(file)));
  const { first: cause, band } = file.expect ?? { first: name };
  expect({ cause: first?.cause.id, band: band === undefined ? undefined : first?.band }).toEqual({
    cause,
    band,
  });
});
test('there are cases', () => expect(files.length).toBeGreaterThan(7));
