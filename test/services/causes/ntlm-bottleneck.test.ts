import cause from '../../../services/causes/ntlm-bottleneck.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const event = (hours: number) => ({
  server: 'ex16a',
  log: 'system',
  at: hoursBefore(hours),
  eventId: 5816,
  text: 'Netlogon has failed an authentication request: too many pending requests.',
});
const hers = {
  server: 'ex16a',
  log: 'iis',
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'no-domain-controller',
};
const peak = { 'timeline.pattern': 'peak', 'timeline.endsAlone': true };
const counted = (timeouts: number) => ({
  'servers[ex16a].netlogonTimeouts': timeouts,
  'servers[ex16b].netlogonTimeouts': timeouts,
});
table(cause, {
  shows: [
    [
      'her logon found no controller while the channels were full',
      { ...asks, ...lines(event(2), { ...hers, at: hoursBefore(2.1) }) },
      'confirmed',
    ],
    ['Netlogon’s own event, of whomever', { ...asks, ...lines(event(2)) }, 'possible'],
    ['and it comes at busy hours', { ...asks, ...peak, ...lines(event(2)), ...counted(740) }, 'likely'],
    [
      'as told: at busy hours, many people, ends alone',
      { 'popup.kind': 'credential', ...peak, 'scope.affected': 'some' },
      'likely',
    ],
    [
      'as told: timed-out logons, since more people came',
      {
        'popup.kind': 'credential',
        'servers[ex16a].netlogonTimeouts': told(300),
        'timeline.after': ['load-growth'],
        'scope.affected': 'all',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'disconnected at busy hours, and no password asked for',
      { 'popup.kind': 'disconnected', 'timeline.pattern': 'peak', 'scope.affected': 'some' },
      'unlikely',
    ],
    ['no logon timed out', { ...asks, ...peak, ...counted(0) }, 'unlikely'],
    ['at every start', { ...asks, 'timeline.pattern': 'every-start', 'scope.affected': 'some' }, 'unlikely'],
    ['one person only', { ...asks, ...peak, 'scope.affected': 'one-user' }, ['unlikely', 'possible']],
  ],
  cannotSee: [
    [
      'her logon found none at another hour',
      { ...asks, ...lines(event(9), { ...hers, at: hoursBefore(2) }) },
      'possible',
    ],
    ['nothing', {}, 'unlikely'],
    ['an event of last week', { ...asks, ...lines(event(200)) }, 'unlikely'],
    ['few channels alone', { ...asks, 'servers[ex16a].maxConcurrentApi': 2 }, 'unlikely'],
  ],
});
