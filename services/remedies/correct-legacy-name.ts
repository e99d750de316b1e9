import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-legacy-name',
  title: 'Correct legacyExchangeDN and keep the old one as an X500 address',
  effect: 'person',
  parameters: (seen) => {
    const before = seen.text('mailbox.legacyDn') ?? '';
    return {
      identity: seen.text('mailbox.sam') ?? seen.text('mailbox.guid') ?? seen.mailbox,
      before,
      // Only the blanks can be mended without knowing what was meant.
      after: before.trim() !== before ? before.trim() : '',
    };
  },
  when: whenLikely,
  steps: (_, { identity, before, after }) => {
    const who = quoted(String(identity));
    const [old, right] = [
      before === '' ? '<the present value>' : String(before),
      after === '' ? '<the right value>' : String(after),
    ];
    return [
      `Get-ADUser -Identity ${who} -Properties legacyExchangeDN, proxyAddresses   (write down both)`,
      `See that nobody else has the new name: Get-ADObject -Server '<global catalogue>:3268' -Filter ${quoted(`legacyExchangeDN -eq "${right}"`)}`,
      `Set-ADUser -Identity ${who} -Add @{proxyAddresses=${quoted(`X500:${old}`)}}`,
      `Set-ADUser -Identity ${who} -Replace @{legacyExchangeDN=${quoted(right)}}`,
      'Wait for replication, then start Outlook twice.',
    ];
  },
  consequences:
    'Outlook takes up the new name at its next start; without the X500 address replies to old mail would come back undelivered.',
  rollback: 'Set legacyExchangeDN back to what was written down, and remove the X500 address.',
  verification:
    'Autodiscover gives the same LegacyDN as the directory; two starts of Outlook without a box; a reply to an old mail arrives.',
  source: 'Microsoft KB3068991',
});
