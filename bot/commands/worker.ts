import { parseArgs } from 'node:util';
import pino from 'pino';
import { ConfigurationError, loadConfiguration, readSecrets } from '../../services/configuration.ts';
import { FolderInUse } from '../../services/store/lock.ts';
import { NotEnrolled } from '../../services/worker/connection.ts';
import { startWorker, WorkerMisconfigured } from '../../services/worker/create.ts';

const help = `worker: looks inside the network, and acts where its own configuration allows it

  npm run worker            works until Ctrl-C
  npm run worker -- --help

It needs a configuration (POPUP_DESK_CONFIG, or popup-desk.json here) with worker.url, the bot's internal
listener, and worker.ca, a file with the certificate to trust there; and POPUP_DESK_WORKER_TOKEN, which
npm run doctor -- --enrol <name> prints on the bot's host. worker.look is on unless switched off;
worker.act is off until this machine's own configuration turns it on (and windows.executor says where).
The worker only ever connects outwards. Exit status: 0 ended as asked; 2 wrong configuration; 1 our own fault.`;

/** Runs the worker and gives the exit status that `--help` states. */
async function run(argv: readonly string[], end: AbortController): Promise<number> {
  const { values } = parseArgs({ args: [...argv], options: { help: { type: 'boolean', default: false } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const standing = loadConfiguration(process.env);
  if (standing.mode === 'lab') {
    console.error(
      'worker: no configuration here. Name one with POPUP_DESK_CONFIG; lab mode (npm start) brings a worker of its own.',
    );
    return 2;
  }
  const world = process.env.POPUP_DESK_LAB_WORLD;
  // Lab mode starts its worker as a child, which must not outlive it, however it ended.
  if (world !== undefined) process.stdin.on('end', () => end.abort()).resume();
  await startWorker({
    configuration: standing.configuration,
    secrets: readSecrets(process.env),
    ...(world === undefined ? {} : { world }),
    signal: end.signal,
    log: pino({ name: 'popup-desk-worker', level: world === undefined ? 'info' : 'error' }),
  });
  return 0;
}

/** The status for an error, after its sentences were said. */
function failed(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof WorkerMisconfigured) {
    for (const line of error.lines) console.error(line);
    return 2;
  }
  if (error instanceof NotEnrolled || error instanceof FolderInUse || isUsage(error)) {
    console.error((error as Error).message);
    return 2;
  }
  console.error(
    `The worker ended by a fault of its own: ${error instanceof Error ? error.message : String(error)}`,
  );
  return 1;
}

const isUsage = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const end = new AbortController();
process.once('SIGINT', () => end.abort());
process.once('SIGTERM', () => end.abort());
const status = await run(process.argv.slice(2), end).catch(failed);
process.exit(status);
