import { endpoints, offersNoNtlm } from '../readings/mapi-offer.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'restore-mapi-vdir-authentication',
  title: 'Put the sign-in methods of /mapi back to their defaults',
  effect: 'server',
  parameters: (seen) => ({
    servers: [
      ...new Set(
        endpoints(seen)
          .filter((node) => node.node !== 'vip' && offersNoNtlm(seen, node) === true)
          .map(({ node }) => node),
      ),
    ].sort(),
  }),
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return list.flatMap((server) => {
      const identity = quoted(`${server}\\mapi (Default Web Site)`);
      return [
        `Get-MapiVirtualDirectory -Identity ${identity} | Format-List IISAuthenticationMethods   (write down what is there)`,
        `Set-MapiVirtualDirectory -Identity ${identity} -IISAuthenticationMethods NTLM,OAuth,Negotiate`,
        `Wait up to 15 minutes until ${server} has taken it from the directory; leave the back end (Exchange Back End) alone.`,
      ];
    });
  },
  consequences: 'Outlook sessions through that server sign in anew.',
  rollback:
    'Set the methods that were written down with the same command; never restore a whole IIS configuration.',
  verification:
    'An anonymous request to /mapi/emsmdb and /mapi/nspi of each server is answered 401 with NTLM and Negotiate.',
  source: 'Microsoft, Set-MapiVirtualDirectory (default: NTLM, OAuth, Negotiate)',
});
