import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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
import { requireFolder } from '../../services/data-folder.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { errorCode } from '../../services/error-code.ts';
import { type Fact, FactError, parseFactArguments } from '../../services/facts.ts';
import { createLooker } from '../../services/looking/looker.ts';
import { type Lab, LabError, startLab } from '../lab-process.ts';
import { type PasteOptions, pastedFacts, pasteOptions } from './pasting.ts';
import { Usage } from './usage.ts';

const help = `diagnose: why Outlook shows popups to the owner of one mailbox

  npm run --silent diagnose -- <address> [options]

  --json               the result as one JSON object on standard output
  --lab <world.json>   look at a world of the lab (without a configuration: the default world)
  --popup <kind>       the popup that is seen: credential, restart, allow-website, certificate, …
  --fact <path=value>  a fact that a person told; repeatable
  --paste <file>       text that a person brought (log lines, events, a command's output); repeatable; - is standard input
  --zone <zone>        the zone of pasted times that have none: +01:00
  --known-as <name>    a name that is hers too: a UPN, DOMAIN\\name or address; repeatable
  --without-told       drop what the world says its people told, and their popup
  --save <file>        save the case file, for replay
  --help

Progress, and what was understood, left out and cut of a pasted text, go to standard error. Exit status: 0 something outside was seen and judged; 2 wrong usage or an
address that cannot be diagnosed; 3 nothing outside could be seen; 1 our own fault; 130 interrupted.`;

interface Asked {
  readonly address: string;
  readonly json: boolean;
  readonly world?: string;
  readonly told: readonly Fact[];
  readonly withoutTold: boolean;
  readonly save?: string;
  readonly pasted: PasteOptions;
}

function read(argv: readonly string[], at: string): Asked | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      lab: { type: 'string' },
      popup: { type: 'string', multiple: true, default: [] },
      fact: { type: 'string', multiple: true, default: [] },
      'without-told': { type: 'boolean', default: false },
      save: { type: 'string' },
      paste: { type: 'string', multiple: true, default: [] },
      zone: { type: 'string' },
      'known-as': { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [address, ...more] = positionals;
  if (address === undefined)
    throw new Usage('name one address: npm run --silent diagnose -- anna@contoso.example');
  if (more.length > 0) throw new Usage(`one address at a time: ${JSON.stringify(more[0])} is one too many`);
  const popup = values.popup.map((kind) => `popup.kind=${kind}`);
  return {
    address,
    json: values.json,
    told: parseFactArguments([...popup, ...values.fact]).map(({ fact, value }) => ({
      fact,
      value,
      from: 'told' as const,
      source: 'command line',
      at,
      vantage: 'terminal',
    })),
    withoutTold: values['without-told'],
    pasted: pasteOptions(values.paste, values.zone, values['known-as']),
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

/**
 * Told facts of the world, each leaf replaced by what the command line says of it. Another popup than the first of the
 * world's chain replaces the chain too: judging goes by the chain.
 */
function merged(world: readonly Fact[], line: readonly Fact[]): readonly Fact[] {
  const replaced = new Set(line.map(({ fact }) => fact.toLowerCase()));
  const popup = line.find(({ fact }) => fact === 'popup.kind')?.value;
  const isOtherChain = ({ fact, value }: Fact): boolean =>
    fact === 'popup.chain' && popup !== undefined && Array.isArray(value) && value[0] !== popup;
  return [...world.filter((one) => !replaced.has(one.fact.toLowerCase()) && !isOtherChain(one)), ...line];
}

/** Refuses a file that could not be written, before anything is looked at. */
function checkSave(file: string): void {
  const wrong = (why: string): Usage => new Usage(`--save ${file}: cannot be written (${why})`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw wrong('it is a folder');
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw wrong(errorCode(error));
  }
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Usage(`--save ${file}: cannot be written (${errorCode(error)}); the result stands above`, {
      cause: error,
    });
  }
}

/** Why everything that still runs is let go. */
class Interrupted extends Error {}
/** Says that somebody interrupted, ends the lab and with it this process: 130, as shells have it for Ctrl-C. */
function onInterrupt(lab: Lab | undefined): AbortSignal {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    console.error('Interrupted; nothing is judged.');
    interrupted.abort(new Interrupted());
    void Promise.resolve(lab?.stop()).finally(() => process.exit(130));
  });
  return interrupted.signal;
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
  if (asked.save !== undefined) checkSave(asked.save);
  const stand = await standpoint(asked.world);
  try {
    return await diagnoseFrom(stand, asked, started);
  } finally {
    await stand.lab?.stop();
  }
}

async function diagnoseFrom(
  { configuration, secrets, lab }: Standpoint,
  asked: Asked,
  started: number,
): Promise<number> {
  requireFolder(configuration.data);
  const signal = onInterrupt(lab);
  const looker = await createLooker({
    configuration,
    secrets,
    vantage: 'terminal',
    ...(lab === undefined ? {} : { world: asked.world === undefined ? lab.world : resolve(asked.world) }),
  });
  try {
    const looked = await looker.look(asked.address, {
      signal,
      onProgress: ({ done, total, latest }) => console.error(`${done}/${total} ${latest}`),
    });
    if (looked.refusal !== undefined) {
      for (const line of [looked.refusal.says, ...looked.refusal.candidates.map((one) => `  ${one}`)])
        console.error(line);
      return 2;
    }
    const told = merged(asked.withoutTold ? [] : (lab?.told.get(looked.mailbox) ?? []), asked.told);
    const pasted = await pastedFacts(asked.pasted, looked.mailbox, looked.facts, Date.now(), console.error);
    const caseFile: CaseFile = {
      case: 'popup-desk/1',
      mailbox: looked.mailbox,
      at: new Date().toISOString(),
      facts: [...looked.facts, ...pasted, ...told],
      blind: looked.blind,
    };
    const catalogue = await loadCatalogue();
    const diagnosis = { ...diagnose(caseFile, catalogue), ms: Date.now() - started };
    console.log(asked.json ? JSON.stringify(diagnosis) : ticket(diagnosis, catalogue));
    if (asked.save !== undefined) save(asked.save, formatCaseFile(caseFile));
    return looked.facts.some(seenOutside) ? 0 : 3;
  } finally {
    await looker.close();
  }
}

/** The status for an error, after its sentence was said. */
function failed(error: unknown): number {
  if (error instanceof Interrupted || (error instanceof Error && error.cause instanceof Interrupted))
    return 130;
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
