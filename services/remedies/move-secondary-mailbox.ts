import { legacySecondaries } from '../readings/legacy-path.ts';
import { movedOthers } from '../readings/mailbox.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'move-secondary-mailbox',
  title: 'Move the mailboxes that are opened together in one batch',
  effect: 'server',
  parameters: (seen) => ({ mailboxes: [...new Set([...legacySecondaries(seen), ...movedOthers(seen)])] }),
  when: (seen, verdict) => {
    const { band } = verdict;
    const left = legacySecondaries(seen);
    return left.length === 0
      ? { offered: false, why: 'Nothing that this user opens is left on Exchange 2010.' }
      : {
          ...whenLikely(seen, verdict),
          ...(band === 'confirmed' || band === 'likely'
            ? { why: `${left.join(', ')} is still on Exchange 2010.` }
            : {}),
        };
  },
  steps: (seen) => [
    ...legacySecondaries(seen).map(
      (address) =>
        `New-MoveRequest -Identity ${quoted(address)} -TargetDatabase ${quoted(seen.text('mailbox.database') ?? '<database of a 2013 or later server>')}`,
    ),
    'Plan a batch so that a person and what that person opens move in the same night.',
    'Whoever opens it is asked for one restart of Outlook.',
  ],
  consequences: 'Everybody who opens that mailbox is asked for one restart of Outlook.',
  rollback: 'A move back asks everybody for another restart: do not.',
  verification:
    'The directory shows the mailbox on the newer server, and the message does not come back after one restart.',
  source: 'Exchange Team blog, "Obviating Outlook Client Restarts after Mailbox Moves", 2011',
});
