import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'remove-stale-mailbox-permission',
  title: 'Take away the right to a mailbox that can no longer be opened',
  effect: 'person',
  parameters: (seen) => ({
    user: seen.mailbox,
    mailboxes: seen
      .keys('secondary')
      .filter(
        (address) =>
          seen.flag(`secondary[${address}].enabled`) === false ||
          seen.flag(`secondary[${address}].inDirectory`) === false,
      ),
  }),
  when: whenLikely,
  steps: (_, { user, mailboxes }) => [
    ...(Array.isArray(mailboxes) && mailboxes.length > 0
      ? mailboxes.map(String)
      : ['<the other mailbox>']
    ).flatMap((address) => [
      `Get-MailboxPermission -Identity ${quoted(address)} -User ${quoted(String(user))}   (write down what is there)`,
      `Remove-MailboxPermission -Identity ${quoted(address)} -User ${quoted(String(user))} -AccessRights FullAccess -InheritanceType All`,
    ]),
    'Where the mailbox is gone, the link stays behind: the directory team clears the user from msExchDelegateListLink of that object.',
    'A mailbox that was added by hand is removed in File → Account Settings → Change → More Settings → Advanced.',
    'Restart Outlook.',
  ],
  consequences: 'The mailbox leaves the profile of this person.',
  rollback: 'Add-MailboxPermission with the rights that were written down.',
  verification:
    'The directory shows no link of that mailbox to the user, no new line with 1010 (LoginPerm) for a day, and the box stays away.',
  source: 'Microsoft KB3190323, KB3184064; Remove-MailboxPermission',
});
