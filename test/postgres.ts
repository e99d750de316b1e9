/**
 * Runs the tests that stand on the store against a real PostgreSQL server, which this starts and ends.
 * `npm run test:postgres -- [paths]`. initdb refuses root, so the server then runs as the user "postgres".
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const paths = process.argv.slice(2);
const programs = programFolder();
const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
const folder = mkdtempSync(join(tmpdir(), 'popup-desk-postgres-'));
if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
const files = join(folder, 'data');
const port = await freePort();
const server = start();
try {
  await answers(server);
  const run = spawnSync(
    'npm',
    [
      'run',
      '--silent',
      'jest',
      '--',
      ...(paths.length > 0 ? paths : ['test/services/store', 'test/services/desk', 'test/services/worker']),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: `postgres://desk@127.0.0.1:${port}/postgres` },
    },
  );
  process.exitCode = run.status ?? 1;
} finally {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

function start(): ChildProcess {
  const as = { cwd: folder, ...owner };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', files, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...as, stdio: 'ignore' },
  );
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'max_connections=200',
  ];
  return spawn(join(programs, 'postgres'), ['-D', files, '-p', String(port), ...settings], {
    ...as,
    stdio: 'ignore',
  });
}

async function answers(process: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && process.exitCode === null; attempt++) {
    const asked = spawnSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]);
    if (asked.status === 0) return;
    await wait(50);
  }
  throw new Error('PostgreSQL did not start');
}

/** Debian keeps the server's programs out of PATH, in a folder per version. */
function programFolder(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = folders.find(
    (candidate) => existsSync(join(candidate, 'initdb')) && existsSync(join(candidate, 'postgres')),
  );
  if (found === undefined) throw new Error('no PostgreSQL server here: install the package postgresql');
  return found;
}

function unprivileged(): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
