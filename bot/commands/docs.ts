import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { docPages } from '../../dialogs/docs/pages.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { loadReaders } from '../../services/pasting/readers.ts';
import { Usage } from './usage.ts';

const help = `docs: writes the pages below docs/ that are made from the catalogue

  npm run docs [-- --check]

  --check     writes nothing; says which pages are stale
  --help

Exit status: 0; 2 wrong usage, or stale pages with --check.`;

const root = new URL('../../docs/', import.meta.url);
const standing = (page: string): string | undefined => {
  try {
    return readFileSync(new URL(page, root), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Pages of causes that are no more. */
const left = (pages: ReadonlyMap<string, string>): readonly string[] => {
  mkdirSync(new URL('causes/', root), { recursive: true });
  return readdirSync(new URL('causes/', root))
    .map((name) => `causes/${name}`)
    .filter((page) => !pages.has(page));
};

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const pages = docPages(await loadCatalogue(), await loadReaders());
  const stale = [...pages].filter(([page, text]) => standing(page) !== text).map(([page]) => page);
  const gone = left(pages);
  if (values.check) {
    for (const page of [...stale, ...gone])
      console.log(`docs/${page} is stale; write it anew with: npm run docs`);
    return stale.length + gone.length === 0 ? 0 : 2;
  }
  for (const page of stale) {
    const place = new URL(page, root);
    mkdirSync(dirname(place.pathname), { recursive: true });
    writeFileSync(place, pages.get(page) ?? '');
  }
  for (const page of gone) rmSync(new URL(page, root));
  console.log(`${pages.size} pages, ${stale.length} written, ${gone.length} removed`);
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  const usage =
    error instanceof Usage || (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS');
  console.error(`docs: ${(error as Error).message}`);
  process.exitCode = usage === true ? 2 : 1;
}
