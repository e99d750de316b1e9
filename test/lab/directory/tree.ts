import type { DomainController, World } from '../world.ts';
import type { Accounts } from './accounts.ts';
import { computerEntries } from './computer-tree.ts';
import { domainEntries } from './domain-tree.ts';
import { dnKey, type Entry, entry, generalizedTime } from './entry.ts';
import { exchangeEntries } from './exchange-tree.ts';
import { forestEntries } from './forest-tree.ts';
import { matches, type Readable } from './match.ts';
import type { SearchRequest } from './messages.ts';
import { namesOf } from './names.ts';
import { groupAndContactEntries, userEntries } from './people-tree.ts';

export interface Tree {
  readonly rootDse: Entry;
  readonly entries: readonly Entry[];
  find(dn: string): Entry | undefined;
  /**
   * The entries that a search finds; `no-such-object` when its base does not exist, `referral` when another controller
   * holds it. `everywhere` is a global catalogue: all domains, and an empty base.
   */
  search(
    request: SearchRequest,
    readable: Readable,
    everywhere: boolean,
  ): readonly Entry[] | 'no-such-object' | 'referral';
}

/** The directory as one domain controller holds it. */
export function buildTree(
  world: World,
  controller: DomainController,
  accounts: Accounts,
  now: () => Date,
): Tree {
  const names = namesOf(world);
  const home = names.domain(controller.domain);
  const entries = [
    ...domainEntries(world, names),
    ...computerEntries(world, controller, names),
    ...userEntries(world, controller, names, accounts, now),
    ...groupAndContactEntries(world, names),
    ...forestEntries(world, names),
    ...exchangeEntries(world, names),
  ];
  const byKey = new Map(entries.map((each) => [each.key, each]));
  // Containers that hold something exist, though they are not listed: their attributes interest nobody.
  const containers = new Set(
    entries.flatMap(({ key }) => key.split(/(?<!\\),/).map((_, at, parts) => parts.slice(at).join(','))),
  );
  const configuration = dnKey(names.configuration);
  const contexts = [configuration, ...world.domains.map(({ baseDn }) => dnKey(baseDn))].sort(
    (one, other) => other.length - one.length,
  );
  /** The naming context that a DN belongs to. */
  const contextOf = (key: string) => contexts.find((one) => key === one || key.endsWith(`,${one}`));
  const server = names.dsa(controller).replace('CN=NTDS Settings,', '');
  const rootDse = entry(
    '',
    'rootDSE',
    {
      defaultNamingContext: home.baseDn,
      rootDomainNamingContext: names.base,
      configurationNamingContext: names.configuration,
      schemaNamingContext: names.schema,
      namingContexts: [home.baseDn, names.configuration, names.schema],
      dnsHostName: controller.fqdn,
      serverName: server,
      dsServiceName: names.dsa(controller),
      ldapServiceName: `${world.organisation.domain}:${controller.name.toLowerCase()}$@${home.name.toUpperCase()}`,
      currentTime: () => [generalizedTime(now())],
      supportedLDAPVersion: ['3', '2'],
      supportedControl: ['1.2.840.113556.1.4.319'],
      supportedSASLMechanisms: ['GSSAPI', 'GSS-SPNEGO', 'EXTERNAL', 'DIGEST-MD5'],
      isGlobalCatalogReady: controller.globalCatalogue,
      isSynchronized: true,
      domainFunctionality: 7,
      forestFunctionality: 7,
      domainControllerFunctionality: 7,
      highestCommittedUSN: 482_113,
    },
    names.schema,
  );
  return {
    rootDse,
    entries,
    find: (dn) => byKey.get(dnKey(dn)),
    search(request, readable, everywhere) {
      const base = dnKey(request.base);
      if (base === '' ? !everywhere : !containers.has(base)) return 'no-such-object';
      const context = contextOf(base);
      if (!everywhere && context !== dnKey(home.baseDn) && context !== configuration) return 'referral';
      const depth = base === '' ? 0 : base.split(/(?<!\\),/).length;
      const below = ({ key }: Entry) => base === '' || key.endsWith(`,${base}`);
      const inScope = (each: Entry) => {
        if (request.scope === 'base') return each.key === base;
        if (request.scope === 'one') return below(each) && each.key.split(/(?<!\\),/).length === depth + 1;
        return each.key === base || below(each);
      };
      const candidates =
        request.scope === 'base' ? [byKey.get(base)].filter((each) => each !== undefined) : entries;
      // A search does not enter another naming context below its own ([MS-ADTS] 3.1.1.3.1.3.1).
      const own = (each: Entry) => everywhere || contextOf(each.key) === context;
      return candidates.filter(
        (each) => inScope(each) && own(each) && matches(request.filter, each, readable),
      );
    },
  };
}
