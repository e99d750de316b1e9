import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Configuration, parseConfiguration } from '../services/configuration.ts';
import { caseFactSchema, type Fact } from '../services/facts.ts';

const command = fileURLToPath(new URL('../test/lab/command.ts', import.meta.url));

const readySchema = z.object({
  lab: z.literal('ready'),
  world: z.string(),
  at: z.iso.datetime({ offset: true }),
  configuration: z.record(z.string(), z.unknown()),
  secrets: z.object({ serviceAccount: z.string().optional() }),
  people: z.array(
    z.object({
      name: z.string(),
      entraId: z.string(),
      upn: z.string(),
      mail: z.string(),
      role: z.enum(['user', 'helpdesk', 'approver']),
    }),
  ),
  mailboxes: z.array(z.object({ address: z.string(), note: z.string() })),
  told: z.record(z.string(), z.array(z.unknown())),
  toldKeys: z.record(z.string(), z.array(z.string())),
  accessLog: z.string(),
});
type Ready = z.infer<typeof readySchema>;
export type LabPerson = Ready['people'][number];

/** A running lab: what it says of itself, its configuration ready to use, and how to end it. */
export interface Lab extends Omit<Ready, 'configuration' | 'told' | 'toldKeys'> {
  readonly configuration: Configuration;
  /** What the world says each mailbox's owner told, by address. */
  readonly told: ReadonlyMap<string, readonly Fact[]>;
  readonly stop: () => Promise<void>;
}

/** Thrown when the lab cannot start; its lines are sentences for a person. */
export class LabError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/**
 * Starts the lab of a world (a file, or the bare name of a shipped one) as a process of its own.
 * It ends with us: its standard input closes when this process goes.
 */
export async function startLab(world: string): Promise<Lab> {
  const child = spawn(process.execPath, [command, 'start', world, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const first = await new Promise<string | undefined>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void exited.then(() => resolve(undefined));
  });
  if (first === undefined) {
    throw new LabError(
      complaints.length > 0 ? complaints : [`the lab of ${world} ended before it was ready`],
    );
  }
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  const parsed = readySchema.safeParse(parseLine(first));
  if (!parsed.success) {
    await stop();
    const why = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'its line'}: ${message}`);
    throw new LabError([`the lab of ${world} did not say what it is: ${why.join('; ')}`]);
  }
  const { configuration, told, toldKeys, ...ready } = parsed.data;
  const read = readTold(told, toldKeys);
  if (read.wrong.length > 0) {
    await stop();
    throw new LabError(read.wrong.map((line) => `${world}: ${line}`));
  }
  return {
    ...ready,
    configuration: parseConfiguration(JSON.stringify(configuration), `lab ${ready.world}`),
    told: read.facts,
    stop,
  };
}

/** The told facts that the vocabulary knows, and a sentence for each that it does not, by its key in the world. */
export function readTold(
  told: Readonly<Record<string, readonly unknown[]>>,
  keys: Readonly<Record<string, readonly string[]>>,
): { readonly facts: ReadonlyMap<string, readonly Fact[]>; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const facts = Object.entries(told).map(([address, raw]): readonly [string, readonly Fact[]] => [
    address.toLowerCase(),
    raw.flatMap((each, index) => {
      const parsed = caseFactSchema.safeParse(each);
      if (parsed.success) return [parsed.data];
      const key = keys[address]?.[index] ?? `told[${index}]`;
      for (const { path, message } of parsed.error.issues) {
        // A leaf of popup is written without `fact` and `value` around it.
        const below = path.join('.');
        const place = key.startsWith('popup.') ? below.replace(/^(fact|value)/, '') : below && `.${below}`;
        wrong.push(`mailboxes[${address}].${key}${place}: ${message}`);
      }
      return [];
    }),
  ]);
  return { facts: new Map(facts), wrong };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
