import { whenLikely } from '../readings/offers.ts';
import { foreignAddress } from '../readings/other-programs.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'find-asking-program',
  title: 'Find out which program or account asks',
  effect: 'person',
  parameters: (seen) => ({
    named: foreignAddress(seen) ?? seen.text('popup.host') ?? '',
    accounts: seen.number('client.accounts') ?? 'unseen',
  }),
  when: whenLikely,
  steps: (seen, { named, accounts }) => [
    `Read the box: which host and which name does it show?${named === '' ? '' : ` Here: ${String(named)}.`}`,
    'Close Outlook and start it with: outlook.exe /safe. If the box stays away, an add-in asks: File → Options → Add-ins, switch off half of them, start again, and so on.',
    `File → Account Settings → Account Settings: which further accounts (${String(accounts)} in all), Internet calendars, SharePoint lists and RSS feeds are there? Remove or sign in to the one that the box names.`,
    'Close Skype, Teams, desktop search and other programs that read the mailbox, one at a time.',
    `See stored sign-ins of that host: cmdkey /list; the mailbox ${seen.mailbox} itself needs none.`,
  ],
  consequences: 'An add-in or account that is switched off does not work until it is switched on again.',
  rollback: 'Switch the add-in on again, or add the account again.',
  verification: 'Three starts without a box, with everything else switched on again.',
  source: 'Microsoft, "Open Office apps in safe mode on a Windows PC"',
});
