import { mailDomain } from '../readings/box.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'silence-root-domain',
  title: 'Let the web server of the mail domain refuse Autodiscover plainly',
  effect: 'organisation',
  parameters: (seen) => ({ domain: mailDomain(seen) }),
  when: whenLikely,
  steps: (_, { domain }) => [
    `Ask whoever runs https://${domain} to answer 404 to every request below /autodiscover, without asking for a password and without a redirect.`,
    `Where the certificate is what Outlook warns of: let it hold ${domain}, or let nothing listen on port 443 there.`,
    `If ${domain} leads to domain controllers inside, remove IIS or its certificate from them, or leave port 443 closed.`,
  ],
  consequences: 'The web site answers no Autodiscover request; web pages are not touched.',
  rollback: 'Take the rule away again.',
  verification: `https://<mail domain>/autodiscover/autodiscover.xml answers 404 without a certificate warning, and Outlook starts without the box.`,
  source: 'Microsoft KB2783881 (security alert: name mismatch)',
});
