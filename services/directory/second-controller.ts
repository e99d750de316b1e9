import { type Controller, type Directory, shortName } from './directory.ts';
import { allControllers, type Forest, forestWide } from './forest.ts';
import { nameHolders } from './name-holders.ts';
import { type NameHolder, ticketsFor } from './service-names.ts';

/**
 * Whether a second controller names the same holders, by host: a wrong name is told apart from one that replication has
 * not brought yet. Undefined where the forest has no second controller that sees as much.
 */
export async function secondOpinion(
  directory: Directory,
  hosts: readonly string[],
  first: readonly NameHolder[],
  forest: Forest,
  signal: AbortSignal,
): Promise<{ readonly by: string; readonly agrees: ReadonlyMap<string, boolean> } | undefined> {
  const other = await secondController(directory, signal);
  if (other === undefined) return undefined;
  const { by, holders } = await nameHolders(other.controller, other.base, hosts, [], forest, signal);
  return {
    by,
    agrees: new Map(hosts.map((host) => [host, holdersOf(host, first) === holdersOf(host, holders)])),
  };
}

const holdersOf = (host: string, all: readonly NameHolder[]): string =>
  ticketsFor(host, all)
    .holders.map(({ dn }) => dn.toLowerCase())
    .sort()
    .join('\n');

/** Of the same domain, or another global catalogue where there are several. */
async function secondController(
  directory: Directory,
  signal: AbortSignal,
): Promise<{ readonly controller: Controller; readonly base: string } | undefined> {
  const [root, wide, all] = await Promise.all([
    directory.root(signal),
    forestWide(directory, signal),
    allControllers(directory, signal),
  ]);
  const { host } = await wide.controller.root(signal);
  const found = all
    .filter((place) => shortName(place.host) !== shortName(host))
    .find(({ catalogue, holds }) =>
      wide.several ? catalogue === true : holds.includes(root.domain.toLowerCase()),
    );
  if (found === undefined) return undefined;
  return { controller: directory.at(found.host, wide.several ? 3269 : 636), base: wide.base };
}
