import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'enable-account',
  title: 'Ask for the account to be enabled',
  effect: 'person',
  parameters: (seen) => ({
    identity: seen.text('mailbox.sid') ?? seen.text('mailbox.sam') ?? seen.mailbox,
  }),
  when: (seen, verdict) =>
    seen.is('mailbox.kind', 'shared', 'room', 'equipment', 'linked') === true
      ? {
          offered: false,
          why: `The account of a ${seen.text('mailbox.kind')} mailbox is disabled by design.`,
        }
      : whenLikely(seen, verdict),
  steps: (_, { identity }) => [
    'Ask those who keep the accounts why it was disabled; a leaver stays disabled.',
    `Get-ADUser -Identity ${quoted(String(identity))} -Properties Enabled, whenChanged, Description`,
    `Enable-ADAccount -Identity ${quoted(String(identity))}`,
    'Wait until every domain controller has it; Exchange may keep the refusal for 15 minutes.',
  ],
  consequences: 'The person can sign in everywhere again: a decision of those who keep the accounts.',
  rollback: `Disable-ADAccount with the same identity.`,
  verification: 'userAccountControl no longer has bit 0x2, and the next logon is let in.',
  source: 'Microsoft, Enable-ADAccount; KB3035228',
});
