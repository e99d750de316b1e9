import { boxHost, mailDomain } from '../readings/box.ts';
import { asSteps, autodiscoverValues } from '../readings/client-values.ts';
import { steps } from '../readings/lookup.ts';
import { whenLikely } from '../readings/offers.ts';
import { hostOf } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'trust-autodiscover-target',
  title: 'Let Outlook follow the redirect to this host without asking',
  effect: 'person',
  parameters: (seen) => {
    const told = steps(seen, 'redirect').map(({ key }) =>
      hostOf(seen.text(`autodiscover[${key}].location`) ?? ''),
    );
    const host = [...told, boxHost(seen) ?? ''].find((one) => /^[a-z0-9.-]+$/i.test(one));
    return { host: host ?? `autodiscover.${mailDomain(seen)}` };
  },
  when: whenLikely,
  steps: (seen, { host }) => [
    `Make sure that ${host} belongs to the own organisation; never trust a host because the box names it.`,
    ...asSteps(autodiscoverValues(seen, String(host), '', '\\RedirectServers')),
    'Outlook 2010 compares the name with its capital letters: write it as the redirect does.',
  ],
  consequences: 'Outlook on that PC follows every redirect to that host without asking.',
  rollback: `Delete the value below RedirectServers, and restart Outlook.`,
  verification: 'Outlook starts twice without the box.',
  source: 'Microsoft, "How to suppress the AutoDiscover redirect warning in Outlook"',
});
