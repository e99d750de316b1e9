import { hostOr } from '../readings/command-words.ts';
import { whenLikely } from '../readings/offers.ts';
import { nodes } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'open-advertised-path',
  title: 'Open the path that Autodiscover hands out, or stop handing it out',
  effect: 'organisation',
  parameters: (seen) => ({
    host: seen.text('client.proxyServer') || (nodes(seen, 'outlookAnywhere')[0]?.host ?? ''),
  }),
  when: whenLikely,
  steps: (_, { host }) => {
    const name = hostOr(String(host), '<outside name of Outlook Anywhere>');
    return [
      `From the segment concerned: nslookup ${name}, then open https://${name}/rpc/rpcproxy.dll: a 401 that names NTLM is right; no answer, 403, 407 or another sign-in page is the fault.`,
      `Either let that segment reach ${name} on port 443 without another sign-in (rule of the gateway, route, or an inside record of the same name that leads to Exchange).`,
      "Or stop handing it out to clients inside: on Exchange 2013 and later set the inside name apart: Set-OutlookAnywhere -Identity '<server>\\Rpc (Default Web Site)' -InternalHostname <inside name> -InternalClientsRequireSsl $true",
      'Or set "On fast networks, connect using HTTP first" by policy to off for clients that have RPC/TCP.',
      'Autodiscover tells clients within the hour; restart Outlook then.',
    ];
  },
  consequences:
    'A rule opens one name and port for that segment; a changed inside name is used by every client inside, and must be in the certificate.',
  rollback: 'Remove the rule or record, or set the inside name that was written down.',
  verification: `From the segment the name answers 401 with NTLM, Connection Status shows RPC/HTTP as established, and no box comes after a change of network.`,
  source: 'Microsoft, Set-OutlookAnywhere (InternalHostname, ExternalHostname)',
});
