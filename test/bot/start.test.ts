import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockFolder } from '../../services/store/lock.ts';

const command = fileURLToPath(new URL('../../bot/start.ts', import.meta.url));
let folder: string;
let taken: Server;
const running: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-start-'));
  taken = createServer();
  await listening(taken, 0);
});
afterEach(async () => {
  await Promise.all(
    running.splice(0).map(async (child) => {
      const gone = exited(child);
      child.kill('SIGKILL');
      await gone;
    }),
  );
  await new Promise((resolve) => taken.close(resolve));
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const listening = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
const exited = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (status) => resolve(status));
  });

/** The first of that many ports in a row that nobody has. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const probe = createServer();
    const first = await listening(probe, 0);
    await new Promise((resolve) => probe.close(resolve));
    if (await allFree(first, count)) return first;
  }
}
async function allFree(first: number, count: number): Promise<boolean> {
  for (let port = first; port < first + count; port += 1) {
    const probe = createServer();
    const free = await listening(probe, port).then(
      () => true,
      () => false,
    );
    if (free) await new Promise((resolve) => probe.close(resolve));
    else return false;
  }
  return true;
}

/** `npm start` in lab mode as a process of its own; four ports from `first` on are its. */
function start(first: number, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      POPUP_DESK_DATA: folder,
      PORT: String(first),
      POPUP_DESK_CLIENT_PORT: String(first + 1),
      ...environment,
    },
  });
  running.push(child);
  const said: string[] = [];
  const complained: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complained.push(String(chunk)));
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.push(String(chunk));
      if (said.join('').includes('Ctrl-C ends everything')) resolve();
    });
  });
  return { child, ready, status: exited(child), complained: () => complained.join('') };
}

const port = () => {
  const address = taken.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

test.each([
  ['nonsense for a database', { DATABASE_URL: 'nonsense' }, /^DATABASE_URL: not the address of a PostgreSQL/],
  [
    'a database that refuses',
    { DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:9/desk' },
    /PostgreSQL at 127\.0\.0\.1:9 does not answer: .+/,
  ],
  [
    'a client port that is none',
    { POPUP_DESK_CLIENT_PORT: 'zz' },
    /^POPUP_DESK_CLIENT_PORT: "zz" is not a port/,
  ],
  [
    'a client port without two after it',
    { POPUP_DESK_CLIENT_PORT: '65534' },
    /^POPUP_DESK_CLIENT_PORT: "65534" is not/,
  ],
  ['a port that is none', { PORT: '70000' }, /^PORT: "70000" is not a port/],
  [
    'a data folder that cannot be',
    { POPUP_DESK_DATA: '/dev/null/data' },
    /^The data folder \/dev\/null\/data cannot be written/,
  ],
])('%s: says why, ends with 2, leaves nothing listening', async (_what, environment, says) => {
  const first = await freePorts(4);
  const started = start(first, environment);
  expect(await started.status).toBe(2);
  expect(started.complained()).toMatch(says);
  expect(started.complained().trim().split('\n')).toHaveLength(1);
  expect(started.complained()).not.toMatch(/s3cret|\bat .*\.ts:/);
  expect(await allFree(first, 4)).toBe(true);
});

test('a client port in use: says which, ends with 2', async () => {
  const started = start(await freePorts(1), { POPUP_DESK_CLIENT_PORT: String(port()) });
  expect(await started.status).toBe(2);
  expect(started.complained()).toMatch(
    new RegExp(`^Port ${port()} on 127.0.0.1 is in use.*POPUP_DESK_CLIENT_PORT`),
  );
});

test('a data folder in use by a living process: says by which, stops the clients it had opened', async () => {
  const unlock = await lockFolder(join(folder, 'store'));
  const first = await freePorts(4);
  const started = start(first, {});
  expect(await started.status).toBe(2);
  expect(started.complained()).toMatch(new RegExp(`in use by process ${process.pid}`));
  expect(await allFree(first, 4)).toBe(true);
  await unlock();
});

test('after a hard kill a second start on the same ports and folder works', async () => {
  const first = await freePorts(4);
  const one = start(first, {});
  await Promise.race([one.ready, one.status]);
  expect(one.complained()).toBe('');
  one.child.kill('SIGKILL');
  await one.status;
  const two = start(first, {});
  await Promise.race([two.ready, two.status]);
  expect(two.complained()).toBe('');
  expect(two.child.exitCode).toBeNull();
  two.child.kill('SIGTERM');
  expect(await two.status).toBe(0);
  expect(await allFree(first, 4)).toBe(true);
}, 180_000);
