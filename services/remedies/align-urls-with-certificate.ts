import { handedOut } from '../readings/certificates.ts';
import { lacking, uncovered } from '../readings/handed-names.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'align-urls-with-certificate',
  title: 'Hand out only addresses that the certificate holds',
  effect: 'organisation',
  parameters: (seen) => {
    const wrong = [
      ...new Set([...lacking(seen).map(({ host }) => host), ...uncovered(seen).map(({ host }) => host)]),
    ];
    return {
      wrong: wrong.toSorted(),
      where: handedOut(seen)
        .filter(({ host }) => wrong.includes(host))
        .map(({ host, by }) => `${host} by ${by}`)
        .toSorted(),
      servers: seen
        .keys('servers')
        .filter((server) => /201[369]/.test(seen.text(`servers[${server}].exchange`) ?? ''))
        .toSorted(),
    };
  },
  when: whenLikely,
  steps: (_, { wrong, where, servers }) => {
    const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
    const list = texts(servers).length > 0 ? texts(servers) : ['<server>'];
    return [
      `Choose the name that the certificate holds and that resolves inside and outside (here <mail host>).${texts(where).length > 0 ? ` Wrong now: ${names(texts(where))}.` : ''}`,
      ...list.flatMap((server) => [
        `Write down what is there: Get-WebServicesVirtualDirectory -Server ${quoted(server)} | Format-List *Url; Get-OabVirtualDirectory -Server ${quoted(server)} | Format-List *Url; Get-MapiVirtualDirectory -Server ${quoted(server)} | Format-List *Url; Get-ClientAccessService -Identity ${quoted(server)} | Format-List AutoDiscoverServiceInternalUri; Get-OutlookAnywhere -Server ${quoted(server)} | Format-List *Hostname`,
        `Set-WebServicesVirtualDirectory -Identity ${quoted(`${server}\\EWS (Default Web Site)`)} -InternalUrl 'https://<mail host>/EWS/Exchange.asmx'`,
        `Set-OabVirtualDirectory -Identity ${quoted(`${server}\\OAB (Default Web Site)`)} -InternalUrl 'https://<mail host>/OAB'`,
        `Set-MapiVirtualDirectory -Identity ${quoted(`${server}\\mapi (Default Web Site)`)} -InternalUrl 'https://<mail host>/mapi'`,
        `Set-ClientAccessService -Identity ${quoted(server)} -AutoDiscoverServiceInternalUri 'https://<autodiscover host>/Autodiscover/Autodiscover.xml'`,
      ]),
      texts(wrong).length > 0
        ? `Where a name must stay (${names(texts(wrong))}), ask for a certificate that holds it instead.`
        : 'Where a name must stay, ask for a certificate that holds it instead.',
      'Set the external URLs the same way where they differ.',
    ];
  },
  consequences:
    'Every Outlook takes the new addresses with its next Autodiscover, within the hour, and may ask for one restart.',
  rollback: 'Set the addresses that were written down with the same commands.',
  verification: 'Each address that Autodiscover hands out is dialled, and its certificate holds its name.',
  source: 'Microsoft KB2783881',
});
