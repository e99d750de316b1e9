import cause from '../../../services/causes/mapihttpdisabled-key.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const set = { 'client.registry[MapiHttpDisabled]': { value: 1, from: 'pasted' as const } };
const rpc = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  method: 'RPC_IN_DATA',
  stem: '/rpc/rpcproxy.dll',
  status: 401,
  signature: 'front-end-401',
};
table(cause, {
  shows: [
    [
      'the value is pasted, her Outlook Anywhere is refused',
      { ...healthy, ...set, ...lines(rpc) },
      'confirmed',
    ],
    [
      'the value is pasted, Outlook Anywhere is off on every server',
      {
        ...healthy,
        ...set,
        'vdirs[ex16a/rpc].enabled': { value: false, from: 'directory' },
        'vdirs[ex16b/rpc].enabled': { value: false, from: 'directory' },
      },
      'confirmed',
    ],
    [
      'told: the value is there, RPC/HTTP is used, Outlook Anywhere was switched off, another PC works',
      {
        'popup.kind': 'credential',
        'client.mapiHttpDisabled': true,
        'client.protocol': 'RPC/HTTP',
        'timeline.after': ['protocol-switch'],
        'scope.otherPcWorks': true,
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'not set',
      { ...healthy, 'client.registry[MapiHttpDisabled]': { value: 0, from: 'pasted' } },
      'ruled-out',
    ],
    [
      'it helped',
      { ...healthy, ...set, 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      'unlikely',
    ],
    ['MAPI/HTTP is used all the same', { ...healthy, ...set, 'client.protocol': 'HTTP' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'set, and all is well',
      { ...healthy, ...set, ...lines({ ...rpc, status: 200, signature: 'success' }) },
      ['unlikely', 'possible'],
    ],
  ],
});
