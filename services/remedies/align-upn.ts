import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'align-upn',
  title: 'Set the sign-in name to the e-mail address',
  effect: 'person',
  parameters: (seen) => ({
    mailbox: seen.text('mailbox.guid') ?? seen.mailbox,
    before: seen.text('mailbox.upn') ?? '',
    after: (seen.text('mailbox.primarySmtp') ?? seen.mailbox).toLowerCase(),
  }),
  when: (seen, verdict) => {
    const offer = whenLikely(seen, verdict);
    return seen.is('mailbox.kind', 'linked') === true
      ? { offered: false, why: 'The mailbox is linked: its sign-in name belongs to the other forest.' }
      : offer;
  },
  steps: (seen, { mailbox, before, after }) => {
    const suffix = String(after).split('@')[1] ?? '';
    const known = seen.has('org.upnSuffixes', suffix);
    const filter = `userPrincipalName -eq ${quoted(String(after))}`;
    return [
      ...(known === true
        ? []
        : [
            `Add the UPN suffix first${known === undefined ? ', if it is missing' : ''}: Get-ADForest | Set-ADForest -UPNSuffixes @{Add=${quoted(suffix)}}`,
          ]),
      `See that nobody else has it: Get-ADUser -Server '<global catalogue>:3268' -Filter ${quoted(filter)}`,
      `Write down the present name: ${before === '' ? 'unseen' : before}.`,
      'Ask whether the name is synchronised to the cloud, mapped to a smart card or used by other applications.',
      `Set-Mailbox -Identity ${quoted(String(mailbox))} -UserPrincipalName ${quoted(String(after))}`,
      'Have the person sign out of Windows and in again, and start Outlook.',
    ];
  },
  consequences:
    'The sign-in name changes everywhere: cloud sync, smart-card mapping, stored sign-ins, applications keyed by it. It needs a change approval.',
  rollback: 'Set the name that was written down with the same command.',
  verification: 'The directory shows the new name, one logon with it succeeds, and no 401.1 follows.',
  source: 'Microsoft, Set-Mailbox; KB3158782',
});
