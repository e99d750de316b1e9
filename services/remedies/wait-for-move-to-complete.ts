import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'wait-for-move-to-complete',
  title: 'Wait until the move is through',
  effect: 'person',
  parameters: (seen) => ({ mailbox: seen.mailbox, state: seen.text('mailbox.moveState') ?? 'unknown' }),
  when: (seen, verdict) =>
    seen.is('mailbox.moveState', 'none', 'completed') === true
      ? { offered: false, why: `No move of ${seen.mailbox} is under way.` }
      : whenLikely(seen, verdict),
  steps: (_, { mailbox, state }) => [
    `See how far it is (state: ${String(state)}): Get-MoveRequestStatistics -Identity ${quoted(String(mailbox))} | Format-List StatusDetail, PercentComplete, LastUpdateTimestamp, Message`,
    'The last phase locks the mailbox for minutes; leave Outlook open, it connects by itself and may ask for one restart.',
    `If it stands still for more than half an hour: Get-MoveRequestStatistics -Identity ${quoted(String(mailbox))} -IncludeReport | Format-List Report, and let whoever runs the batch decide; do not remove the request while it completes.`,
  ],
  consequences: 'None but the wait.',
  rollback: 'Nothing is changed.',
  verification: 'The state is Completed, and Outlook connects after at most one restart.',
  source: 'Microsoft, Get-MoveRequestStatistics',
});
