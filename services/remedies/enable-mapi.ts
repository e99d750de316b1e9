import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'enable-mapi',
  title: 'Switch MAPI on for the mailbox again',
  effect: 'person',
  parameters: (seen) => ({
    mailbox: seen.text('mailbox.guid') ?? seen.mailbox,
    blocks: seen.list('mailbox.blocks') ?? [],
  }),
  when: whenLikely,
  steps: (_, { mailbox, blocks }) => {
    const found = Array.isArray(blocks) ? blocks.map(String) : [];
    const identity = quoted(String(mailbox));
    return [
      `Get-CASMailbox -Identity ${identity} | Format-List MAPIEnabled,MapiHttpEnabled,MAPIBlockOutlook*   (write down what is there${found.length === 0 ? '' : `; blocked: ${names(found)}`})`,
      'Ask whether somebody switched it off on purpose.',
      `Set-CASMailbox -Identity ${identity} -MAPIEnabled $true`,
      ...(found.includes('rpc-http')
        ? [`Set-CASMailbox -Identity ${identity} -MAPIBlockOutlookRpcHttp $false`]
        : []),
      'Wait up to two hours until every server has it, then restart Outlook.',
    ];
  },
  consequences: 'Outlook and other MAPI programs may open the mailbox again.',
  rollback: 'Set what was written down with the same command.',
  verification: 'protocolSettings of the mailbox shows MAPI on, and Outlook connects.',
  source: 'Microsoft, Set-CASMailbox; KB2996728',
});
