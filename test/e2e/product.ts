import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AccessLog, accessLog } from './access-log.ts';

/** The running product as a newcomer has it: what its terminal said, and how it is ended. */
export interface Product {
  /** Where the Teams client of the first person of a role is open. */
  readonly client: (role: 'helpdesk' | 'approver' | 'user') => string;
  readonly log: AccessLog;
  readonly folder: string;
  readonly bot: string;
  /** A port that is free for one more client. */
  readonly sparePort: number;
  readonly stop: () => Promise<void>;
}

const start = fileURLToPath(new URL('../../bot/start.ts', import.meta.url));
const startMs = 45_000;

/** Starts what `npm start` starts, on free ports and a data folder of its own. */
export async function startProduct(...argv: readonly string[]): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'popup-desk-e2e-'));
  const [port = 0] = await freePorts(1);
  const clients = await freePorts(4);
  const { POPUP_DESK_CONFIG: _configuration, DATABASE_URL: _database, ...environment } = process.env;
  const child = spawn(process.execPath, [start, ...argv], {
    cwd: folder,
    env: {
      ...environment,
      PORT: String(port),
      POPUP_DESK_CLIENT_PORT: String(clients[0]),
      POPUP_DESK_DATA: join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  child.stderr.on('data', (text) => {
    complained += text;
  });
  const ready = new Promise<boolean>((resolve) => {
    child.stdout.on('data', (text) => {
      said += text;
      if (said.includes('Ctrl-C ends everything')) resolve(true);
    });
    void ended.then(() => resolve(false));
    setTimeout(() => resolve(false), startMs).unref();
  });
  if (!(await ready)) {
    await stop();
    throw new Error(`npm start was not ready within ${startMs / 1000} s. It said:\n${said}${complained}`);
  }
  return {
    client: (role) => told(said, new RegExp(`(http://localhost:\\d+) +the Teams client of .+ \\(${role}\\)`)),
    log: accessLog(told(said, /What reaches the lab's servers: (.+)/)),
    folder: join(folder, 'data'),
    bot: told(said, /Bot: (\S+)/),
    sparePort: clients[3] ?? 0,
    stop,
  };
}

function told(said: string, what: RegExp): string {
  const found = what.exec(said)?.[1];
  if (found === undefined) throw new Error(`npm start did not say ${what}; it said:\n${said}`);
  return found;
}

/** So many free ports in a row. */
async function freePorts(count: number): Promise<readonly number[]> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`there are no ${count} free ports in a row`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
