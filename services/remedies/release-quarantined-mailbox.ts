import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'release-quarantined-mailbox',
  title: 'Release the mailbox from quarantine',
  effect: 'person',
  parameters: (seen) => ({ mailbox: seen.mailbox }),
  when: (seen, verdict) =>
    seen.flag('mailbox.quarantined') === false
      ? { offered: false, why: `The mailbox of ${seen.mailbox} is not quarantined.` }
      : whenLikely(seen, verdict),
  steps: (_, { mailbox }) => {
    const name = quoted(String(mailbox));
    return [
      `See it: Get-MailboxStatistics -Identity ${name} | Format-List IsQuarantined, Quarantine*`,
      'See what crashed the store: event 10018 and those before it of MSExchangeIS; often one broken item and one program (a synchronisation, a phone).',
      `Repair first: New-MailboxRepairRequest -Mailbox ${name} -CorruptionType SearchFolder,AggregateCounts,ProvisionedFolder,FolderView`,
      `Release: Disable-MailboxQuarantine -Identity ${name}   (else it ends by itself after 24 hours).`,
    ];
  },
  consequences: 'If its cause is still there, the store quarantines the mailbox again.',
  rollback: 'Enable-MailboxQuarantine with the same mailbox.',
  verification: 'IsQuarantined is False and stays so for a day.',
  source: 'Microsoft, Disable-MailboxQuarantine',
});
