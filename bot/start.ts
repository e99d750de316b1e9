import { parseArgs } from 'node:util';
import { ConfigurationError, loadConfiguration, readSecrets } from '../services/configuration.ts';
import { type Running, startLabMode } from './lab-mode.ts';
import { LabError } from './lab-process.ts';
import { ListenError } from './listening.ts';
import { startRealMode } from './real-mode.ts';

const help = `npm start: the bot

  npm start                          on the configuration that POPUP_DESK_CONFIG names, or popup-desk.json here;
                                     without either in lab mode: a made-up organisation on this machine, with
                                     a Teams client, the bot, a worker and everything they look at
  npm start -- --lab <world.json>    lab mode with a world of yours (a file, or the name of a shipped one)
  npm start -- --help

  PORT             the bot's port (3978)
  DATABASE_URL     PostgreSQL; without it an embedded store in the data folder
  POPUP_DESK_DATA  the data folder
  POPUP_DESK_CLIENT_PORT  lab mode: the first Teams client's port (56150)

Ctrl-C ends everything that was started. Exit status: 0 ended as asked; 2 it could not start, and says why.`;

/** Starts what the command line asks for; undefined when there is nothing to keep running. */
async function run(argv: readonly string[]): Promise<Running | undefined> {
  const { values } = parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean', default: false }, lab: { type: 'string' } },
  });
  if (values.help) {
    console.log(help);
    return undefined;
  }
  if (values.lab !== undefined) return startLabMode(values.lab, console.log);
  const standing = loadConfiguration(process.env, 'teams');
  return standing.mode === 'lab'
    ? startLabMode('coexistence', console.log)
    : startRealMode(standing.configuration, readSecrets(process.env), standing.file);
}

/** Says what is wrong in sentences; a fault of our own also says where. */
function explain(error: unknown): void {
  if (error instanceof ConfigurationError || error instanceof LabError) {
    for (const line of error.lines) console.error(line);
    return;
  }
  if (
    error instanceof ListenError ||
    String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  ) {
    console.error((error as Error).message);
    return;
  }
  console.error(`Popup Desk could not start: ${error instanceof Error ? error.message : String(error)}`);
}

const starting = run(process.argv.slice(2));
let asked = 0;
/** Ends what was started, at once or as soon as it stands; asked a second time it ends without waiting. */
const end = () => {
  asked += 1;
  if (asked > 1) process.exit(130);
  starting
    .then((running) => running?.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`Not everything ended cleanly: ${String(error)}`);
        process.exit(1);
      },
    );
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
try {
  await starting;
} catch (error) {
  explain(error);
  // Whatever still runs of a start that failed ends here; children end when our end of their input closes.
  process.exit(2);
}
