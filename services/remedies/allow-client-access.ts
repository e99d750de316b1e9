import { blockNames, blocksSet } from '../readings/access-blocks.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'allow-client-access',
  title: 'Lift the block on this mailbox, or admit the person on the way',
  effect: 'person',
  parameters: (seen) => ({
    mailbox: seen.text('mailbox.guid') ?? seen.mailbox,
    blocks: (blocksSet(seen) ?? []).map((block) => blockNames[block]),
  }),
  when: whenLikely,
  steps: (_, { mailbox, blocks }) => {
    const identity = quoted(String(mailbox));
    const set = Array.isArray(blocks) ? blocks.map(String) : [];
    return [
      'Ask whoever owns the rule first: a block is usually set on purpose.',
      `Write down what is set: Get-CASMailbox -Identity ${identity} | Format-List MAPIBlock*`,
      ...set.map((name) =>
        name === blockNames.versions
          ? `Set-CASMailbox -Identity ${identity} -${name} $null   (or update Outlook to a version outside the list)`
          : `Set-CASMailbox -Identity ${identity} -${name} $false`,
      ),
      'Where a device admits only a group: add the person to that group, and let him sign out and in again.',
    ];
  },
  consequences: 'The person can connect from where, or with what, it was forbidden until now.',
  rollback:
    'Set the values that were written down with the same command; take the person out of the group again.',
  verification: 'Get-CASMailbox shows the values, and Outlook connects from that place after 15 minutes.',
  source: 'Microsoft, Set-CASMailbox',
});
