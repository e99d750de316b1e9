import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'restart-outlook-once',
  title: 'Restart Outlook once',
  effect: 'person',
  parameters: () => ({}),
  when: whenLikely,
  steps: () => [
    'Close Outlook, and wait until OUTLOOK.EXE is gone from the Task Manager.',
    'Start Outlook again once.',
    'If it asks again after that, report it: a second restart is not part of a move.',
  ],
  consequences: 'Outlook is closed for a minute.',
  rollback: 'Nothing to take back.',
  verification: 'The message does not come back at the next two starts of Outlook.',
  source: 'Exchange Team blog, "Obviating Outlook Client Restarts after Mailbox Moves", 2011',
});
