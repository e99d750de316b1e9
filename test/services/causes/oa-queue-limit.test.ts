import cause from '../../../services/causes/oa-queue-limit.ts';
import { coexisting, pasted, toldLegacy } from './outlook-anywhere-facts.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const turnedAway = {
  server: 'ex10a',
  log: 'iis',
  at: '2026-11-20T08:00:00Z',
  user: 'CORP\\anna',
  stem: '/rpc/rpcproxy.dll',
  status: 503,
  substatus: 3,
  signature: 'queue-full',
};
table(cause, {
  shows: [
    [
      'told: at peak, 2010 by Outlook Anywhere, a pasted 503',
      {
        ...toldLegacy,
        'timeline.pattern': 'peak',
        'log[]': { value: [{ log: 'iis', stem: '/rpc/rpcproxy.dll', status: 503 }], from: 'pasted' },
      },
      'likely',
    ],
    ['her request turned away', { ...coexisting, ...lines(turnedAway) }, 'confirmed'],
  ],
  clears: [
    [
      'nothing by Outlook Anywhere',
      {
        ...coexisting,
        'secondary[shared@contoso.example].exchange': '2016',
        'publicFolders.where': '2013+',
        'client.protocol': pasted('HTTP'),
      },
      'ruled-out',
    ],
    [
      'the queue is long already',
      { ...toldLegacy, 'timeline.pattern': 'peak', 'pools[ex10a/defaultapppool].queueLimit': 65535 },
      'unlikely',
    ],
    ['one person only', { ...toldLegacy, 'scope.affected': 'one-user' }, 'unlikely'],
    [
      'Netlogon is the narrow place',
      { ...toldLegacy, 'timeline.pattern': 'peak', 'servers[ex16a].netlogonTimeouts': 120 },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['the limit as shipped', { ...coexisting, 'pools[ex10a/defaultapppool].queueLimit': 1000 }, 'unlikely'],
    [
      'others turned away',
      { ...coexisting, ...lines({ ...turnedAway, user: 'CORP\\otto' }) },
      ['possible', 'unlikely'],
    ],
  ],
});
