import { guidOf } from '../world/mailbox-defaults.ts';
import type { World } from '../world.ts';
import { dnValue, type Entry, guidBytes, type Stated } from './entry.ts';
import type { Make } from './exchange-tree.ts';
import type { Names } from './names.ts';

/** Bits of the organisation's heuristics that say where public folders are. */
const nowhere = 0x2000;
const remote = 0x4000;

/** What the organisation itself says about its public folders. */
export function publicFolderAttributes(world: World, names: Names): Readonly<Record<string, Stated>> {
  const { where, remoteMailboxes } = world.organisation.publicFolders;
  const addresses = remoteMailboxes.map((address) => address.toLowerCase());
  return {
    heuristics: where === 'none' ? nowhere : where === 'remote' ? remote : 0,
    pFContacts: world.mailboxes.filter(({ address }) => addresses.includes(address)).map(names.user),
  };
}

const dnOf = (names: Names, name: string) => `CN=${dnValue(name)},CN=Databases,${names.administrativeGroup}`;

/** The public folder databases of older servers. */
export const publicFolderEntries = (world: World, names: Names, of: Make): Entry[] =>
  world.publicFolderDatabases.map(({ name, server }) =>
    of(dnOf(names, name), 'msExchPublicMDB', {
      objectClass: ['top', 'msExchMDB', 'msExchPublicMDB'],
      name,
      msExchOwningServer: names.server(server),
      objectGUID: guidBytes(guidOf(`public folder database ${name}`)),
    }),
  );

/** Where a mailbox database's link to a public folder database leads: once that is deleted, to its remains. */
export function publicFolderDatabaseOf(
  world: World,
  names: Names,
  name: string | undefined,
): string | undefined {
  if (name === undefined) return undefined;
  if (world.publicFolderDatabases.some((each) => each.name.toLowerCase() === name.toLowerCase()))
    return dnOf(names, name);
  return `CN=${dnValue(name)}\\0ADEL:${guidOf(`deleted ${name}`)},CN=Deleted Objects,${names.configuration}`;
}
