import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ticket } from '../../dialogs/ticket.ts';
import { CaseFileError, readCaseFile } from '../../services/case-file.ts';
import { CatalogueError, loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../services/diagnosis/types.ts';
import { Usage } from './usage.ts';

const help = `replay: judges saved cases again

  npm run --silent replay -- <case.json>… [options]

  --json                  one JSON object a line on standard output, in the order of the files
  --against <output>      an earlier output of replay --json: adds which verdicts changed
  --help

A broken file is said with its faults and the others go on. Exit status: 0; 2 wrong usage or a broken file;
1 our own fault.`;

interface Asked {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly against?: string;
}

function read(argv: readonly string[]): Asked | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      against: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (positionals.length === 0)
    throw new Usage('name at least one case file: npm run --silent replay -- case.json');
  return {
    files: positionals,
    json: values.json,
    ...(values.against === undefined ? {} : { against: values.against }),
  };
}

const earlierSchema = z.object({
  file: z.string(),
  verdicts: z.array(z.object({ cause: z.string(), band: z.string() })).default([]),
});
type Earlier = z.infer<typeof earlierSchema>;

/** The verdicts of an earlier output, by the name of the file they were about. */
function earlierOutput(file: string): (name: string) => Earlier | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Usage(`${file}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const found = text.split(/\r?\n/).flatMap((line, index): readonly Earlier[] => {
    if (line.trim() === '') return [];
    try {
      return [earlierSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Usage(`${file}: line ${index + 1} is no line of replay --json`, { cause: error });
    }
  });
  return (name) =>
    found.find((one) => one.file === name) ?? found.find((one) => basename(one.file) === basename(name));
}

interface Changed {
  readonly cause: string;
  readonly from: string | null;
  readonly to: string | null;
}
/** Verdicts whose band is another one now; null where the cause was, or is, not judged. */
function changedSince(earlier: Earlier | undefined, { verdicts }: Diagnosis): readonly Changed[] {
  if (earlier === undefined) return [];
  const before = new Map(earlier.verdicts.map(({ cause, band }) => [cause, band]));
  const now = new Map(verdicts.map(({ cause, band }) => [cause, band]));
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((cause) => {
    const [from, to] = [before.get(cause) ?? null, now.get(cause) ?? null];
    return from === to ? [] : [{ cause, from, to }];
  });
}
const sayChanged = (changed: readonly Changed[]): string =>
  changed.length === 0
    ? 'Nothing changed since the earlier output.'
    : changed
        .map(({ cause, from, to }) => `Changed: ${cause} ${from ?? 'not judged'} → ${to ?? 'not judged'}`)
        .join('\n');

/** Judges the named files again and gives the exit status. */
async function run(argv: readonly string[]): Promise<number> {
  const asked = read(argv);
  if (asked === 'help') {
    console.log(help);
    return 0;
  }
  const earlier = asked.against === undefined ? undefined : earlierOutput(asked.against);
  const catalogue = await loadCatalogue();
  let status = 0;
  for (const file of asked.files) {
    try {
      const diagnosis = diagnose(readCaseFile(file), catalogue);
      const changed = earlier === undefined ? undefined : changedSince(earlier(file), diagnosis);
      if (asked.json)
        console.log(JSON.stringify({ file, ...diagnosis, ...(changed === undefined ? {} : { changed }) }));
      else {
        const title = asked.files.length > 1 ? [`== ${file}`] : [];
        console.log(
          [
            ...title,
            ticket(diagnosis, catalogue),
            ...(changed === undefined ? [] : [sayChanged(changed)]),
            '',
          ].join('\n'),
        );
      }
    } catch (error) {
      if (!(error instanceof CaseFileError)) throw error;
      status = 2;
      if (asked.json) console.log(JSON.stringify({ file, error: error.lines.join('\n') }));
      else console.error(error.message);
    }
  }
  return status;
}

/** The status for an error, after its sentence was said. */
function failed(error: unknown): number {
  const argument =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof Usage || argument) {
    console.error((error as Error).message);
    return 2;
  }
  const says = error instanceof Error ? error.message : String(error);
  console.error(error instanceof CatalogueError ? says : `replay failed by a fault of its own: ${says}`);
  return 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(failed);
