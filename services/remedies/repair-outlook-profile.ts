import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'repair-outlook-profile',
  title: 'Repair the Outlook profile, so that it asks for its server anew',
  effect: 'person',
  parameters: (seen) => ({ address: seen.mailbox }),
  when: whenLikely,
  steps: (seen) => [
    'First let the name that the profile holds lead to the right servers; a repair before that writes the same server again.',
    `File → Account Settings → Account Settings, choose ${seen.mailbox}, press Repair, and leave what is filled in.`,
    'Restart Outlook once when it asks.',
    'Ctrl and right-click the Outlook icon beside the clock, Connection Status: the mail row must show HTTP or RPC/HTTP.',
  ],
  consequences: 'Outlook is closed for a minute; its data file stays.',
  rollback: 'Nothing to take back.',
  verification:
    'Two starts without the message, and Connection Status shows the expected server and protocol.',
  source: 'msxfaq.de, Outlook restart',
});
