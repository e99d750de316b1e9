import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { type StubName, stubs } from './stubs/list.ts';

// Shows that the end-to-end test cannot be pleased by words: each part of the chain is replaced in turn by a stub that
// answers with plausible success, and each time the test must turn red.

const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullable() }),
      ),
    }),
  ),
});
interface Played {
  readonly green: boolean;
  readonly scene: string;
  readonly why: string;
}

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-stubs-'));
const saved = join(folder, 'anna.json');
const preload = new URL('stubs/preload.ts', import.meta.url).href;
const root = new URL('../..', import.meta.url);

function run(argv: readonly string[], environment: NodeJS.ProcessEnv = {}): void {
  spawnSync(process.execPath, argv, {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, POPUP_DESK_PICTURES: '', ...environment },
  });
}

/** Plays the chain, with a stub or without. */
function play(stub: StubName | undefined): Played {
  const result = join(folder, `${stub ?? 'none'}.json`);
  const jest = [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '--config',
    'jest.e2e.config.js',
  ];
  run([...jest, '--runInBand', '--json', '--outputFile', result, 'test/e2e/chain.test.ts'], {
    ...(stub !== undefined && {
      NODE_OPTIONS: `--import=${preload}`,
      POPUP_DESK_STUB: stub,
      POPUP_DESK_STUB_CASE: saved,
    }),
  });
  const [suite] = report.parse(JSON.parse(readFileSync(result, 'utf8'))).testResults;
  const failed = suite?.assertionResults.find(({ status }) => status !== 'passed');
  if (suite !== undefined && failed === undefined && suite.assertionResults.length > 0)
    return { green: true, scene: '', why: '' };
  const why = stripVTControlCharacters(
    failed?.failureMessages?.[0] ?? suite?.message ?? 'nothing was played',
  );
  return { green: false, scene: failed?.title ?? '', why };
}

/** The first failing assertion in one line. */
const brief = (why: string): string =>
  why
    .split('\n    at ')[0]
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' · ')
    .slice(0, 220) ?? '';

run(['bot/commands/diagnose.ts', 'anna@contoso.example', '--save', saved], {
  POPUP_DESK_DATA: join(folder, 'data'),
});
const names: readonly (StubName | undefined)[] = [
  undefined,
  // The list is typed by its keys.
  ...(Object.keys(stubs) as StubName[]),
];
let asExpected = true;
for (const name of names) {
  const { green, scene, why } = play(name);
  asExpected &&= green === (name === undefined);
  const pretends = name === undefined ? 'nothing replaced' : `${name}: ${stubs[name].pretends}`;
  console.log(`${green ? 'GREEN' : 'RED  '}  ${pretends}`);
  if (!green) console.log(`       in “${scene}”\n       ${brief(why)}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(asExpected ? 'As it must be: green alone, red with every stub.' : 'NOT as it must be.');
process.exitCode = asExpected ? 0 : 1;
