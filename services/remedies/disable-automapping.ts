import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'disable-automapping',
  title: 'Take the automapped mailbox out of the Outlook profile',
  effect: 'person',
  parameters: (seen) => ({
    user: seen.mailbox,
    mailboxes: seen
      .keys('secondary')
      .filter((address) => seen.is(`secondary[${address}].kind`, 'automapped') === true),
  }),
  when: (seen, verdict) =>
    seen.keys('secondary').some((address) => seen.is(`secondary[${address}].kind`, 'automapped') === true)
      ? whenLikely(seen, verdict)
      : { offered: false, why: 'No automapped mailbox is known in this profile.' },
  steps: (_, { user, mailboxes }) => [
    ...(Array.isArray(mailboxes) ? mailboxes : []).flatMap((address) => [
      `Get-MailboxPermission -Identity ${quoted(String(address))} -User ${quoted(String(user))}   (write down what is there; a grant by group is not shown)`,
      `Remove-MailboxPermission -Identity ${quoted(String(address))} -User ${quoted(String(user))} -AccessRights FullAccess -InheritanceType All`,
      `Add-MailboxPermission -Identity ${quoted(String(address))} -User ${quoted(String(user))} -AccessRights FullAccess -InheritanceType All -AutoMapping $false`,
    ]),
    'Between the two commands the person has no access: run them together.',
    'Restart Outlook; the mailbox stays reachable in web mail.',
  ],
  consequences: 'The mailbox leaves the profile; the person opens it in web mail or adds it by hand.',
  rollback: 'Remove the permission and add it again with -AutoMapping $true.',
  verification: 'The mailbox is gone from Outlook, and the message does not come back after one restart.',
  source: 'Microsoft, Add-MailboxPermission',
});
