import type { Known } from '../looking/look.ts';
import { type Controller, type Directory, equals, type Found } from './directory.ts';
import type { DirectoryEntry } from './entry.ts';
import { controllerOf } from './find-mailbox.ts';

/** The account of the mailbox, read again by its sAMAccountName from a controller of its own domain. */
export async function accountOf(
  directory: Directory,
  known: Known,
  attributes: readonly string[],
  signal: AbortSignal,
): Promise<{
  readonly by: string;
  readonly entry: DirectoryEntry;
  readonly controller: Controller;
}> {
  const sam = known.get('mailbox.sam');
  if (typeof sam !== 'string') throw new Error('the mailbox’s account is not known');
  const [root, forest] = await Promise.all([directory.root(signal), directory.forest(signal)]);
  const netbios = known.get('mailbox.domain');
  const domain = forest.domains.find((one) => one.netbios === netbios)?.dn ?? root.domain;
  const controller = await controllerOf(directory, domain, root.domain, signal);
  const found: Found = await controller.search(
    { base: domain, scope: 'sub', filter: equals('sAMAccountName', sam), attributes, sizeLimit: 2 },
    signal,
  );
  const [entry] = found.entries;
  if (entry === undefined) throw new Error(`${found.by} no longer shows the account ${sam}`);
  return { by: found.by, entry, controller };
}
