import { quoted, whenLikely } from '../readings/offers.ts';
import { moment } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'extend-account',
  title: "Ask for the account's expiry date to be moved",
  effect: 'person',
  parameters: (seen) => ({
    identity: seen.text('mailbox.sid') ?? seen.text('mailbox.sam') ?? seen.mailbox,
    before: seen.time('account.expiresAt') === undefined ? 'unseen' : moment(seen.time('account.expiresAt')),
  }),
  when: whenLikely,
  steps: (_, { identity, before }) => [
    `Write down the present date: ${before}.`,
    'Ask the person who ordered the account for the new date.',
    `Set-ADAccountExpiration -Identity ${quoted(String(identity))} -DateTime '<new date>'`,
    'Wait until every domain controller has it; Exchange may keep the refusal for 15 minutes.',
  ],
  consequences: 'The person can sign in everywhere again until the new date.',
  rollback: 'Set the date that was written down with the same command.',
  verification: 'accountExpires lies in the future, and the next logon is let in.',
  source: 'Microsoft, Set-ADAccountExpiration',
});
