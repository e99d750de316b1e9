import { anyOf, type Controller, equals } from './directory.ts';
import { domainOf } from './distinguished-name.ts';
import type { Forest } from './forest.ts';
import { holderAttributes, type NameHolder, readHolder } from './service-names.ts';

/** Hosts named in one search at most: controllers limit the size of a filter. */
const perSearch = 40;

/** Accounts of the forest that get tickets for http at these hosts, and the computers with these DNS names. */
export async function nameHolders(
  controller: Controller,
  base: string,
  hosts: readonly string[],
  computers: readonly string[],
  forest: Forest,
  signal: AbortSignal,
): Promise<{ readonly by: string; readonly holders: readonly NameHolder[] }> {
  const filters = [
    ...hosts.flatMap((host) => [
      equals('servicePrincipalName', `http/${host}`),
      equals('servicePrincipalName', `HOST/${host}`),
    ]),
    ...computers.map((host) => equals('dNSHostName', host)),
  ];
  const parts = Array.from({ length: Math.ceil(filters.length / perSearch) }, (_, index) =>
    filters.slice(index * perSearch, (index + 1) * perSearch),
  );
  const found = await Promise.all(
    parts.map((part) =>
      controller.search({ base, scope: 'sub', filter: anyOf(...part), attributes: holderAttributes }, signal),
    ),
  );
  const byDn = new Map(
    found.flatMap(({ entries }) => entries).map((entry) => [entry.dn.toLowerCase(), entry]),
  );
  return {
    by: found[0]?.by ?? 'the directory',
    holders: [...byDn.values()].map((entry) =>
      readHolder(entry, forest.domains.find(({ dns }) => dns === domainOf(entry.dn))?.netbios),
    ),
  };
}
