import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { exampleCase } from '../../services/diagnosis/examples.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../services/diagnosis/recorder.ts';

const shipped = await loadCatalogue();
const signs = shipped.causes.flatMap(({ id, signs: own }) =>
  own.map((sign) => [`${id}: ${sign.id}`, sign] as const),
);

describe('what is shipped', () => {
  test('holds causes, remedies and findings', () => {
    expect(shipped.causes.length).toBeGreaterThanOrEqual(9);
    expect(shipped.remedies.length).toBeGreaterThan(0);
    expect(shipped.findings.length).toBeGreaterThan(0);
  });

  test('names no remedy that is not there', () => {
    const known = new Set(shipped.remedies.map(({ id }) => id));
    const missing = shipped.causes.flatMap(({ id, remedies }) =>
      remedies.filter((remedy) => !known.has(remedy)).map((remedy) => `${id}: ${remedy}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(signs)(
    '%s is true when shown, false when cleared, unseen without facts',
    (_, { when, shown, cleared, says }) => {
      const read = (example: typeof shown) => createRecorder(indexed(exampleCase(example)));
      expect(read(shown).record(when).result).toBe(true);
      expect(read(cleared).record(when).result).toBe(false);
      expect(read({}).record(when).result).toBeUndefined();
      expect(says(read(shown).seen)).toMatch(/^[^\n]{5,}[.!?]$/);
      expect(says(read(shown).seen)).not.toMatch(/undefined|NaN|\[object/);
    },
  );

  test.each(shipped.causes.map((cause) => [cause.id, cause] as const))(
    '%s can lose any fact without failing',
    (_, cause) => {
      const whole = exampleCase(...cause.signs.map(({ shown }) => shown));
      for (const left of whole.facts) {
        const index = indexed({ ...whole, facts: whole.facts.filter((fact) => fact !== left) });
        for (const { when } of cause.signs) expect(() => createRecorder(index).record(when)).not.toThrow();
        const neverFirst = cause.neverFirst ?? (() => undefined);
        expect(() => createRecorder(index).record(neverFirst)).not.toThrow();
      }
    },
  );
});

describe('a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'catalogue-'));
  const services = new URL('../../services/', import.meta.url).href;
  const write = (name: string, id: string) =>
    writeFileSync(
      join(root, 'causes', `${name}.ts`),
      `import { cause, proof } from '${services}cause.ts';
export default cause({
  id: '${id}', popups: ['credential'], usual: 'usual', side: 'client', says: 'A scanner stands in between.',
  toUser: { says: 'A scanner.', todo: 'Nothing to do.' }, remedies: [], meanwhile: [], sources: [],
  signs: [proof('scanner', { when: (seen) => { const name = seen.text('client.scanner'); return name === undefined ? undefined : name !== ''; },
    says: (seen) => \`\${seen.text('client.scanner')} opens TLS.\`, shown: { 'client.scanner': 'X' }, cleared: { 'client.scanner': '' } })],
});
`,
    );
  beforeAll(() => {
    for (const folder of ['causes', 'remedies', 'findings', 'questions']) mkdirSync(join(root, folder));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('is the list: one new file is judged in the next diagnosis', async () => {
    write('scanner-of-a-stranger', 'scanner-of-a-stranger');
    const catalogue = await loadCatalogue(pathToFileURL(`${root}/`));
    const { verdicts } = diagnose(exampleCase({ 'client.scanner': 'X' }), catalogue);
    expect(verdicts.map(({ cause, band }) => [cause, band])).toEqual([
      ['scanner-of-a-stranger', 'confirmed'],
    ]);
  });

  test('refuses a file whose id is not its name', async () => {
    write('one-name', 'another-name');
    await expect(loadCatalogue(pathToFileURL(`${root}/`))).rejects.toThrow(
      /causes\/one-name\.ts says its id is "another-name"; the id must be "one-name"/,
    );
  });
});
