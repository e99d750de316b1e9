import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'wait-for-routing',
  title: 'Let the front ends learn where the database is now',
  effect: 'person',
  parameters: (seen) => ({ database: seen.text('mailbox.database') ?? '<database>' }),
  when: whenLikely,
  steps: (_, { database }) => [
    'Leave Outlook open for a quarter of an hour; it connects again by itself.',
    `Get-MailboxDatabaseCopyStatus -Identity ${quoted(String(database))} | Format-Table Name,Status,ActiveDatabaseCopy,ContentIndexState   (one copy Mounted, the others Healthy)`,
    'If it still fails after that on one front end alone, take that front end out of the load balancer and recycle MSExchangeMapiFrontEndAppPool there, outside office hours.',
  ],
  consequences:
    'Nothing is changed while waiting; a recycle would end every MAPI/HTTP session of that front end.',
  rollback: 'Nothing to take back.',
  verification:
    'Outlook shows Connected, and the newest http-proxy line of this user names the server on which the database is mounted.',
  source: 'Microsoft, Get-MailboxDatabaseCopyStatus',
});
