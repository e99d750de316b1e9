import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const start = fileURLToPath(new URL('../../bot/start.ts', import.meta.url));

/** `npm start` in lab mode, told on a free port, with everything it starts. */
export interface LabMode {
  readonly pid: number;
  readonly port: number;
  /** ms until it said that all is there. */
  readonly readyMs: number;
  /** The pid of its worker. */
  readonly worker: () => number | undefined;
  readonly stop: () => Promise<void>;
}

/** Starts lab mode on a data folder, as `npm start` does, and waits until it has said everything. */
export async function startLabModeProcess(folder: string): Promise<LabMode> {
  const [port, client] = [await freePort(1), await freePort(3)];
  const { DATABASE_URL: _database, POPUP_DESK_CONFIG: _configuration, ...environment } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [start], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...environment,
      PORT: String(port),
      POPUP_DESK_CLIENT_PORT: String(client),
      POPUP_DESK_DATA: join(folder, 'data'),
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('Ctrl-C')) resolve();
    });
    child.once('exit', (status) => reject(new Error(`npm start ended with status ${status}`)));
  });
  const readyMs = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    port,
    readyMs,
    worker: () => childOf(child, 'bot/commands/worker.ts'),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** The Entra object id of the helpdesk's person, as lab mode gave it to her Teams client. */
export function helpdeskId(folder: string): string {
  const clients = join(folder, 'data', 'clients');
  const hers = readdirSync(clients).find((name) => name.includes('helpdesk')) ?? '';
  const text = readFileSync(join(clients, hers, '.m365agentsplayground.yml'), 'utf8');
  return /"aadObjectId":\s*"([^"]+)"/.exec(text)?.[1] ?? '';
}

/** The child of a process whose command line names a file, as Linux tells. */
function childOf({ pid }: ChildProcess, file: string): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return children.find((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(file));
}

/** The first of that many ports in a row that are free. */
async function freePort(inARow: number): Promise<number> {
  for (;;) {
    const first = await listening(0);
    const all = [first];
    for (let further = 1; further < inARow; further += 1)
      all.push(await listening((first.port ?? 0) + further));
    await Promise.all(all.map((one) => one.close()));
    if (first.port !== undefined && all.every(({ port }) => port !== undefined)) return first.port;
  }
}

async function listening(
  port: number,
): Promise<{ readonly port: number | undefined; readonly close: () => Promise<void> }> {
  const server = createServer();
  const bound = await new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : undefined);
    });
  });
  return { port: bound, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
