import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const own = (kind: string | undefined) => !['linked', 'shared', 'room', 'equipment'].includes(kind ?? '');

export default advice({
  id: 'clear-master-account-sid',
  title: 'Remove the owner of the other forest from the mailbox',
  effect: 'person',
  parameters: (seen) => {
    const carriers = seen
      .keys('secondary')
      .filter(
        (address) => !['', 'S-1-5-10'].includes(seen.text(`secondary[${address}].masterAccountSid`) ?? ''),
      );
    const hers =
      (seen.text('mailbox.masterAccountSid') ?? '') !== '' && own(seen.text('mailbox.kind'))
        ? [seen.text('mailbox.sam') ?? seen.text('mailbox.guid') ?? seen.mailbox]
        : [];
    return { mailboxes: [...hers, ...carriers], before: seen.text('mailbox.masterAccountSid') ?? '' };
  },
  when: whenLikely,
  steps: (seen, { mailboxes, before }) => {
    const list = Array.isArray(mailboxes) && mailboxes.length > 0 ? mailboxes.map(String) : [seen.mailbox];
    return [
      'Make sure that nobody of the other forest still signs in to the mailbox.',
      ...list.flatMap((name) => [
        `Get-ADUser -Filter ${quoted(`mail -eq "${name}" -or sAMAccountName -eq "${name}"`)} -Properties msExchMasterAccountSid, msExchRecipientTypeDetails   (write down what is there${before === '' ? '' : `; on ${seen.mailbox} it was ${before}`})`,
        `Set-ADUser -Identity ${quoted(name.includes('@') ? `<account of ${name}>` : name)} -Clear msExchMasterAccountSid`,
      ]),
      'Only for an ordinary user mailbox (msExchRecipientTypeDetails 1): on linked (2), shared (4), room (16) and equipment (32) mailboxes it belongs.',
      'Wait for replication, then restart Outlook.',
    ];
  },
  consequences: 'The account of the other forest is no longer the owner of the mailbox.',
  rollback: 'Set-ADUser -Replace @{msExchMasterAccountSid=…} with the SID that was written down.',
  verification: 'The attribute is empty, and the log shows no LoginPerm (1010) of this user for a day.',
  source: 'Microsoft KB2996202',
});
