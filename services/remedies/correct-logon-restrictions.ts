import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-logon-restrictions',
  title: 'Have the logon hours or the list of workstations corrected',
  effect: 'person',
  parameters: (seen) => ({
    identity: seen.text('mailbox.sid') ?? seen.text('mailbox.sam') ?? seen.mailbox,
    workstations: seen.list('account.workstations') ?? [],
  }),
  when: whenLikely,
  steps: (_, { identity, workstations }) => {
    const list = Array.isArray(workstations) ? workstations.map(String) : [];
    return [
      `Get-ADUser -Identity ${quoted(String(identity))} -Properties LogonWorkstations, logonHours   (write down what is there${list.length === 0 ? '' : `: ${names(list)}`})`,
      'Ask those who set the rule whether it shall stay.',
      `Machines: Set-ADUser -Identity ${quoted(String(identity))} -LogonWorkstations ${quoted([...list, '<the PC that is used>'].join(','))}`,
      'Hours: Active Directory Users and Computers → the account → Account → Logon Hours.',
      'Web mail and Basic sign-ins come from the Exchange servers: they need to be on the list, too.',
    ];
  },
  consequences:
    'The person can sign in at more times or from more machines: a decision of those who set the rule.',
  rollback: 'Put back the list or the hours that were written down.',
  verification: 'The next logon from that machine, at that time, is let in.',
  source: 'Microsoft, Set-ADUser -LogonWorkstations; logonHours',
});
