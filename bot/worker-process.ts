import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration, Secrets } from '../services/configuration.ts';
import type { RunningDesk } from '../services/desk/create.ts';

const command = fileURLToPath(new URL('commands/worker.ts', import.meta.url));

/**
 * Starts lab mode's worker as a process of its own, enrolled at this desk. It ends with us: its standard input closes when
 * this process goes. `ended` resolves when it is gone.
 */
export async function startWorker(parts: {
  readonly desk: RunningDesk;
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly world: string;
}): Promise<{ readonly stop: () => Promise<void>; readonly ended: Promise<number | null> }> {
  const { desk, configuration, secrets, world } = parts;
  const folder = join(configuration.data, 'worker');
  mkdirSync(folder, { recursive: true });
  const ca = join(folder, 'gateway-ca.pem');
  writeFileSync(ca, desk.gateway.ca);
  const file = join(folder, 'worker.json');
  const { people: _people, database: _database, teams: _teams, ...looking } = configuration;
  const worker = { name: 'lab', url: desk.gateway.url, ca, look: true, act: true };
  writeFileSync(file, JSON.stringify({ ...looking, data: folder, worker }, null, 2));
  const token = await desk.enrolWorker('lab');
  const child = spawn(process.execPath, [command], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      ...environment(),
      POPUP_DESK_CONFIG: file,
      POPUP_DESK_WORKER_TOKEN: token,
      POPUP_DESK_LAB_WORLD: world,
      ...(secrets.serviceAccount !== undefined && { POPUP_DESK_SERVICE_PASSWORD: secrets.serviceAccount }),
    },
  });
  const ended = exitOf(child);
  return {
    ended,
    async stop() {
      child.stdin?.end();
      child.kill();
      await ended;
    },
  };
}

/** Our environment without what is meant for the bot alone. */
function environment(): NodeJS.ProcessEnv {
  const { PORT: _port, DATABASE_URL: _database, POPUP_DESK_DATA: _data, ...rest } = process.env;
  return rest;
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
