import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Configuration, Secrets } from '../services/configuration.ts';
import type { RunningDesk } from '../services/desk/create.ts';

const command = fileURLToPath(new URL('commands/worker.ts', import.meta.url));

/** A worker that dies more often than this within `forgetMs` is not started again: something else is wrong then. */
const restartsAtMost = 5;
const forgetMs = 10 * 60_000;
/** How long a worker may take to end when it is asked to. */
const stopMs = 5_000;

/** The worker of lab mode. */
export interface RunningWorker {
  readonly stop: () => Promise<void>;
  /** Resolves when no worker runs any more: it was stopped, or died too often. */
  readonly ended: Promise<void>;
  /** The process id of now, undefined between two. */
  readonly pid: () => number | undefined;
}

/**
 * Starts lab mode's worker as a process of its own, enrolled at this desk, and again when it dies. It ends with us: its
 * standard input closes when this process goes.
 */
export async function startWorker(parts: {
  readonly desk: RunningDesk;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly world: string;
  /** Tells the person at the terminal that a worker died. */
  readonly say?: (line: string) => void;
}): Promise<RunningWorker> {
  const { desk, configuration, secrets, world, say = console.error } = parts;
  const folder = join(configuration.data, 'worker');
  mkdirSync(folder, { recursive: true });
  const ca = join(folder, 'gateway-ca.pem');
  writeFileSync(ca, desk.gateway.ca);
  const file = join(folder, 'worker.json');
  const { people: _people, database: _database, teams: _teams, ...looking } = configuration;
  const worker = { name: 'lab', url: desk.gateway.url, ca, look: true, act: true };
  writeFileSync(file, JSON.stringify({ ...looking, data: folder, worker }, null, 2));
  const token = await desk.enrolWorker('lab');
  const start = () =>
    spawn(process.execPath, [command], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: {
        ...environment(),
        POPUP_DESK_CONFIG: file,
        POPUP_DESK_WORKER_TOKEN: token,
        POPUP_DESK_LAB_WORLD: world,
        ...(secrets.serviceAccount !== undefined && { POPUP_DESK_SERVICE_PASSWORD: secrets.serviceAccount }),
      },
    });
  const stopping = new AbortController();
  let child: ChildProcess | undefined;
  const keep = async () => {
    let deaths: readonly number[] = [];
    while (!stopping.signal.aborted) {
      child = start();
      const status = await exitOf(child);
      child = undefined;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      deaths = [...deaths.filter((at) => now - at < forgetMs), now];
      if (deaths.length > restartsAtMost) {
        say(
          `The worker ended by itself (${status}), the ${deaths.length}th time within ${forgetMs / 60_000} minutes, and is not started again: nothing is looked at any more. Start Popup Desk again.`,
        );
        return;
      }
      say(
        `The worker ended by itself (${status}). It is started again (${deaths.length} of ${restartsAtMost}).`,
      );
      await pause(500 * deaths.length, stopping.signal);
    }
  };
  const ended = keep();
  return {
    ended,
    pid: () => child?.pid,
    async stop() {
      stopping.abort();
      child?.stdin?.end();
      child?.kill();
      const late = setTimeout(() => child?.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Our environment without what is meant for the bot alone. */
function environment(): NodeJS.ProcessEnv {
  const { PORT: _port, DATABASE_URL: _database, POPUP_DESK_DATA: _data, ...rest } = process.env;
  return rest;
}

/** How it ended, in words: its status, the signal, or why it could not be started. */
const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('exit', (status, signal) =>
      resolve(signal === null ? `status ${status}` : `signal ${signal}`),
    );
    child.once('error', (error) => resolve(error.message));
  });

/** Waits, or less when it is to end. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
