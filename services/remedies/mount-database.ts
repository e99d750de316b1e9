import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'mount-database',
  title: 'Mount the mailbox database',
  effect: 'server',
  parameters: (seen) => ({
    database:
      seen.text('mailbox.database') ??
      seen.keys('databases').find((name) => seen.flag(`databases[${name}].mounted`) === false) ??
      '<database>',
  }),
  when: (seen, verdict) => {
    const database = seen.text('mailbox.database')?.toLowerCase();
    return database !== undefined && seen.flag(`databases[${database}].mounted`) === true
      ? { offered: false, why: `The database ${database} is mounted.` }
      : whenLikely(seen, verdict);
  },
  steps: (_, { database }) => {
    const name = quoted(String(database));
    return [
      `See where its copies are and how far: Get-MailboxDatabaseCopyStatus -Identity ${name} | Format-Table Name, Status, CopyQueueLength, ReplayQueueLength, ContentIndexState`,
      'See why it went down: the newest events of MSExchangeRepl, ESE and MSExchangeIS on that server.',
      `If a healthy copy is there: Move-ActiveMailboxDatabase -Identity ${name} -ActivateOnServer <server>; else Mount-Database -Identity ${name}`,
      'Never mount with -AcceptDataLoss or -Force without whoever is responsible for the data.',
    ];
  },
  consequences: 'Everybody of that database connects again.',
  rollback: `Dismount-Database with the same name, or move it back to the server where it was.`,
  verification: 'Get-MailboxDatabase -Status shows Mounted, and Outlook connects within minutes.',
  source: 'Microsoft, Mount-Database; Move-ActiveMailboxDatabase',
});
