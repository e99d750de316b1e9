import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { docPages } from '../../../dialogs/docs/pages.ts';
import { readCaseFile } from '../../../services/case-file.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { loadReaders } from '../../../services/pasting/readers.ts';
import { causeIds } from './cause-ids.ts';

const catalogue = await loadCatalogue();
const pages = docPages(catalogue, await loadReaders());
const docs = new URL('../../../docs/', import.meta.url);

test('the catalogue holds every cause of the contract, and each has a page', () => {
  expect(catalogue.causes.map(({ id }) => id)).toEqual([...causeIds].sort());
  expect(readdirSync(new URL('causes/', docs)).sort()).toEqual(
    [...causeIds.map((id) => `${id}.md`), 'README.md'].sort(),
  );
});

test.each([...pages])('docs/%s is not stale (npm run docs writes it anew)', (page, text) => {
  expect(readFileSync(new URL(page, docs), 'utf8')).toBe(text);
});

describe('a page', () => {
  const causePages = [...pages].filter(([page]) => page.startsWith('causes/') && !page.endsWith('README.md'));
  test.each(causePages)('%s says what is seen, what shows it and how it is mended', (_page, text) => {
    for (const part of ['## What the user sees', '## Evidence', '## How it is mended', '## Sources'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|\[object|NaN|could not be read|its sentence failed/);
  });
  test.each([...pages])('%s links only to pages that exist', (page, text) => {
    for (const [, target] of text.matchAll(/\]\(([^)]+\.md)\)/g))
      expect([...pages.keys()]).toContain(new URL(target ?? '', `file:///${page}`).pathname.slice(1));
  });
});

describe('the JSON Schemas', () => {
  const validator = (page: string) => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    return ajv.compile(JSON.parse(pages.get(page) ?? 'null'));
  };
  const folder = new URL('../../cases/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  let isCase: ReturnType<typeof validator>;
  let isDiagnosis: ReturnType<typeof validator>;
  beforeAll(() => {
    isCase = validator('case.schema.json');
    isDiagnosis = validator('diagnosis.schema.json');
  });

  test.each(files)('accept the case %s and the diagnosis of it', (name) => {
    const file = new URL(name, folder);
    expect(isCase(JSON.parse(readFileSync(file, 'utf8'))) || isCase.errors).toBe(true);
    const printed = JSON.parse(JSON.stringify(diagnose(readCaseFile(file.pathname), catalogue)));
    expect(isDiagnosis(printed) || isDiagnosis.errors).toBe(true);
  });

  const whole = {
    case: 'popup-desk/1',
    mailbox: 'anna@contoso.example',
    at: '2026-11-20T10:00:00Z',
    facts: [{ fact: 'mailbox.upn', value: 'anna@corp.local', from: 'directory' }],
  };
  test.each([
    ['a value of another type', { ...whole, facts: [{ fact: 'mailbox.upn', value: 7, from: 'told' }] }],
    ['an unknown source', { ...whole, facts: [{ fact: 'mailbox.upn', value: '', from: 'guessed' }] }],
    ['a key that is not ours', { ...whole, mood: 'good' }],
    [
      'a part of a log line that there is not',
      { ...whole, facts: [{ fact: 'log[]', value: { colour: 'red' }, from: 'log' }] },
    ],
    ['no facts', { ...whole, facts: undefined }],
  ])('refuse %s', (_what, wrong) => {
    expect(isCase(JSON.parse(JSON.stringify(whole)))).toBe(true);
    expect(isCase(JSON.parse(JSON.stringify(wrong)))).toBe(false);
  });
});
