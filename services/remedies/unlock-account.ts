import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'unlock-account',
  title: 'Unlock the account, after its source of wrong passwords is known',
  effect: 'person',
  parameters: (seen) => ({
    identity:
      seen.text('mailbox.sid') ?? seen.text('mailbox.guid') ?? seen.text('mailbox.sam') ?? seen.mailbox,
  }),
  when: (seen, verdict) =>
    seen.flag('account.locked') === false
      ? { offered: false, why: `The directory shows the account of ${seen.mailbox} as not locked.` }
      : seen.flag('mailbox.protectedUser') === true
        ? { offered: false, why: 'It is a protected (administrative) account: its owners decide.' }
        : whenLikely(seen, verdict),
  steps: (_, { identity }) => [
    `Unlock-ADAccount -Identity ${quoted(String(identity))}`,
    'Run it on the PDC emulator, then look whether it stays unlocked for 15 minutes.',
  ],
  consequences: 'The account may be guessed at again; it locks again while a device has an old password.',
  rollback: 'Nothing to take back: a lock comes only by wrong passwords.',
  verification: 'lockoutTime is 0 on every domain controller, and the next logons succeed for 15 minutes.',
  source: 'Microsoft, Unlock-ADAccount',
});
