import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'create-new-profile',
  title: 'Make a new Outlook profile',
  effect: 'person',
  parameters: (seen) => ({ address: seen.mailbox }),
  when: (seen, verdict) => {
    const offer = whenLikely(seen, verdict);
    const stale = seen
      .keys('autodiscover')
      .find(
        (key) =>
          !key.includes('/') && [301, 302, 307].includes(seen.number(`autodiscover[${key}].status`) ?? 0),
      );
    return offer.offered && stale !== undefined
      ? {
          offered: false,
          why: `${stale.split('@')[1] ?? stale} still redirects Autodiscover: a new profile would be written with the old server.`,
        }
      : offer;
  },
  steps: (seen) => [
    'Close Outlook.',
    'Open Control Panel → Mail → Show Profiles, press Add, and give a new name.',
    `Let Autodiscover set up ${seen.mailbox}; do not type a server name.`,
    'Choose "Always use this profile" with the new one, and start Outlook twice.',
    'Add signatures, further mailboxes and local data files again.',
    'Remove the old profile when the new one has lasted two starts.',
  ],
  consequences: 'The mailbox is downloaded anew on this PC; settings of the old profile are not taken over.',
  rollback: 'Choose the old profile again in Control Panel → Mail.',
  verification: 'Two starts of Outlook without a box, and Connection Status names the mailbox server.',
  source: 'serverfault.com 854631; Microsoft KB2737188',
});
