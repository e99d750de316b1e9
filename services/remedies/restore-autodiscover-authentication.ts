import { serversWithoutWindows } from '../readings/autodiscover-offer.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'restore-autodiscover-authentication',
  title: 'Put the sign-in methods of /autodiscover back to their defaults',
  effect: 'server',
  parameters: (seen) => ({ servers: [...serversWithoutWindows(seen)].sort() }),
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return list.flatMap((server) => {
      const identity = quoted(`${server}\\Autodiscover (Default Web Site)`);
      return [
        `Get-AutodiscoverVirtualDirectory -Identity ${identity} | Format-List *Authentication*   (write down what is there)`,
        `Set-AutodiscoverVirtualDirectory -Identity ${identity} -WindowsAuthentication $true -BasicAuthentication $true -WSSecurityAuthentication $true`,
        `On ${server}, IIS Manager, Default Web Site, Autodiscover, Authentication, Windows, Providers: Negotiate, then NTLM, as they are by default.`,
        `Take ${server} out of the load balancer before, if other nodes are well; leave the back end (Exchange Back End) alone.`,
      ];
    });
  },
  consequences: 'Requests to Autodiscover through that server sign in anew; running Outlook sessions go on.',
  rollback:
    'Set the values that were written down with the same command; never restore a whole IIS configuration.',
  verification:
    'An anonymous POST to /autodiscover/autodiscover.xml of each server is answered 401 with Negotiate and NTLM, and with a sign-in 200.',
  source: 'Microsoft, Set-AutodiscoverVirtualDirectory; "Default settings for Exchange virtual directories"',
});
