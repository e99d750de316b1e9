import cause from '../../../services/causes/routing-cache-stale.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const switched = (hours: number) => ({
  ...healthy,
  'mailbox.database': 'db1',
  'databases[db1].server': 'ex16b',
  'databases[db1].mounted': true,
  'databases[db1].activatedAt': { value: hoursBefore(hours), from: 'worker' as const },
});
const box = { 'popup.kind': 'disconnected' };
const line = (target: string, at: number) => ({
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(at),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 500,
  target,
});
table(cause, {
  shows: [
    [
      'her request went to the old server after the switch',
      { ...switched(0.7), ...box, ...lines(line('ex16a.corp.local', 0.5)) },
      'confirmed',
    ],
    [
      'told only: one database after a fail-over, it ends alone',
      {
        ...box,
        'timeline.after': ['failover'],
        'scope.affected': 'one-database',
        'timeline.endsAlone': true,
      },
      'likely',
    ],
  ],
  clears: [
    ['the database stayed', { ...switched(200), ...box, 'timeline.endsAlone': true }, 'unlikely'],
    [
      'the request went to the right server',
      { ...switched(0.7), ...box, ...lines(line('ex16b.corp.local', 0.5)), 'timeline.endsAlone': false },
      'unlikely',
    ],
    ['the database is down', { ...switched(0.7), ...box, 'databases[db1].mounted': false }, 'unlikely'],
    ['it does not end', { ...box, 'timeline.after': ['failover'], 'timeline.endsAlone': false }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['switched an hour ago, no box told', switched(1), ['possible', 'unlikely']],
  ],
});
