import { type DirectoryEntry, readEntry } from '../../../services/directory/entry.ts';

/** A directory entry as the library hands it over. */
export const entryOf = (
  attributes: Readonly<Record<string, string | Buffer | string[]>>,
  dn = 'CN=anna,CN=Users,DC=corp,DC=local',
): DirectoryEntry => readEntry({ dn, ...attributes });
