import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';

const command = fileURLToPath(new URL('./run.ts', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'popup-desk-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...argv: readonly string[]) =>
  new Promise<{ readonly status: number; readonly out: string; readonly err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', command, ...argv],
      { maxBuffer: 1 << 26 },
      (_, out, err) => resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });
const facts = [{ fact: 'popup.kind', value: 'credential', from: 'told' }];
const plain = { case: 'popup-desk/1', mailbox: 'anna@contoso.example', at: '2026-11-20T10:00:00Z', facts };

test('tells rank, deciding facts, totals and flips, of any folder; a cause without a file is said and not counted', async () => {
  copyFileSync(`${here}engine/account-is-locked.json`, join(folder, 'locked.json'));
  writeFileSync(
    join(folder, 'strange.json'),
    JSON.stringify({ ...plain, expect: { first: 'not-a-cause-at-all' } }),
  );
  writeFileSync(join(folder, 'open.json'), JSON.stringify(plain));
  const { status, out, err } = await run('--cases', folder);
  expect(err).toBe('');
  expect(status).toBe(0);
  expect(out).toMatch(/^locked {2}account-locked: rank 1, confirmed \+/m);
  expect(out).toMatch(/\(proof\): account\.locked = true \(directory\)/);
  expect(out).toMatch(/^strange {2}not-a-cause-at-all: has no file in services\/causes yet$/m);
  expect(out).toMatch(/^open {2}names no expected cause$/m);
  expect(out).toMatch(/^ {4}next: .+\(.+, by (probe|worker|person)\)$/m);
  expect(out).toMatch(/^3 cases, 2 of them not counted/m);
  expect(out).toMatch(/^true cause first: 1 of 1$/m);
  expect(out).toMatch(/^\d+ moves of a weight or prior by one step; .* lost \d+ in \d+ cases/m);

  const json = await run('--json', '--cases', folder);
  const result = JSON.parse(json.out) as { readonly totals: unknown; readonly cases: readonly unknown[] }; // written by --json
  expect(result.totals).toEqual({ cases: 3, counted: 1, first: 1, firstThree: 1, wrongConfirmed: 0 });
  expect(result.cases).toHaveLength(3);
  expect(result.cases[0]).toMatchObject({ case: 'locked', cause: 'account-locked', rank: 1, above: [] });
});

test('says what is wrong with a broken file, and goes on', async () => {
  writeFileSync(join(folder, 'broken.json'), JSON.stringify({ ...plain, facts: [{ fact: 'frog' }] }));
  const { status, out, err } = await run('--cases', folder);
  expect(status).toBe(2);
  expect(err).toMatch(/broken\.json: facts\[0\]/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(out).toMatch(/^true cause first: 1 of 1$/m);
});

test('helps, and refuses what it does not know', async () => {
  expect((await run('--help')).out).toMatch(/--cases <folder>/);
  for (const argv of [['--frog'], ['--cases', join(folder, 'nowhere')]]) {
    const { status, out, err } = await run(...argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).not.toMatch(/\n\s+at /);
  }
});
