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
const peak = { 'timeline.pattern': 'peak', 'timeline.endsAlone': true };
const counted = (timeouts: number) => ({
  'servers[ex16a].netlogonTimeouts': timeouts,
  'servers[ex16b].netlogonTimeouts': timeouts,
});
table(cause, {
  shows: [
    ['Netlogon’s own event', { ...asks, ...lines(event(2)) }, 'confirmed'],
    ['and it comes at busy hours', { ...asks, ...peak, ...lines(event(2)), ...counted(740) }, 'confirmed'],
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
    ['no logon timed out', { ...asks, ...peak, ...counted(0) }, 'unlikely'],
    ['at every start', { ...asks, 'timeline.pattern': 'every-start', 'scope.affected': 'some' }, 'unlikely'],
    ['one person only', { ...asks, ...peak, 'scope.affected': 'one-user' }, ['unlikely', 'possible']],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['an event of last week', { ...asks, ...lines(event(200)) }, 'unlikely'],
    ['few channels alone', { ...asks, 'servers[ex16a].maxConcurrentApi': 2 }, 'unlikely'],
  ],
});
