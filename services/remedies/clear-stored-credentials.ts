import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const ofExchange = /MicrosoftOffice\d*_Data|SSPI|MS\.?Outlook|outlook|exchange|autodiscover/i;

export default advice({
  id: 'clear-stored-credentials',
  title: 'Remove the stored sign-ins from this PC',
  effect: 'person',
  parameters: (seen) => ({
    entries: (seen.list('client.credentialEntries') ?? []).filter((entry) => ofExchange.test(entry)),
  }),
  when: whenLikely,
  steps: (seen, { entries }) => [
    'Close Outlook, Teams and other Office programs.',
    'In a command prompt of that person: cmdkey /list',
    ...(Array.isArray(entries) && entries.length > 0
      ? entries.map((entry) => `cmdkey /delete:"${String(entry).replaceAll('"', '')}"`)
      : [
          `For each target with MicrosoftOffice…_Data:SSPI, autodiscover or the mail server in it: cmdkey /delete:"<target>"`,
        ]),
    `Start Outlook and type ${seen.text('mailbox.upn') ?? 'DOMAIN\\user'} with the present password once.`,
    'Leave "Remember my credentials" unticked.',
  ],
  consequences: 'The password is typed once on this PC; other stored sign-ins stay.',
  rollback: 'Stored passwords cannot be put back; type the present one.',
  verification: 'Three starts of Outlook without a box, and no new failed logon of the account.',
  source: 'Microsoft KB4051374',
});
