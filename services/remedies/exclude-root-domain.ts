import { mailDomain } from '../readings/box.ts';
import { asSteps, autodiscoverValues } from '../readings/client-values.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'exclude-root-domain',
  title: 'Keep Outlook from asking the mail domain itself',
  effect: 'person',
  parameters: (seen) => ({ domain: mailDomain(seen) }),
  when: whenLikely,
  steps: (seen, { domain }) => [
    `Outlook then no longer asks https://${domain}/autodiscover/autodiscover.xml.`,
    ...asSteps(autodiscoverValues(seen, 'ExcludeHttpsRootDomain', 1)),
  ],
  consequences:
    'A PC that finds its settings only there no longer finds them; with a service connection point or autodiscover host it does.',
  rollback: 'Delete ExcludeHttpsRootDomain, or set it to 0, and restart Outlook.',
  verification:
    'Test E-mail AutoConfiguration shows no request to the mail domain in its log, and the box stays away for two starts.',
  source: 'Microsoft, "How to control Autodiscover via Group Policy"; KB2783881',
});
