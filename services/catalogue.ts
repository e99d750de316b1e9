import { readdirSync } from 'node:fs';
import type { Cause } from './cause.ts';
import type { Finding } from './finding.ts';
import type { Question } from './question.ts';
import type { Remedy } from './remedy.ts';

/** All we know: what the folders of causes, remedies, findings and questions hold. */
export interface Catalogue {
  readonly causes: readonly Cause[];
  readonly remedies: readonly Remedy[];
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
}
/** What judging needs of it. */
export type Judging = Omit<Catalogue, 'questions'>;
/** A file that cannot be part of the catalogue; the message names it and its mend. */
export class CatalogueError extends Error {}

/**
 * The default exports of a folder's files, in the order of their names: the folder is the list.
 * A file whose id is not its name, or which exports none, is refused.
 */
export async function loadFolder<T extends { readonly id: string }>(folder: URL): Promise<readonly T[]> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(({ name }) => name)
    .sort();
  const found: T[] = [];
  // One after the other: under Node 22 jest loses modules that several imports ask for at once.
  for (const file of files) {
    const loaded: { readonly default?: { readonly id?: unknown } } = await import(new URL(file, folder).href);
    const id = loaded.default?.id;
    const name = file.slice(0, -'.ts'.length);
    if (id !== name) {
      const says =
        id === undefined ? 'has no default export with an id' : `says its id is ${JSON.stringify(id)}`;
      throw new CatalogueError(`${folder.pathname}${file} ${says}; the id must be ${JSON.stringify(name)}`);
    }
    found.push(loaded.default as T); // the folder holds one kind of thing, checked by its types
  }
  return found;
}

function checked(causes: readonly Cause[]): readonly Cause[] {
  for (const { id, signs } of causes) {
    const ids = signs.map((sign) => sign.id);
    const twice = ids.find((sign, index) => ids.indexOf(sign) !== index);
    if (twice !== undefined) throw new CatalogueError(`cause ${id} has two signs called ${twice}`);
  }
  return causes;
}

/** The catalogue as the folders hold it. */
export async function loadCatalogue(root: URL = new URL('./', import.meta.url)): Promise<Catalogue> {
  const folder = (name: string): URL => new URL(`${name}/`, root);
  const causes = await loadFolder<Cause>(folder('causes'));
  const remedies = await loadFolder<Remedy>(folder('remedies'));
  const findings = await loadFolder<Finding>(folder('findings'));
  const questions = await loadFolder<Question>(folder('questions'));
  return { causes: checked(causes), remedies, findings, questions };
}
