import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ticket } from '../../dialogs/ticket.ts';
import { type CaseFile, formatCaseFile } from '../../services/case-file.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import {
  type Configuration,
  ConfigurationError,
  loadConfiguration,
  overridden,
  readSecrets,
  type Secrets,
} from '../../services/configuration.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { type Fact, FactError, parseFactArguments } from '../../services/facts.ts';
import { createLooker } from '../../services/looking/looker.ts';
import { type Lab, LabError, startLab } from '../lab-process.ts';
import { Usage } from './usage.ts';

const help = `diagnose: why Outlook shows popups to the owner of one mailbox

  npm run --silent diagnose -- <address> [options]

  --json               the result as one JSON object on standard output
  --lab <world.json>   look at a world of the lab (without a configuration: the default world)
  --popup <kind>       the popup that is seen: credential, restart, allow-website, certificate, …
  --fact <path=value>  a fact that a person told; repeatable
  --without-told       drop what the world says its people told, and their popup
  --save <file>        save the case file, for replay
  --help

Progress goes to standard error. Exit status: 0 something outside was seen and judged; 2 wrong usage or an
address that cannot be diagnosed; 3 nothing outside could be seen; 1 our own fault.`;

interface Asked {
  readonly address: string;
  readonly json: boolean;
  readonly world?: string;
  readonly told: readonly Fact[];
  readonly withoutTold: boolean;
  readonly save?: string;
}

function read(argv: readonly string[], at: string): Asked | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      lab: { type: 'string' },
      popup: { type: 'string' },
      fact: { type: 'string', multiple: true, default: [] },
      'without-told': { type: 'boolean', default: false },
      save: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [address, ...more] = positionals;
  if (address === undefined)
    throw new Usage('name one address: npm run --silent diagnose -- anna@contoso.example');
  if (more.length > 0) throw new Usage(`one address at a time: ${JSON.stringify(more[0])} is one too many`);
  const popup = values.popup === undefined ? [] : [`popup.kind=${values.popup}`];
  return {
    address,
    json: values.json,
    told: parseFactArguments([...popup, ...values.fact]).map(({ fact, value }) => ({
      fact,
      value,
      from: 'told' as const,
      source: 'command line',
      at,
      vantage: '',
    })),
    withoutTold: values['without-told'],
    ...(values.lab === undefined ? {} : { world: values.lab }),
    ...(values.save === undefined ? {} : { save: values.save }),
  };
}

interface Standpoint {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly lab?: Lab;
}

async function standpoint(world: string | undefined): Promise<Standpoint> {
  const standing = loadConfiguration(process.env);
  if (standing.mode === 'configured' && world === undefined) {
    return { configuration: standing.configuration, secrets: readSecrets(process.env) };
  }
  const lab = await startLab(world ?? 'coexistence');
  const { serviceAccount } = lab.secrets;
  return {
    configuration: overridden(lab.configuration, process.env),
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    lab,
  };
}

/** Told facts of the world, each leaf replaced by what the command line says of it. */
function merged(world: readonly Fact[], line: readonly Fact[]): readonly Fact[] {
  const replaced = new Set(line.map(({ fact }) => fact.toLowerCase()));
  return [...world.filter(({ fact }) => !replaced.has(fact.toLowerCase())), ...line];
}

const seenOutside = (fact: Fact): boolean =>
  ['directory', 'probe', 'worker', 'log'].includes(fact.from) &&
  !fact.fact.endsWith('.error') &&
  !fact.fact.startsWith('control.');

/** Runs one diagnosis from the command line and gives the exit status that `--help` states. */
async function run(argv: readonly string[]): Promise<number> {
  const started = Date.now();
  const asked = read(argv, new Date(started).toISOString());
  if (asked === 'help') {
    console.log(help);
    return 0;
  }
  const { configuration, secrets, lab } = await standpoint(asked.world);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  const looker = await createLooker({
    configuration,
    secrets,
    vantage: 'terminal',
    ...(lab === undefined ? {} : { world: lab.world }),
  });
  try {
    const looked = await looker.look(asked.address, {
      signal: interrupted.signal,
      onProgress: ({ done, total, latest }) => console.error(`${done}/${total} ${latest}`),
    });
    if (looked.refusal !== undefined) {
      for (const line of [looked.refusal.says, ...looked.refusal.candidates.map((one) => `  ${one}`)])
        console.error(line);
      return 2;
    }
    const told = merged(asked.withoutTold ? [] : (lab?.told.get(looked.mailbox) ?? []), asked.told);
    const caseFile: CaseFile = {
      case: 'popup-desk/1',
      mailbox: looked.mailbox,
      at: new Date().toISOString(),
      facts: [...looked.facts, ...told],
      blind: looked.blind,
    };
    if (asked.save !== undefined) writeFileSync(asked.save, formatCaseFile(caseFile));
    const catalogue = await loadCatalogue();
    const diagnosis = { ...diagnose(caseFile, catalogue), ms: Date.now() - started };
    console.log(asked.json ? JSON.stringify(diagnosis) : ticket(diagnosis, catalogue));
    return looked.facts.some(seenOutside) ? 0 : 3;
  } finally {
    await looker.close();
    await lab?.stop();
  }
}

/** The status for an error, after its sentence was said. */
function failed(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof LabError) {
    for (const line of error.lines) console.error(line);
    return 2;
  }
  const parseArgsError =
    error instanceof TypeError && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof Usage || error instanceof FactError || parseArgsError) {
    console.error((error as Error).message);
    return 2;
  }
  console.error(
    `diagnose failed by a fault of its own: ${error instanceof Error ? error.message : String(error)}`,
  );
  return 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(failed);
