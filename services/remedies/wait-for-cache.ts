import { hour, movedAt } from '../readings/mailbox.ts';
import { whenLikely } from '../readings/offers.ts';
import { moment } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'wait-for-cache',
  title: 'Wait until the servers have forgotten the old location',
  effect: 'person',
  parameters: (seen) => {
    const at = movedAt(seen);
    return at === undefined ? {} : { until: new Date(at + 12 * hour).toISOString() };
  },
  when: whenLikely,
  steps: (seen) => {
    const at = movedAt(seen);
    return [
      `Leave Outlook closed until ${at === undefined ? 'twelve hours after the move' : `${moment(at + 12 * hour)}, twelve hours after the move`}.`,
      'Use web mail meanwhile.',
      'Then start Outlook; if the box comes again, report it.',
    ];
  },
  consequences: 'Nothing is changed; the person works in web mail for some hours.',
  rollback: 'Nothing to take back.',
  verification: 'Outlook starts without a box, and every front end answers Autodiscover with settings.',
  source: 'Microsoft, "Outlook logon fails after mailbox moves from Exchange 2010 to Exchange 2013/2016"',
});
