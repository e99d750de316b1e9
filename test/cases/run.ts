/** `npm run cases`: judges cases whose true cause is known, and moves every weight to see what hangs on it. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CatalogueError, loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { type Flip, type Moved, movedIn } from './moves.ts';
import { type RankedCase, ranked, readCases, totals } from './ranking.ts';
import { flipLines, linesOf, rowOf, type Turn, totalLines } from './report.ts';

const help = `cases: how the diagnosis does on cases whose true cause is known

  npm run cases                      the real cases of test/cases
  npm run cases -- --cases <folder>  the case files of another folder (each with expect.first)
  npm run --silent cases -- --json   one JSON object on standard output
  npm run cases -- --help

For each case: the rank of the true cause, its band and weight, the signs for it with their facts, what stands above
it, and what would be asked next. Then totals, and what happens to the first cause when a weight (proof, strong,
fair, weak) or a prior (usual, occasional, rare) moves one step up or down, one at a time: for all causes at once,
and for each sign and each cause alone. A case whose cause has no file yet is shown and not counted.
Exit status: 0; 2 wrong usage or a broken case file; 1 our own fault.`;

function fault(error: unknown): number {
  const usage =
    error instanceof Error && 'code' in error && /^(ERR_PARSE_ARGS|ENOENT|ENOTDIR)/.test(String(error.code));
  const says = error instanceof Error ? error.message : String(error);
  console.error(
    usage || error instanceof CatalogueError ? says : `cases failed by a fault of its own: ${says}`,
  );
  return usage ? 2 : 1;
}

const turnOf =
  (cases: readonly RankedCase[]) =>
  ({ case: id, from, to }: Flip): Turn => {
    const cause = cases.find((one) => one.id === id)?.cause;
    return from === cause ? 'lost' : to === cause ? 'found' : 'other';
  };

async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', default: fileURLToPath(new URL('./', import.meta.url)) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const { cases: files, broken } = readCases(values.cases);
  for (const line of broken) console.error(line);
  if (files.length === 0) {
    console.error(`${values.cases}: holds no case file that can be read`);
    return 2;
  }
  const catalogue = await loadCatalogue();
  const began = performance.now();
  const cases = files.map(([id, file]) => ranked(id, file, catalogue.causes));
  const rows = cases.map((one) => rowOf(one, diagnose(one.file, catalogue).next));
  // A case whose cause has no file has nothing that could be lost or found.
  const moves = cases.filter(({ rank }) => rank !== undefined).map(movedIn);
  const moved: Moved = {
    tried: moves.reduce((sum, { tried }) => sum + tried, 0),
    flips: moves.flatMap(({ flips }) => flips),
  };
  const sum = totals(cases);
  const ms = Math.round(performance.now() - began);
  if (values.json) {
    console.log(JSON.stringify({ cases: rows, totals: sum, moves: moved, broken, ms }));
  } else {
    const parts = [
      ...rows.map(linesOf),
      totalLines(sum),
      flipLines(moved, turnOf(cases)),
      [`${catalogue.causes.length} causes, ${Math.round(ms / 100) / 10} s`],
    ];
    console.log(parts.map((lines) => lines.join('\n')).join('\n\n'));
  }
  return broken.length === 0 ? 0 : 2;
}

process.exitCode = await run(process.argv.slice(2)).catch(fault);
