import { quoted, whenLikely } from '../readings/offers.ts';
import { behindFrontEnds, isSwitchedOff } from '../readings/outlook-anywhere.ts';
import { nodes } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'enable-legacy-outlook-anywhere',
  title: 'Enable Outlook Anywhere on the Exchange 2010 servers',
  effect: 'server',
  parameters: (seen) => ({
    servers: behindFrontEnds(seen).filter((server) => isSwitchedOff(seen, server) !== false),
    host: nodes(seen, 'mapi')[0]?.host ?? nodes(seen, 'outlookAnywhere')[0]?.host ?? '',
  }),
  when: whenLikely,
  steps: (_, { servers, host }) => {
    const list =
      Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<Exchange 2010 server>'];
    const name = host === '' ? '<the name of Outlook Anywhere>' : String(host);
    return [
      'The Windows feature "RPC over HTTP Proxy" must be there first: Add-WindowsFeature RPC-over-HTTP-proxy (in a maintenance window).',
      ...list.map(
        (server) =>
          `Enable-OutlookAnywhere -Server ${quoted(server)} -ExternalHostname ${quoted(name)} -ClientAuthenticationMethod NTLM -IISAuthenticationMethods Basic,NTLM -SSLOffloading $false`,
      ),
      'Wait 15 minutes until IIS has taken it, then start Outlook again.',
    ];
  },
  consequences:
    'Autodiscover of those servers starts to hand out Outlook Anywhere; clients may try it first on slow networks.',
  rollback: 'Disable-OutlookAnywhere on the same servers, which had it off before.',
  verification:
    'Get-OutlookAnywhere lists each server, /rpc/rpcproxy.dll answers 401 with NTLM there, and Connection Status shows RPC/HTTP as established.',
  source: 'Microsoft, Enable-OutlookAnywhere (Exchange 2010)',
});
