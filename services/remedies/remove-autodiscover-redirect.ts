import { mailDomain } from '../readings/box.ts';
import { srvName, srvRecords } from '../readings/lookup.ts';
import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'remove-autodiscover-redirect',
  title: 'Give Outlook a secure address that answers before the redirect',
  effect: 'organisation',
  parameters: (seen) => ({ host: `autodiscover.${mailDomain(seen)}`, srv: [...(srvRecords(seen) ?? [])] }),
  when: whenLikely,
  steps: (seen, { host, srv }) => [
    `Let ${host} lead to the front ends, inside and outside (nslookup ${host}), and let their certificate hold that name.`,
    `Check https://${host}/autodiscover/autodiscover.xml: it must answer 401 with Negotiate and NTLM, without a warning.`,
    `Then take away what asks for consent: the redirect at http://${host}, and the record ${srvName(seen)} (${names(Array.isArray(srv) ? srv.map(String) : [])}).`,
    'Write down both as they are before; domains with only a redirect or an SRV record on purpose keep it, with RedirectServers on their PCs.',
  ],
  consequences: 'Every PC outside the domain finds its settings by another step at its next start.',
  rollback: 'Put back the redirect and the SRV record as they were written down.',
  verification:
    'The lookup order run again gives settings at a secure step, and Outlook starts without the box.',
  source: 'Microsoft, "How to suppress the AutoDiscover redirect warning in Outlook"; KB3211279',
});
