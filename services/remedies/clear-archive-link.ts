import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'clear-archive-link',
  title: 'Remove the archive link to the other forest',
  effect: 'person',
  parameters: (seen) => ({
    identity: seen.text('mailbox.sam') ?? seen.text('mailbox.guid') ?? seen.mailbox,
  }),
  when: (seen, verdict) =>
    seen.flag('mailbox.archiveForeign') === false
      ? {
          offered: false,
          why: `The archive link of ${seen.mailbox} points to a database of this forest, or to none.`,
        }
      : whenLikely(seen, verdict),
  steps: (seen, { identity }) => [
    `Make sure that ${seen.mailbox} has no archive here that is in use: Get-Mailbox -Identity ${quoted(seen.text('mailbox.guid') ?? seen.mailbox)} -Archive`,
    `Get-ADUser -Identity ${quoted(String(identity))} -Properties msExchArchiveDatabaseLink, msExchArchiveGUID, msExchArchiveName   (write down what is there)`,
    `Set-ADUser -Identity ${quoted(String(identity))} -Clear msExchArchiveDatabaseLink, msExchArchiveGUID, msExchArchiveName`,
    'Wait for replication, then start Outlook twice.',
  ],
  consequences: 'Outlook no longer tries to open that archive; mail in the other forest is not touched.',
  rollback: 'Set the three attributes to what was written down.',
  verification: 'Autodiscover names no archive of another forest; two starts of Outlook without a box.',
  source: 'Microsoft KB2387770',
});
