import { outOfDate, presented, whose } from '../readings/certificates.ts';
import { lacking, uncovered } from '../readings/handed-names.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { moment, names } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'renew-certificate',
  title: 'Put a new certificate in place, with every name that is handed out',
  effect: 'organisation',
  parameters: (seen) => ({
    expired: presented(seen)
      .filter((one) => outOfDate(seen, one) === true)
      .map((one) => `${whose(one)} (until ${moment(seen.time(`tls[${one.key}].notAfter`))})`)
      .toSorted(),
    missing: [...new Set([...lacking(seen), ...uncovered(seen)].map(({ host }) => host))].toSorted(),
    servers: [...frontEnds(seen)].sort(),
  }),
  when: whenLikely,
  steps: (_, { expired, missing, servers }) => {
    const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
    const list = texts(servers).length > 0 ? texts(servers) : ['<server>'];
    return [
      texts(expired).length > 0
        ? `Expired: ${names(texts(expired))}.`
        : 'See which one is shown where: each server by itself, the load balancer and the reverse proxy may show another.',
      `Order one from the same authority with the names of the old one${texts(missing).length > 0 ? ` and ${names(texts(missing))}` : ''}, the same name first (Outlook Anywhere compares it).`,
      ...list.map(
        (server) =>
          `On ${server}: Get-ExchangeCertificate -Server ${quoted(server)} | Format-List Thumbprint, Subject, CertificateDomains, Services, NotAfter   (write down), then Import-ExchangeCertificate and Enable-ExchangeCertificate -Server ${quoted(server)} -Thumbprint <new thumbprint> -Services IIS`,
      ),
      'Put the same certificate on the load balancer or reverse proxy if it ends TLS; with Extended Protection it must be the very same one.',
      'Look at Exchange Back End (444) afterwards: it keeps the server’s own certificate. Remove the old certificate only when no binding uses it.',
      'If the first name is another one now, set the expected name too (Set-OutlookProvider EXPR -CertPrincipalName).',
    ];
  },
  consequences: 'New connections see the new certificate at once; open ones go on.',
  rollback: 'Enable-ExchangeCertificate with the thumbprint that was written down.',
  verification:
    'Every server and the common name show the new certificate, in date, with every name that Autodiscover hands out.',
  source: 'Microsoft, Renew an Exchange Server certificate; Enable-ExchangeCertificate',
});
