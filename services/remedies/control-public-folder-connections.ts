import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'control-public-folder-connections',
  title: 'Let only those connect to public folders who need them',
  effect: 'organisation',
  parameters: (seen) => ({
    user: seen.mailbox,
    shared: seen
      .keys('secondary')
      .filter(
        (address) => seen.is(`secondary[${address}].kind`, 'automapped', 'manual', 'delegate') === true,
      ),
  }),
  when: whenLikely,
  steps: (_, { user, shared }) => [
    'The order matters: access first, the switch last; the other way round everybody loses public folders.',
    'Get-CASMailbox -ResultSize Unlimited | Format-Table Name,PublicFolderClientAccess; Get-OrganizationConfig | Format-List PublicFolderShowClientControl   (write down what is there)',
    `1. For everybody who needs public folders: Set-CASMailbox -Identity ${quoted(String(user))} -PublicFolderClientAccess $true`,
    ...(Array.isArray(shared) && shared.length > 0 ? shared.map(String) : ['<shared mailbox>']).map(
      (address) =>
        `2. For the further mailboxes: Set-CASMailbox -Identity ${quoted(address)} -PublicFolderClientAccess $false`,
    ),
    '3. Last: Set-OrganizationConfig -PublicFolderShowClientControl $true',
    'It takes some hours until Outlook follows.',
  ],
  consequences: 'Whoever was not granted access no longer sees public folders in Outlook.',
  rollback:
    'Set-OrganizationConfig -PublicFolderShowClientControl $false, then put back the values of the mailboxes that were changed.',
  verification:
    'Public folders are shown to those who need them, the public-folder row of the further mailbox is gone, and the box stays away.',
  source: 'Microsoft, Set-OrganizationConfig, Set-CASMailbox; OfficeDocs-Support issue 1462',
});
