import { equals } from '../directory/directory.ts';
import { acceptedDomains } from '../directory/find-mailbox.ts';
import { hiddenInExchange } from '../directory/rights.ts';
import { stating } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

const brings = ['org.upnSuffixes', 'org.acceptedDomains', 'org.mapiHttp', 'org.hybrid', 'providers'];
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
    const of = (objectClass: string, attributes: readonly string[]) =>
      directory.search({ ...below, filter: equals('objectClass', objectClass), attributes }, signal);
    const [forest, accepted, organisation, providers, hybrid] = await Promise.all([
      directory.forest(signal),
      acceptedDomains(directory, signal),
      of('msExchOrganizationContainer', ['msExchOrganizationFlags2', 'name', 'legacyExchangeDN']),
      of('msExchAutoDiscoverConfig', ['cn', principal, server]),
      of('msExchCoexistenceRelationship', ['cn']),
    ]);
    const { by } = organisation;
    const { facts, blind, state, unseen } = stating(by);
    state('org.upnSuffixes', forest.upnSuffixes, 'uPNSuffixes and the domains’ names');
    const [own] = organisation.entries;
    if (own === undefined) {
      for (const fact of brings.slice(1)) unseen(fact, hiddenInExchange(by, 'the Exchange organisation'));
      return { facts, blind };
    }
    if (accepted.length > 0) state('org.acceptedDomains', accepted, 'msExchAcceptedDomainName');
    else unseen('org.acceptedDomains', hiddenInExchange(by, 'any accepted domain'));
    const flags = own.integer('msExchOrganizationFlags2');
    if (flags === undefined) unseen('org.mapiHttp', hiddenInExchange(by, 'msExchOrganizationFlags2'));
    else state('org.mapiHttp', (flags & mapiHttpBit) !== 0n, 'msExchOrganizationFlags2');
    state('org.hybrid', hybrid.entries.length > 0, 'objectClass=msExchCoexistenceRelationship');
    // Setup makes EXCH, EXPR and WEB: one that is missing may not be seen.
    for (const [name, leaf] of outlookProviders) {
      const entry = providers.entries.find((one) => one.text('cn')?.toUpperCase() === name);
      if (entry === undefined) {
        unseen(`providers.${leaf}Principal`, hiddenInExchange(by, `the Outlook provider ${name}`));
        if (name === 'EXPR')
          unseen('providers.exprServer', hiddenInExchange(by, `the Outlook provider ${name}`));
        continue;
      }
      state(`providers.${leaf}Principal`, entry.text(principal) ?? '', `${principal} of ${name}`);
      if (name === 'EXPR') state('providers.exprServer', entry.text(server) ?? '', `${server} of ${name}`);
    }
    unseen(
      'providers.exprAuth',
      'the provider holds no authentication: Autodiscover takes it from Outlook Anywhere (vdirs[…/rpc]) and shows it in its answer',
    );
    return { facts, blind };
  },
});

const principal = 'msExchAutoDiscoverCertPrincipalName';
const server = 'msExchAutoDiscoverServer';
const outlookProviders = [
  ['EXCH', 'exch'],
  ['EXPR', 'expr'],
] as const;
