import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds } from '../readings/servers.ts';
import { offersNothing, services } from '../readings/web-services.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'restore-ews-oab-authentication',
  title: 'Put the sign-in methods of EWS and OAB back to their defaults',
  effect: 'server',
  parameters: (seen) => {
    const wrong = services(seen).filter((one) => one.node !== 'vip' && offersNothing(seen, one) === true);
    return {
      servers: (wrong.length > 0
        ? [...new Set(wrong.map(({ node }) => node))]
        : [...frontEnds(seen)]
      ).toSorted(),
    };
  },
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return list.flatMap((server) => {
      const ews = quoted(`${server}\\EWS (Default Web Site)`);
      const oab = quoted(`${server}\\OAB (Default Web Site)`);
      return [
        `Write down what is there: Get-WebServicesVirtualDirectory -Identity ${ews} | Format-List *Authentication*; Get-OabVirtualDirectory -Identity ${oab} | Format-List *Authentication*`,
        `Set-WebServicesVirtualDirectory -Identity ${ews} -WindowsAuthentication $true -WSSecurityAuthentication $true -OAuthAuthentication $true`,
        `Set-OabVirtualDirectory -Identity ${oab} -WindowsAuthentication $true`,
        `On ${server} see that IIS has followed: Windows authentication with Negotiate and NTLM on EWS and OAB, anonymous on EWS alone. Leave Exchange Back End as setup made it.`,
      ];
    });
  },
  consequences: 'Calendar and address-book requests through that server sign in anew.',
  rollback:
    'Set the values that were written down with the same commands; never restore a whole IIS configuration.',
  verification:
    'An anonymous request to /EWS/Exchange.asmx and /OAB/ of each server is answered 401 with Negotiate and NTLM.',
  source: 'Microsoft, Default settings for Exchange virtual directories',
});
