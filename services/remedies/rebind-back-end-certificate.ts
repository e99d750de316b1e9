import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'rebind-back-end-certificate',
  title: 'Bind the server’s own certificate to Exchange Back End (444) again',
  effect: 'server',
  parameters: (seen) => {
    const lost = seen
      .keys('servers')
      .filter(
        (server) =>
          seen.text(`servers[${server}].backEndBinding`) === '' ||
          seen.flag(`servers[${server}].backEndCertificateInStore`) === false,
      );
    return { servers: (lost.length > 0 ? lost : [...frontEnds(seen)]).toSorted() };
  },
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return list.flatMap((server) => [
      `On ${server} see what is bound and write it down: netsh http show sslcert ipport=0.0.0.0:444`,
      `See whether its own certificate is there: Get-ExchangeCertificate -Server ${quoted(server)} | Where-Object { $_.IsSelfSigned } | Format-List Thumbprint, Subject, NotAfter`,
      `If there is none that is valid, make one: New-ExchangeCertificate -Server ${quoted(server)} -Force   (do not let it replace the SMTP certificate unless you mean to).`,
      "In IIS Manager, site Exchange Back End, Bindings, https 444: choose \"Microsoft Exchange\" (the thumbprint above). By command: Import-Module WebAdministration; (Get-WebBinding -Name 'Exchange Back End' -Port 444 -Protocol https).AddSslCertificate('<thumbprint>', 'my')",
      `Then on ${server}: Restart-WebAppPool -Name MSExchangeMapiFrontEndAppPool (and MSExchangeServicesAppPool, MSExchangeOWAAppPool).`,
    ]);
  },
  consequences: 'Sessions through that server reconnect; nothing works through it now anyway.',
  rollback: 'Bind the certificate that was written down to 444 again.',
  verification: 'No event 15021 follows, and /mapi/healthcheck.htm of that server answers 200.',
  source:
    'Microsoft, OWA, ECP or EMS can’t connect after removing a self-signed certificate from the Exchange Back End website',
});
