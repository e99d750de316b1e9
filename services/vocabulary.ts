import { exchange } from './vocabulary/exchange.ts';
import { type Group, names } from './vocabulary/leaf.ts';
import { person } from './vocabulary/person.ts';
import { servers } from './vocabulary/servers.ts';

export { andMore, type Group, type Leaf } from './vocabulary/leaf.ts';

/** Every group and leaf that a fact may be about; causes, case files, worlds and `--fact` all use these names. */
export const vocabulary: Readonly<Record<string, Group>> = { ...person, ...exchange, ...servers };

/** Areas that a person can say to have looked over. */
export const checkedAreas: readonly string[] = names(
  'urls, authentication, scp, dns, certificates, spn, upn, connectivity, credentials, virtual-directories',
);
