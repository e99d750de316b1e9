import cause from '../../../services/causes/app-pool-down.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const stopped = (pool: string) => ({ [`pools[${pool}].state`]: 'stopped' });
const refused = {
  server: 'ex16b',
  log: 'iis',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 503,
};
table(cause, {
  shows: [
    [
      'the pool of a front end to which the common name leads',
      {
        ...asks,
        ...stopped('ex16b/msexchangemapifrontendapppool'),
        'autodiscover[autodiscover.contoso.example@vip].frontEnd': 'EX16B',
      },
      'confirmed',
    ],
    [
      'the pool of a front end that her own requests come to',
      { ...asks, ...stopped('ex16b/msexchangemapifrontendapppool'), ...lines(refused) },
      'confirmed',
    ],
    [
      'the pool of a front end that nobody saw her come to',
      { ...asks, ...stopped('ex16b/msexchangemapifrontendapppool') },
      'possible',
    ],
    [
      'a back end’s pool where her mailbox is',
      { ...asks, ...stopped('ex16a/msexchangemapimailboxapppool') },
      'confirmed',
    ],
    [
      'as told: not connected since an update, 503, starting IIS anew helps for a while',
      {
        'popup.kind': 'disconnected',
        'timeline.after': ['server-update'],
        'mapi[mail.contoso.example@vip/emsmdb].anonymousStatus': { value: 503, from: 'pasted' },
        'tried[]': [{ what: 'iis-reset', result: 'for-a-while' }],
      },
      'likely',
    ],
    [
      'her own request met 503',
      { ...asks, ...lines(refused), 'timeline.after': ['os-update'], 'scope.directWorks': true },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'every pool runs',
      {
        ...asks,
        'timeline.after': ['server-update'],
        'pools[ex16a/msexchangemapifrontendapppool].state': 'started',
      },
      'unlikely',
    ],
    ['nothing answers 503', { ...asks, 'timeline.after': ['server-update'] }, 'unlikely'],
    [
      'one person only',
      { ...asks, 'tried[]': [{ what: 'iis-reset', result: 'cured' }], 'scope.affected': 'one-user' },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a back end’s pool where her mailbox is not',
      { ...asks, ...stopped('ex16b/msexchangemapimailboxapppool') },
      'unlikely',
    ],
    [
      'a pool that Outlook does not need',
      { ...asks, ...stopped('ex16a/msexchangepushnotificationsapppool') },
      'unlikely',
    ],
    [
      'a pool of a server out of the pool',
      { ...asks, ...stopped('ex16b/msexchangemapifrontendapppool'), 'servers[ex16b].inPool': false },
      'unlikely',
    ],
    [
      'a pool of Exchange 2010, where she opens nothing',
      { ...asks, ...stopped('ex10a/defaultapppool') },
      'unlikely',
    ],
  ],
});
