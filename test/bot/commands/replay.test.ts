import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const good = join(root, 'test/cases/engine/account-is-locked.json');
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bot/commands/replay.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
};
function withFile<T>(name: string, content: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, content);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('replay', () => {
  test('--json prints one object a line, in the order of the files, and goes on past a broken one', () => {
    withFile('broken.json', '{"case":"popup-desk/1"}', (broken) => {
      const { status, stdout } = run('--json', broken, good);
      const [first, second, ...more] = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(status).toBe(2);
      expect(more).toEqual([]);
      expect(first).toEqual({ file: broken, error: expect.stringContaining(`${broken}: facts: is missing`) });
      expect(second).toMatchObject({ file: good, format: 'popup-desk-diagnosis/1', popup: 'credential' });
      expect(Object.keys(second)).toEqual([
        'file',
        'format',
        'mailbox',
        'at',
        'popup',
        'verdicts',
        'findings',
        'mendFirst',
        'remedies',
        'next',
        'facts',
        'blind',
        'disagreements',
        'ms',
      ]);
      expect(Object.keys(second.verdicts[0])).toEqual([
        'cause',
        'band',
        'weight',
        'byDesign',
        'for',
        'against',
        'unseen',
        'wouldChange',
      ]);
    });
  });

  test('--against says which verdicts changed, files matched by name', () => {
    const earlier = JSON.parse(run('--json', good).stdout);
    expect(earlier.changed).toBeUndefined();
    const verdicts = earlier.verdicts.map((verdict: { cause: string; band: string }) =>
      verdict.cause === 'account-locked' ? { ...verdict, band: 'possible' } : verdict,
    );
    const text = `${JSON.stringify({ file: 'elsewhere/account-is-locked.json', verdicts })}\n`;
    withFile('earlier.jsonl', text, (file) => {
      const { status, stdout } = run('--json', '--against', file, good);
      expect(status).toBe(0);
      expect(JSON.parse(stdout).changed).toEqual([
        { cause: 'account-locked', from: 'possible', to: 'confirmed' },
      ]);
    });
  });

  test('without --json begins with the five lines of a ticket', () => {
    const { status, stdout } = run(good);
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      'ines@contoso.example: Exchange 2016, server ex16a; judged 2026-11-20 10:00Z.',
      expect.stringMatching(/^When it moved was not seen/),
      expect.stringMatching(/^Confirmed: .*\(account-locked\)$/),
      expect.stringMatching(/^Why: /),
      expect.stringMatching(/^Next step: /),
      '',
    ]);
  });

  test.each([
    [['--help'], 0, ''],
    [[], 2, 'name at least one case file'],
    [['--jsno', good], 2, "Unknown option '--jsno'"],
    [['nowhere.json'], 2, 'nowhere.json: cannot be read'],
    [['--against', 'nowhere.jsonl', good], 2, 'nowhere.jsonl: cannot be read'],
    [['--against', good, good], 2, 'is no line of replay --json'],
  ])('%j ends with %i', (args, status, said) => {
    const ended = run(...args);
    expect(ended.status).toBe(status);
    if (status === 0) expect(ended.stdout).toContain('npm run --silent replay');
    else {
      expect(ended.stderr).toContain(said);
      expect(ended.stderr).not.toMatch(/\n\s+at /);
      expect(ended.stdout).toBe('');
    }
  });
});
