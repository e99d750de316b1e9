import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'find-lockout-source',
  title: 'Find the device that locks the account',
  effect: 'person',
  parameters: (seen) => ({ user: seen.text('mailbox.sam') ?? seen.mailbox }),
  when: whenLikely,
  steps: (_, { user }) => [
    `On the PDC emulator: Get-WinEvent -FilterHashtable @{LogName='Security';Id=4740} | Where-Object { $_.Properties[0].Value -eq ${quoted(String(user))} } | Format-List TimeCreated,Message   (the caller computer is named there)`,
    'If the caller is an Exchange server: its IIS log of that minute names the client and its program.',
    'Ask for phones, tablets, a second PC, mapped drives, services and tasks with the old password.',
    'Put the present password there, or switch that device off, before unlocking.',
  ],
  consequences: 'Nothing is changed.',
  rollback: 'Nothing to take back.',
  verification: 'The count of bad passwords (badPwdCount) stays as it is for 15 minutes.',
  source: 'Microsoft, events 4740, 4625 and 4771',
});
