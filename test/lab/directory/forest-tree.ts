import { guidOf } from '../world/mailbox-defaults.ts';
import type { World } from '../world.ts';
import { dnValue, type Entry, entry, guidBytes, type Stated } from './entry.ts';
import type { Names } from './names.ts';

/** What every forest has in its configuration: partitions with UPN suffixes, sites, subnets, servers of sites. */
export function forestEntries(world: World, names: Names): Entry[] {
  const { organisation } = world;
  const of = (dn: string, category: string, stated: Readonly<Record<string, Stated>>) =>
    entry(dn, category, { cn: /^CN=([^,]+)/.exec(dn)?.[1], ...stated }, names.schema);
  const partitions = `CN=Partitions,${names.configuration}`;
  return [
    of(names.configuration, 'configuration', { objectClass: ['top', 'configuration'] }),
    of(`CN=Services,${names.configuration}`, 'container', { objectClass: ['top', 'container'] }),
    of(partitions, 'crossRefContainer', {
      objectClass: ['top', 'crossRefContainer'],
      uPNSuffixes: organisation.upnSuffixes.filter(
        (suffix) => suffix.toLowerCase() !== organisation.domain.toLowerCase(),
      ),
    }),
    ...world.domains.map((domain) =>
      of(`CN=${domain.netbios},${partitions}`, 'crossRef', {
        objectClass: ['top', 'crossRef'],
        nCName: domain.baseDn,
        nETBIOSName: domain.netbios,
        dnsRoot: domain.name,
        systemFlags: 3,
      }),
    ),
    of(`CN=Enterprise Configuration,${partitions}`, 'crossRef', {
      objectClass: ['top', 'crossRef'],
      nCName: names.configuration,
      dnsRoot: organisation.domain,
      systemFlags: 1,
    }),
    of(`CN=Sites,${names.configuration}`, 'sitesContainer', { objectClass: ['top', 'sitesContainer'] }),
    ...world.sites.map(({ name }) =>
      of(names.site(name), 'site', {
        objectClass: ['top', 'site'],
        name,
        objectGUID: guidBytes(guidOf(`site ${name}`)),
      }),
    ),
    ...world.sites.flatMap(({ name, subnets }) =>
      subnets.map((subnet) =>
        of(`CN=${dnValue(subnet)},CN=Subnets,CN=Sites,${names.configuration}`, 'subnet', {
          objectClass: ['top', 'subnet'],
          name: subnet,
          siteObject: names.site(name),
        }),
      ),
    ),
    ...world.domainControllers.flatMap((controller) => {
      const server = names.dsa(controller).replace('CN=NTDS Settings,', '');
      return [
        of(server, 'server', { objectClass: ['top', 'server'], dNSHostName: controller.fqdn }),
        of(names.dsa(controller), 'nTDSDSA', {
          objectClass: ['top', 'applicationSettings', 'nTDSDSA'],
          // Bit 1: a global catalogue.
          options: controller.globalCatalogue ? 1 : 0,
          'msDS-hasMasterNCs': [names.domain(controller.domain).baseDn, names.configuration, names.schema],
        }),
      ];
    }),
  ];
}
