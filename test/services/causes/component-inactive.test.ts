import cause from '../../../services/causes/component-inactive.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const inactive = { 'components[ex16b/mapiproxy].state': 'inactive' };
const refused = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 503,
};
table(cause, {
  shows: [
    ['inactive behind the common name', { ...asks, ...inactive, 'servers[ex16b].inPool': true }, 'confirmed'],
    [
      'inactive, and the common name led us to it',
      { ...asks, ...inactive, 'mapi[mail.contoso.example@vip/emsmdb].frontEnd': 'EX16B' },
      'confirmed',
    ],
    ['her own request met 503 there', { ...asks, ...inactive, ...lines(refused) }, 'confirmed'],
    [
      'as told: left in maintenance after an update',
      {
        'popup.kind': 'disconnected',
        'servers[ex16b].maintenance': told(true),
        'timeline.after': ['server-update'],
        'scope.affected': 'some',
      },
      'likely',
    ],
  ],
  clears: [
    ['every component is active', { ...asks, 'components[ex16b/mapiproxy].state': 'active' }, 'unlikely'],
    [
      'out of the pool',
      { ...asks, ...inactive, 'servers[ex16b].inPool': false, 'timeline.after': ['server-update'] },
      'unlikely',
    ],
    ['one person only', { ...asks, ...inactive, 'scope.affected': 'one-user' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['whether it is in the pool', { ...asks, ...inactive }, 'possible'],
    [
      'a component that Outlook does not need',
      { ...asks, 'components[ex16b/hubtransport].state': 'inactive' },
      'unlikely',
    ],
  ],
});
