import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { loadFolder } from '../catalogue.ts';
import type { Configuration, Secrets } from '../configuration.ts';
import { createLooker, loadLooks } from '../looking/looker.ts';
import type { WorkerAction } from './action.ts';
import { connectGateway } from './connection.ts';
import { homeServerOnEach } from './controllers.ts';
import { httpExecutor } from './executor.ts';
import { openJournal } from './journal.ts';
import { readToken } from './tokens.ts';
import { runWorker } from './worker.ts';

/** Thrown when a worker's configuration does not suffice; each line names a key and its mend. */
export class WorkerMisconfigured extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

export interface WorkerOptions {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** The lab's world, in lab mode. */
  readonly world?: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Longest time that a script on a Windows host is waited for. */
const executorMs = 20_000;

/** Runs the worker of a configuration until the signal. */
export async function startWorker({
  configuration,
  secrets,
  world,
  signal,
  log,
}: WorkerOptions): Promise<void> {
  const { worker, windows, directory } = configuration;
  const token = secrets.workerToken === undefined ? undefined : readToken(secrets.workerToken);
  const lines = [
    ...(worker.url === undefined
      ? ['worker.url: missing; set the https address of the bot’s internal listener']
      : []),
    ...(secrets.workerToken === undefined
      ? [
          'POPUP_DESK_WORKER_TOKEN: missing; on the bot’s host run npm run doctor -- --enrol <name>, and set what it prints',
        ]
      : token === undefined
        ? [
            'POPUP_DESK_WORKER_TOKEN: this is no token of a worker; enrol it anew (npm run doctor -- --enrol <name>)',
          ]
        : []),
    ...(worker.act && windows.executor === undefined
      ? [
          'windows.executor: missing, but worker.act is on; set where scripts for Windows hosts are run, or worker.act to false',
        ]
      : []),
  ];
  if (worker.url === undefined || token === undefined || lines.length > 0)
    throw new WorkerMisconfigured(lines);
  const journal = await openJournal(join(configuration.data, 'worker'));
  const looks = await loadLooks();
  const looking = {
    configuration,
    secrets,
    vantage: `worker ${worker.name}`,
    ...(world === undefined ? {} : { world }),
  };
  const [whole, persons, controllers] = await Promise.all([
    createLooker({ ...looking, looks }),
    createLooker({ ...looking, looks: looks.filter(({ id }) => id === 'directory-mailbox') }),
    createLooker({ ...looking, looks: [homeServerOnEach(directory?.servers ?? [])] }),
  ]);
  const connection = connectGateway({
    url: worker.url,
    ca: worker.ca === undefined ? undefined : readFileSync(worker.ca, 'utf8'),
    token: secrets.workerToken ?? '',
    onState: (state, reason) => {
      if (state === 'lost') log.warn(reason);
      else log.info(`${reason} answers again`);
    },
  });
  const executor = windows.executor === undefined ? undefined : httpExecutor(windows.executor);
  const acting =
    worker.act && executor !== undefined
      ? {
          actions: await loadActions(),
          parts: {
            executor,
            journal,
            look: whole.look,
            controllers: (address: string, within: AbortSignal) =>
              controllers.look(address, { signal: within, fresh: true }),
            now: Date.now,
            pause: (ms: number) => wait(ms, undefined, { signal }),
            signal,
            at: () => undefined,
            executorMs,
          },
        }
      : undefined;
  log.info({ name: worker.name, url: worker.url, look: worker.look, act: worker.act }, 'worker');
  try {
    await runWorker({
      connection,
      publicKey: token.publicKey,
      sights: worker.look
        ? { look: whole.look, person: (name, within) => persons.look(name, { signal: within }) }
        : undefined,
      acting,
      journal: journal.id,
      signal,
      log,
    });
  } finally {
    await Promise.allSettled([
      connection.close(),
      whole.close(),
      persons.close(),
      controllers.close(),
      journal.close(),
    ]);
  }
}

/** The worker's own catalogue of actions: the folder is the list, named by remedies. */
async function loadActions(): Promise<readonly WorkerAction[]> {
  return loadFolder<WorkerAction>(new URL('./actions/', import.meta.url));
}
