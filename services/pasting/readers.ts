import { loadFolder } from '../catalogue.ts';
import type { Reader } from '../reader.ts';

/** Every reader of the folder `readers/`, those that know their text best first. */
export async function loadReaders(
  folder: URL = new URL('../readers/', import.meta.url),
): Promise<readonly Reader[]> {
  const readers = await loadFolder<Reader>(folder);
  return readers.toSorted((one, other) => (one.order ?? 50) - (other.order ?? 50));
}
