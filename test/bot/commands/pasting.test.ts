import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { namesIn, pastedFacts, pasteOptions } from '../../../bot/commands/pasting.ts';
import type { Fact } from '../../../services/facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'pasting-'));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (user: string): string =>
  `2026-11-20 08:00:02 10.0.0.5 POST /mapi/emsmdb/ - 443 ${user} 10.20.5.31 Outlook - 401 1 1326 15`;
const seen: readonly Fact[] = [
  ['mailbox.sam', 'aadler'],
  ['mailbox.domain', 'CORP'],
  ['mailbox.addresses', ['anna@contoso.example', 'adler@contoso.example']],
].map(([fact, value]) => ({
  fact: String(fact),
  value: value ?? '',
  from: 'directory',
  source: '',
  at: '2026-11-20T10:00:00Z',
  vantage: '',
}));

describe('what cannot be pasted is refused before anything is looked at', () => {
  test.each<[string, () => readonly string[], RegExp]>([
    ['a file that is not there', () => [join(folder, 'none.txt')], /none\.txt: cannot be read \(ENOENT\)/],
    ['a folder', () => [folder], /cannot be read \(EISDIR\)/],
    ['an archive', () => [file('a.zip', 'PK\x03\x04')], /a\.zip: This is a zip archive/],
    ['nothing', () => [file('empty.txt', ' \n')], /empty\.txt.* is empty/],
    ['standard input twice', () => ['-', '-'], /given twice/],
  ])('%s', (_, paths, says) => {
    expect(() => pasteOptions(paths(), undefined, [])).toThrow(says);
  });
  test('a zone that is none', () => {
    expect(() => pasteOptions([], 'Berlin', [])).toThrow('--zone Berlin: write +01:00, -05:00 or Z');
  });
});

test('facts join the case as pasted, with file and line; the names of the directory tell whose lines are hers', async () => {
  const said: string[] = [];
  const options = pasteOptions(
    [file('iis.log', `hello\n${line('CORP\\aadler')}\npassword=Winter2026!\n${line('CORP\\anna')}`)],
    undefined,
    [],
  );
  const facts = await pastedFacts(
    options,
    'anna@contoso.example',
    seen,
    Date.parse('2026-11-20T10:00:00Z'),
    (text) => said.push(text),
  );
  expect(
    facts.map(({ fact, from, source, at }) => [fact, from, source.slice(source.lastIndexOf(', ')), at]),
  ).toEqual([
    ['log[]', 'pasted', ', line 2', '2026-11-20T08:00:02.000Z'],
    ['client.protocol', 'pasted', ', line 2', '2026-11-20T08:00:02.000Z'],
  ]);
  const words = said.join('\n');
  expect(words).toMatch(/iis\.log: 2 facts taken/);
  expect(words).toMatch(/understood: line 2, requests of an IIS log/);
  expect(words).toMatch(/left out: line 4, a request of somebody else/);
  expect(words).toMatch(/Cut before anything was read or kept: password in line 3\. Change it/);
  expect(JSON.stringify(facts) + words).not.toContain('Winter2026');
});

test('a name known only to the person who pastes', () => {
  expect(namesIn(seen)).toEqual(['anna@contoso.example', 'adler@contoso.example', 'CORP\\aadler']);
});
