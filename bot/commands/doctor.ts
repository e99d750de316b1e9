import { parseArgs } from 'node:util';
import {
  type Configuration,
  ConfigurationError,
  loadConfiguration,
  overridden,
  readSecrets,
  type Secrets,
} from '../../services/configuration.ts';
import { errorText } from '../../services/error-code.ts';
import { resetBreaker, saysTripped } from '../../services/looking/breaker.ts';
import { LabError, startLab } from '../lab-process.ts';
import { checks } from './checks.ts';
import { runningBot } from './operator.ts';
import { Usage } from './usage.ts';

const help = `doctor: checks a configuration, each finding with its mend, and what an operator may do

  npm run doctor                          every check of the configuration here
  npm run doctor -- --reset-logon         lets the service account log on again after a refused logon
  npm run doctor -- --enrol <name>        enrols a worker at the bot running here; prints its token, once
  npm run doctor -- --revoke <name>       takes a worker's token back
  npm run doctor -- --stop <reason>       stops every change; --allow lets them run again
  npm run doctor -- … --lab <world.json>  the same in lab mode, of that world
  npm run doctor -- --help

Exit status: 0 all is well, or done as asked; 1 a check failed or our own fault; 2 wrong usage or configuration.`;

interface Standpoint {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly file: string;
  readonly world?: string;
  readonly stop: () => Promise<void>;
}

async function standpoint(world: string | undefined): Promise<Standpoint> {
  const standing = loadConfiguration(process.env);
  if (standing.mode === 'configured' && world === undefined) {
    const { configuration, file } = standing;
    return { configuration, file, secrets: readSecrets(process.env), stop: async () => undefined };
  }
  const lab = await startLab(world ?? 'coexistence');
  const { serviceAccount } = lab.secrets;
  return {
    configuration: overridden(lab.configuration, process.env),
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    file: `lab ${lab.world}`,
    world: lab.world,
    stop: lab.stop,
  };
}

/** Does what the command line asks and gives the exit status that `--help` states. */
async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', default: false },
      'reset-logon': { type: 'boolean', default: false },
      enrol: { type: 'string' },
      revoke: { type: 'string' },
      stop: { type: 'string' },
      allow: { type: 'boolean', default: false },
      lab: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const asks = [
    ...(values.enrol === undefined ? [] : [{ do: 'enrol', name: values.enrol } as const]),
    ...(values.revoke === undefined ? [] : [{ do: 'revoke', name: values.revoke } as const]),
    ...(values.stop === undefined ? [] : [{ do: 'stop', reason: values.stop } as const]),
    ...(values.allow ? [{ do: 'allow' } as const] : []),
  ];
  if (asks.length + (values['reset-logon'] ? 1 : 0) > 1) throw new Usage('ask for one thing at a time');
  const [ask] = asks;
  if (ask !== undefined) {
    const data = dataFolder();
    const bot = runningBot(data);
    if (bot === undefined)
      throw new Usage(`no bot was ever started on ${data} (POPUP_DESK_DATA, or data in the configuration)`);
    console.log(await bot.ask(ask));
    return 0;
  }
  const here = await standpoint(values.lab);
  try {
    return values['reset-logon'] ? await resetLogon(here) : await examine(here);
  } finally {
    await here.stop();
  }
}

/** The data folder alone: an operator's wish needs no lab and no directory. */
function dataFolder(): string {
  const standing = loadConfiguration(process.env);
  return standing.mode === 'configured'
    ? standing.configuration.data
    : (process.env.POPUP_DESK_DATA ?? 'data');
}

async function resetLogon({ configuration, secrets, world }: Standpoint): Promise<number> {
  // Lab mode's worker keeps its own data below the bot's.
  const folders = [configuration.data, ...(world === undefined ? [] : [`${configuration.data}/worker`])];
  const stopped = await Promise.all(
    folders.map((data) =>
      resetBreaker({
        configuration: { ...configuration, data },
        secrets,
        ...(world === undefined ? {} : { world }),
      }),
    ),
  );
  const [was] = stopped.filter((entry) => entry !== undefined);
  console.log(
    was === undefined
      ? 'Nothing was stopped: the service account may log on.'
      : `The service account may log on again. What had stopped it: ${saysTripped(was)}`,
  );
  return 0;
}

async function examine(here: Standpoint): Promise<number> {
  let failed = 0;
  for await (const { name, wrong } of checks(here)) {
    if (wrong !== undefined) failed += 1;
    console.log(wrong === undefined ? `ok     ${name}` : `WRONG  ${name}: ${wrong}`);
  }
  return failed === 0 ? 0 : 1;
}

/** The status for an error, after its sentences were said. */
function failed(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof LabError) {
    for (const line of error.lines) console.error(line);
    return 2;
  }
  console.error(errorText(error));
  return error instanceof Usage || error instanceof TypeError ? 2 : 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(failed);
