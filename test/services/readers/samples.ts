import { readdirSync } from 'node:fs';

/** Texts of one reader, by its id: what tests and the fuzzer start from. */
export interface Samples {
  readonly id: string;
  readonly texts: readonly string[];
}
const folder = new URL('./samples/', import.meta.url);

/** The samples of every reader: the folder is the list. */
export async function loadSamples(): Promise<readonly Samples[]> {
  const found: Samples[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.ts')) continue;
    const loaded: { readonly default?: readonly string[] } = await import(new URL(file, folder).href);
    if (!Array.isArray(loaded.default))
      throw new Error(`samples/${file} must export a list of texts as its default`);
    found.push({ id: file.slice(0, -3), texts: loaded.default });
  }
  return found;
}
