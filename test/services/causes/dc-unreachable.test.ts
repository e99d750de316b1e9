import cause from '../../../services/causes/dc-unreachable.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const event = { server: 'ex16a', log: 'application', at: hoursBefore(1), eventId: 2114 };
table(cause, {
  shows: [
    ['a front end reaches none', { ...asks, 'servers[ex16a].dcsReachable': false }, 'confirmed'],
    [
      'her own logon found none',
      {
        ...asks,
        ...lines({
          ...event,
          log: 'iis',
          eventId: 0,
          win32: 1311,
          status: 401,
          user: 'CORP\\anna',
          signature: 'no-domain-controller',
        }),
      },
      'possible',
    ],
    [
      'as told: a controller was replaced, one site, another one works',
      {
        'popup.kind': 'credential',
        'timeline.after': ['dc-change'],
        'scope.affected': 'one-site',
        'scope.otherDcWorks': true,
        'scope.webmailWorks': false,
      },
      'likely',
    ],
    [
      'the list of controllers, none of which is reachable',
      {
        'popup.kind': 'disconnected',
        'scope.affected': 'one-site',
        ...lines({ ...event, eventId: 2080, text: 'dc2.corp.local CDG 1 0 0 1 0 0 0 0 0' }),
      },
      'possible',
    ],
    [
      'the list of controllers, one of which is out of reach',
      {
        'popup.kind': 'disconnected',
        'scope.affected': 'one-site',
        ...lines({
          ...event,
          eventId: 2080,
          text: 'dc1.corp.local CDG 1 7 7 1 0 1 1 7 1 dc2.corp.local CDG 1 0 0 1 0 0 0 0 0',
        }),
      },
      'possible',
    ],
  ],
  clears: [
    [
      'the list of controllers, all of which are reachable',
      {
        'popup.kind': 'disconnected',
        'scope.affected': 'one-site',
        ...lines({ ...event, eventId: 2080, text: 'dc1.corp.local CDG 1 7 7 1 0 1 1 7 1' }),
      },
      'unlikely',
    ],
    [
      'every front end reaches them',
      {
        ...asks,
        'timeline.after': ['dc-change'],
        'servers[ex16a].dcsReachable': true,
        'servers[ex16b].dcsReachable': true,
      },
      'unlikely',
    ],
    ['one PC only', { ...asks, 'timeline.after': ['dc-change'], 'scope.affected': 'one-pc' }, 'unlikely'],
  ],
  cannotSee: [
    [
      'her logon found none while the channels were full',
      {
        ...asks,
        ...lines(
          {
            server: 'ex16a',
            log: 'iis',
            at: hoursBefore(1),
            win32: 1311,
            status: 401,
            user: 'CORP\\anna',
            signature: 'no-domain-controller',
          },
          {
            server: 'ex16a',
            log: 'system',
            at: hoursBefore(1),
            eventId: 5816,
            signature: 'netlogon-timeout',
          },
        ),
      },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    ['an event that names nobody', { ...asks, ...lines(event) }, ['possible', 'unlikely']],
    [
      'a server out of the pool reaches none',
      { ...asks, 'servers[ex16b].dcsReachable': false, 'servers[ex16b].inPool': false },
      'unlikely',
    ],
  ],
});
