import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'change-password',
  title: 'Change the password',
  effect: 'person',
  parameters: (seen) => ({ name: seen.text('mailbox.upn') ?? seen.text('mailbox.sam') ?? seen.mailbox }),
  when: (seen, verdict) =>
    seen.is('mailbox.kind', 'linked') === true
      ? { offered: false, why: 'The mailbox is linked: its password belongs to the other forest.' }
      : whenLikely(seen, verdict),
  steps: (_, { name }) => [
    `On a PC in the domain, in the office or on VPN: Ctrl+Alt+Del → Change a password, for ${name}.`,
    'Outside: the address of web mail lets an expired password be changed only where the mail team has switched that on (ChangeExpiredPasswordEnabled); else call the helpdesk for a first password.',
    'Lock and unlock Windows once, so that it uses the new password.',
    'Put the new password into the phone and the tablet at once, or switch mail off there.',
    'Start Outlook; if it still asks, remove stored sign-ins: cmdkey /list',
  ],
  consequences:
    'Every device and program with the old password is refused from now on, and may lock the account until it has the new one.',
  rollback: 'An old password is not put back; choose a new one.',
  verification: 'pwdLastSet is new in the directory, and the next start of Outlook asks for nothing.',
  source: 'Microsoft, pwdLastSet; Exchange, ChangeExpiredPasswordEnabled',
});
