import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'reduce-group-memberships',
  title: 'Take the account out of groups that it does not need',
  effect: 'person',
  parameters: (seen) => ({
    identity: seen.text('mailbox.sam') ?? seen.text('mailbox.upn') ?? seen.mailbox,
    groups: seen.number('account.groups') ?? null,
  }),
  when: whenLikely,
  steps: (_, { identity, groups }) => [
    `See how many groups count, nested ones included${typeof groups === 'number' ? ` (${groups} were seen)` : ''}: (Get-ADUser -Identity ${quoted(String(identity))} -Properties tokenGroups).tokenGroups.Count`,
    `See the direct ones: Get-ADPrincipalGroupMembership -Identity ${quoted(String(identity))} | Sort-Object Name | Format-Table Name, GroupScope`,
    'With the owners, leave the groups that are no longer needed: old distribution lists that are security groups, domain-local groups of other domains, and SID history left from a migration weigh most.',
    'Sign out of Windows and in again: a ticket keeps the old list for up to ten hours.',
  ],
  consequences: 'Access that came only by a group that is left goes with it.',
  rollback: 'Put the account back into the group that was left.',
  verification:
    'After a new sign-in to Windows Outlook opens without asking, and no request of this user is refused as too long (400) for a day.',
  source: 'Microsoft KB327825',
});
