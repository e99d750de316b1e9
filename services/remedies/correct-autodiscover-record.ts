import { mailDomain } from '../readings/box.ts';
import { srvName } from '../readings/lookup.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-autodiscover-record',
  title: 'Put the Autodiscover record right, inside and outside',
  effect: 'organisation',
  parameters: (seen) => ({ host: `autodiscover.${mailDomain(seen)}` }),
  when: whenLikely,
  steps: (seen, { host }) => [
    `nslookup ${host}   (on a PC that sees the box, and from outside: with two DNS views both must be right; write down what is there)`,
    `nslookup -type=SRV ${srvName(seen)}`,
    `Let ${host} lead to the common name of the newest Exchange servers, in each view that clients use.`,
    `Remove the record ${srvName(seen)} if its host is gone, or point it to a host that is named in the certificate; Outlook asks for consent wherever it follows one.`,
    `The certificate of the front ends must hold ${host}.`,
  ],
  consequences: 'Clients take the new address when the old record’s time to live is over.',
  rollback: 'Put back the records that were written down.',
  verification: `https://autodiscover.<mail domain>/autodiscover/autodiscover.xml answers 401 with Negotiate and NTLM from that PC, and Outlook starts without the box.`,
  source: 'Microsoft, "Autodiscover service in Exchange Server"',
});
