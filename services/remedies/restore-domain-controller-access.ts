import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'restore-domain-controller-access',
  title: 'Give the mail server its domain controllers back',
  effect: 'server',
  parameters: (seen) => {
    const without = seen
      .keys('servers')
      .filter((server) => seen.flag(`servers[${server}].dcsReachable`) === false);
    return { servers: (without.length > 0 ? without : [...frontEnds(seen)]).toSorted() };
  },
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return list.flatMap((server) => [
      `See what ${server} prefers: Get-ExchangeServer -Identity ${quoted(server)} -Status | Format-List Static*, Current*   (and the newest event 2080 of MSExchange ADAccess in its Application log).`,
      `On ${server}: nltest /sc_verify:<domain>; nltest /dsgetdc:<domain>; Test-NetConnection <controller> -Port 389 (also 88, 445, 3268).`,
      `If a controller was named by hand and is gone, take it out: Set-ExchangeServer -Identity ${quoted(server)} -StaticDomainControllers $null -StaticGlobalCatalogs $null -StaticConfigDomainController $null (write down the values first).`,
      `If the site, the DNS servers of ${server} or a firewall rule changed, put that right; then Exchange finds a controller within 15 minutes.`,
    ]);
  },
  consequences: 'The server may ask another domain controller, also one of another site.',
  rollback: 'Set the controllers that were written down with the same command.',
  verification:
    'Event 2080 lists a reachable controller of the server’s own site, and no event 2102, 2103 or 2114 follows for an hour.',
  source: 'Microsoft, Set-ExchangeServer; MSExchange ADAccess event 2080',
});
