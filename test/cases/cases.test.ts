import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type CaseFile, parseCaseFile } from '../../services/case-file.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { bandsAfter } from './replayed.ts';

const catalogue = await loadCatalogue();
const here = new URL('./', import.meta.url);
const read = (folder: URL): readonly [string, string, CaseFile][] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      return [file, text, parseCaseFile(text, file)];
    });
const judged = read(new URL('engine/', here));

describe.each(judged)('%s', (_, __, caseFile) => {
  const { verdicts } = diagnose(caseFile, catalogue);
  const [top] = verdicts;

  test('is judged as expected', () => {
    if (caseFile.expect === undefined) expect(['possible', 'unlikely', 'ruled-out']).toContain(top?.band);
    else expect(top?.cause).toBe(caseFile.expect.first);
    if (caseFile.expect?.band !== undefined) expect(top?.band).toBe(caseFile.expect.band);
  });
});

describe.each(judged)('what would change %s', (_, text, caseFile) => {
  const { verdicts, next } = diagnose(caseFile, catalogue);
  const [first] = verdicts;

  test('is asked of every cause once', () => {
    expect(verdicts.map(({ cause }) => cause).sort()).toEqual(catalogue.causes.map(({ id }) => id).sort());
  });

  test.each(verdicts.map((verdict) => [verdict.cause, verdict] as const))(
    'doing it to the file changes %s so',
    (cause, { band, wouldChange }) => {
      const causes = catalogue.causes.filter(({ id }) => id === cause);
      for (const change of wouldChange) {
        expect(change.band).not.toBe(band);
        expect(bandsAfter(text, change, { causes }).get(cause)).toBe(change.band);
      }
    },
  );

  test('can be found by a next look, which for a confirmed cause can still overturn it', () => {
    if (first?.band === 'confirmed') {
      expect(next?.wouldChange.map(({ cause }) => cause) ?? [first.cause]).toContain(first.cause);
    } else expect(next?.wouldChange.length).toBeGreaterThan(0);
  });
});
