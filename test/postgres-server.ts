import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A PostgreSQL server of our own, its address for DATABASE_URL, and how it ends with all it kept. */
export interface PostgresServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts an empty PostgreSQL server on loopback. initdb refuses root, so for root it runs as the user "postgres". */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = programFolder();
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'popup-desk-postgres-'));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const server = start(programs, folder, port, owner);
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(server, programs, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://desk@127.0.0.1:${port}/postgres`, stop };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function start(programs: string, folder: string, port: number, owner: Owner | undefined): ChildProcess {
  const as = { cwd: folder, ...owner };
  const files = join(folder, 'data');
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

async function answers(server: ChildProcess, programs: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt++) {
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

function unprivileged(): Owner {
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
