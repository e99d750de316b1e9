import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'store-sign-in-once',
  title: 'Store the sign-in on a PC of one’s own',
  effect: 'person',
  parameters: (seen) => ({ name: seen.text('mailbox.upn') ?? seen.mailbox }),
  when: whenLikely,
  steps: (_, { name }) => [
    'Nothing has to be mended: a PC outside the domain is asked once for each start.',
    `On a PC that only this person uses: type ${name} and the password, and tick "Remember my credentials" once.`,
    'After each change of the password: Control Panel → Credential Manager, remove the old entry first.',
    'Never on a PC that others use.',
  ],
  consequences: 'The password is kept in the Windows vault of that PC; a new one must be stored again.',
  rollback: 'Remove the entry in Credential Manager.',
  verification: 'The next start of Outlook asks for nothing.',
  source: 'Microsoft, Credential Manager',
});
