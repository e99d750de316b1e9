import cause from '../../../services/causes/mailbox-unavailable.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'disconnected', 'mailbox.database': 'DB01' };
const offline = {
  server: 'ex16a',
  log: 'mapi-http',
  at: hoursBefore(0.5),
  user: 'CORP\\anna',
  signature: 'database-dismounted',
};
table(cause, {
  shows: [
    ['its database is dismounted', { ...asks, 'databases[db01].mounted': false }, 'confirmed'],
    ['quarantined', { ...asks, 'mailbox.quarantined': { value: true, from: 'worker' } }, 'confirmed'],
    ['her connection found it offline', { ...asks, ...lines(offline) }, 'confirmed'],
    [
      'a move completing, by the directory’s number alone',
      { ...asks, 'mailbox.moveState': 'completing', 'scope.webmailWorks': false },
      ['possible', 'likely'],
    ],
    [
      'as told: one database since a failover, web mail fails',
      {
        'popup.kind': 'disconnected',
        'scope.affected': 'one-database',
        'timeline.after': ['failover'],
        'scope.webmailWorks': false,
        'databases[db01].mounted': told(false),
      },
      'likely',
    ],
    [
      'the event of a quarantine, web mail fails',
      {
        'popup.kind': 'disconnected',
        'scope.webmailWorks': false,
        'databases[db01].mounted': told(true),
        ...lines({ server: 'ex16a', log: 'application', at: hoursBefore(1), eventId: 10018 }),
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'mounted again since her line',
      { ...asks, 'databases[db01].mounted': true, ...lines(offline) },
      'unlikely',
    ],
    [
      'mounted, after a failover',
      { ...asks, 'databases[db01].mounted': true, 'timeline.after': ['failover'] },
      'unlikely',
    ],
    [
      'web mail opens it',
      { ...asks, 'mailbox.moveState': 'completing', 'scope.webmailWorks': true },
      'unlikely',
    ],
    [
      'a new profile cured it',
      { ...asks, 'tried[]': [{ what: 'new-profile', result: 'cured' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['another database is dismounted', { ...asks, 'databases[db07].mounted': false }, 'unlikely'],
    [
      'another person’s connection',
      { ...asks, ...lines({ ...offline, user: 'CORP\\otto' }) },
      ['unlikely', 'possible'],
    ],
  ],
});
