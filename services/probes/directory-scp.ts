import { anyOf, equals, shortName } from '../directory/directory.ts';
import { nameBefore, ownName } from '../directory/distinguished-name.ts';
import { exchangeServers } from '../directory/exchange-servers.ts';
import { hiddenInExchange } from '../directory/rights.ts';
import { stating } from '../directory/stating.ts';
import { generalizedToIso } from '../directory/time.ts';
import { type Brought, probe } from '../looking/look.ts';

/** Keywords of Autodiscover's service connection points: one names an address, the other points to another forest. */
const addressKeyword = '77378f46-2c66-4aa9-a6a6-3e7a48b19596';
const pointerKeyword = '67661d7f-8fc4-4fa7-bfac-e1d7794c1f68';

export default probe({
  id: 'directory-scp',
  title: 'Service connection points of Autodiscover',
  needs: [],
  brings: ['scp'],
  deadlineMs: 6_000,
  subjects: () => [{ key: 'all', shared: true, brings: ['scp'] }],
  run: async (_subject, _known, { directory }, signal): Promise<Brought> => {
    const { configuration } = await directory.root(signal);
    const [{ by, entries }, { servers }] = await Promise.all([
      directory.search(
        {
          base: `CN=Services,${configuration}`,
          scope: 'sub',
          filter: anyOf(equals('keywords', addressKeyword), equals('keywords', pointerKeyword)),
          attributes: ['cn', 'keywords', 'serviceBindingInformation', 'whenCreated'],
        },
        signal,
      ),
      exchangeServers(directory),
    ]);
    const { facts, blind, state, unseen } = stating(by);
    for (const entry of entries) {
      const name = (
        nameBefore(entry.dn, 'Servers') ??
        entry.text('cn') ??
        ownName(entry.dn) ??
        ''
      ).toLowerCase();
      const key = `scp[${name}]`;
      const keywords = entry.texts('keywords');
      const url = entry.text('serviceBindingInformation') ?? '';
      const server = servers.find((one) => one.name === name);
      const created = entry.text('whenCreated');
      const points = keywords.some((keyword) => keyword.toLowerCase() === pointerKeyword);
      if (!points) state(`${key}.url`, url, 'serviceBindingInformation');
      const host = !points && URL.canParse(url) ? new URL(url).hostname.toLowerCase() : undefined;
      state(
        `${key}.urlIsServerName`,
        host === undefined
          ? undefined
          : // Also of a server that is gone: its service connection point stayed behind under its name.
            shortName(host) === name ||
              servers.some(({ fqdn, name: short }) => host === fqdn || host === short),
        'serviceBindingInformation',
      );
      const sites = keywords.flatMap((keyword) => /^Site=(.+)$/i.exec(keyword)?.[1] ?? []);
      state(`${key}.site`, sites, 'keywords');
      state(`${key}.exchange`, server?.exchange, 'serialNumber');
      state(`${key}.createdAt`, created === undefined ? undefined : generalizedToIso(created), 'whenCreated');
      // A pointer names the directory of another forest, to be asked there for these mail domains.
      state(`${key}.forest`, points ? url : undefined, 'serviceBindingInformation');
    }
    if (entries.length > 0) return { facts, blind };
    // Where the servers are shown, their service connection points are, too: clients must be able to read them.
    if (servers.length > 0) state('scp', [], 'keywords');
    else unseen('scp', hiddenInExchange(by, 'any service connection point'));
    return { facts, blind };
  },
});
