import { equals } from '../directory/directory.ts';
import { acceptedDomains } from '../directory/find-mailbox.ts';
import { stating } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

const brings = ['org.upnSuffixes', 'org.acceptedDomains', 'org.mapiHttp', 'providers'];
/** msExchOrganizationFlags2: MAPI/HTTP is on for the organisation. */
const mapiHttpBit = 0x400n;

export default probe({
  id: 'directory-organisation',
  title: 'Settings of the organisation',
  needs: [],
  brings,
  deadlineMs: 6_000,
  subjects: () => [{ key: 'all', shared: true, brings }],
  run: async (_subject, _known, { directory }, signal): Promise<Brought> => {
    const { configuration } = await directory.root(signal);
    const below = { base: `CN=Services,${configuration}`, scope: 'sub' as const };
    const [forest, accepted, organisation, providers] = await Promise.all([
      directory.forest(signal),
      acceptedDomains(directory, signal),
      directory.search(
        {
          ...below,
          filter: equals('objectClass', 'msExchOrganizationContainer'),
          attributes: ['msExchOrganizationFlags2'],
        },
        signal,
      ),
      directory.search(
        {
          ...below,
          filter: equals('objectClass', 'msExchAutoDiscoverConfig'),
          attributes: ['cn', 'msExchAutoDiscoverCertPrincipalName', 'msExchAutoDiscoverServer'],
        },
        signal,
      ),
    ]);
    const { facts, state } = stating(organisation.by);
    state('org.upnSuffixes', forest.upnSuffixes, 'uPNSuffixes and the domains’ names');
    state('org.acceptedDomains', accepted, 'msExchAcceptedDomainName');
    const flags = organisation.entries[0]?.integer('msExchOrganizationFlags2');
    state(
      'org.mapiHttp',
      flags === undefined ? undefined : (flags & mapiHttpBit) !== 0n,
      'msExchOrganizationFlags2',
    );
    for (const entry of providers.entries) {
      const name = entry.text('cn')?.toUpperCase();
      const principal = entry.text('msExchAutoDiscoverCertPrincipalName') ?? '';
      if (name === 'EXCH') state('providers.exchPrincipal', principal, 'msExchAutoDiscoverCertPrincipalName');
      if (name !== 'EXPR') continue;
      state('providers.exprPrincipal', principal, 'msExchAutoDiscoverCertPrincipalName');
      state('providers.exprServer', entry.text('msExchAutoDiscoverServer') ?? '', 'msExchAutoDiscoverServer');
    }
    return {
      facts,
      blind:
        flags === undefined
          ? [{ fact: 'org.mapiHttp', why: `${organisation.by} does not show msExchOrganizationFlags2` }]
          : [],
    };
  },
});
