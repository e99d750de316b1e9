import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'sign-in-with-domain-user',
  title: 'Type DOMAIN\\user instead of the e-mail address',
  effect: 'person',
  parameters: (seen) => ({
    user: `${seen.text('mailbox.domain')?.split('.')[0]?.toUpperCase() ?? 'DOMAIN'}\\${seen.text('mailbox.sam') ?? 'user'}`,
  }),
  when: whenLikely,
  steps: (seen, { user }) => [
    'In the box, choose "Use another account" (or "More choices").',
    `Type ${user}${seen.text('mailbox.upn') === undefined ? '' : ` (or ${seen.text('mailbox.upn')})`} and the usual Windows password.`,
    'Leave "Remember my credentials" unticked.',
  ],
  consequences: 'Nothing is changed; the box may come again at the next start.',
  rollback: 'Nothing to take back.',
  verification: 'Outlook connects, and the status bar says "Connected to: Microsoft Exchange".',
  source: 'Microsoft KB3211279',
});
