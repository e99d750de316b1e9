import { onModernExchange } from '../readings/mailbox.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const values = { inherit: '$null', on: '$true', off: '$false' } as const;
type Setting = keyof typeof values;

export default advice({
  id: 'set-mailbox-mapi-http',
  title: 'Set MAPI/HTTP for this mailbox',
  effect: 'person',
  parameters: (seen) => ({
    mailbox: seen.text('mailbox.guid') ?? seen.mailbox,
    before: seen.text('mailbox.mapiHttp') ?? 'unseen',
    // A mailbox with a setting of its own goes back to the organisation's; else MAPI/HTTP is taken away for a while.
    after: (['on', 'off'].includes(seen.text('mailbox.mapiHttp') ?? '')
      ? 'inherit'
      : 'off') satisfies Setting,
  }),
  when: (seen, verdict) =>
    onModernExchange(seen) === false
      ? {
          offered: false,
          why: `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}, which has no MAPI/HTTP.`,
        }
      : whenLikely(seen, verdict),
  steps: (seen, { mailbox, before, after }) => {
    const identity = quoted(String(mailbox));
    const value = values[after === 'off' ? 'off' : 'inherit'];
    return [
      `Get-CASMailbox -Identity ${identity} | Format-List MapiHttpEnabled   (write down what is there: ${before})`,
      ...(after === 'off'
        ? ['See first that Outlook Anywhere works for this mailbox: it is what Outlook will use instead.']
        : []),
      `Set-CASMailbox -Identity ${identity} -MapiHttpEnabled ${value}`,
      ...(seen.flag('org.mapiHttp') === false
        ? ['Never $true while the organisation has it off: archives would no longer open.']
        : []),
      'Have the person restart Outlook, and once more when it asks.',
    ];
  },
  consequences:
    'Outlook asks once for a restart and changes its transport; without MAPI/HTTP every fault of Outlook Anywhere shows.',
  rollback:
    'Set-CASMailbox -MapiHttpEnabled with the value that was written down; $null is "as the organisation".',
  verification: 'Connection Status shows "HTTP" with MAPI/HTTP and "RPC/HTTP" without it.',
  source: 'Microsoft, Set-CASMailbox; Exchange release notes (archives)',
});
