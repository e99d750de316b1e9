import { mailDomain } from '../readings/box.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { hostOf, shortName } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'publish-new-server-properly',
  title: 'Give the new server the common name and the common certificate',
  effect: 'organisation',
  parameters: (seen) => {
    const named = seen
      .keys('scp')
      .filter(
        (server) =>
          seen.flag(`scp[${server}].urlIsServerName`) === true ||
          shortName(hostOf(seen.text(`scp[${server}].url`) ?? '')) === server,
      );
    return {
      servers: named.toSorted(),
      url: `https://autodiscover.${mailDomain(seen)}/Autodiscover/Autodiscover.xml`,
    };
  },
  when: whenLikely,
  steps: (_, { servers, url }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<new server>'];
    return list.flatMap((server) => [
      `Write down what is there: Get-ClientAccessService -Identity ${quoted(server)} | Format-List AutoDiscoverServiceInternalUri; Get-ExchangeCertificate -Server ${quoted(server)} | Format-List Thumbprint, Subject, Services, NotAfter`,
      `First stop the calls: Set-ClientAccessService -Identity ${quoted(server)} -AutoDiscoverServiceInternalUri ${quoted(String(url))}`,
      `Import the common certificate with its key and switch it on: Import-ExchangeCertificate -Server ${quoted(server)} -FileData ([System.IO.File]::ReadAllBytes('<pfx file>')) -Password (Read-Host -AsSecureString); Enable-ExchangeCertificate -Server ${quoted(server)} -Thumbprint <thumbprint> -Services IIS`,
      `Give its URLs the common names (EWS, OAB, MAPI, Outlook Anywhere) as on the other servers; only then take ${server} into the pool.`,
      `Leave the binding of Exchange Back End (444) of ${server} with its own certificate.`,
    ]);
  },
  consequences:
    'PCs find the common address at their next lookup, within the hour, once domain controllers have replicated.',
  rollback: 'Set the address that was written down, and enable the certificate that was there.',
  verification:
    'The SCP on two domain controllers shows the common address, and the server shows the common certificate on 443.',
  source: 'Microsoft, Set-ClientAccessService; Enable-ExchangeCertificate',
});
