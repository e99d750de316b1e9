import { readdir } from 'node:fs/promises';
import type { Part } from './part.ts';

const folder = new URL('./parts/', import.meta.url);

/** The names of all parts: the folder is the list. */
export async function partIds(): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -3))
    .toSorted();
}

/** One part by its name. */
export async function loadPart(id: string): Promise<Part> {
  const module: { readonly default?: Part } = await import(new URL(`${id}.ts`, folder).href);
  if (module.default?.id !== id) throw new Error(`parts/${id}.ts must hold the part called ${id}`);
  return module.default;
}
