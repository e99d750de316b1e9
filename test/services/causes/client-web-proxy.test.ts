import cause from '../../../services/causes/client-web-proxy.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const set = { 'client.webProxy': { value: 'http://proxy.contoso.example:8080', from: 'pasted' as const } };
const asked = { server: 'proxy1', log: 'device', at: hoursBefore(1), status: 407, clientIp: '10.0.0.7' };
table(cause, {
  shows: [
    [
      'told: the box names a strange host, and directly it works',
      { 'popup.kind': 'credential', 'popup.hostIs': 'foreign', 'scope.directWorks': true },
      ['possible', 'likely'],
    ],
    [
      'the proxy is pasted, its log shows that it asked',
      { ...healthy, ...set, ...lines(asked), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'the box names the proxy',
      {
        ...healthy,
        ...set,
        'popup.host': { value: 'proxy.contoso.example', from: 'pasted' },
        'popup.kind': 'credential',
      },
      'confirmed',
    ],
    [
      'told: since the move, web mail works, moving back cures',
      {
        'popup.kind': 'credential',
        'timeline.after': ['own-move'],
        'scope.webmailWorks': true,
        'tried[]': [{ what: 'move-back', result: 'cured' }],
        'scope.only': ['with:web-proxy'],
      },
      'likely',
    ],
    [
      'told: without the proxy it is gone, after a change of the gateway',
      {
        'popup.kind': 'credential',
        'tried[]': [{ what: 'proxy-off', result: 'cured' }],
        'timeline.after': ['gateway-change'],
        'scope.webmailWorks': true,
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'no proxy is set',
      { ...healthy, 'client.webProxy': '', 'timeline.after': ['gateway-change'], 'popup.kind': 'credential' },
      'unlikely',
    ],
    [
      'without the proxy it went on',
      { ...set, 'tried[]': [{ what: 'proxy-off', result: 'nothing' }] },
      'unlikely',
    ],
    ['Outlook uses RPC', { ...set, 'client.protocol': 'RPC/TCP', 'popup.kind': 'credential' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a proxy is set, and all is well', { ...healthy, ...set }, ['unlikely', 'possible']],
    ['web mail works', { 'popup.kind': 'credential', 'scope.webmailWorks': true }, 'unlikely'],
  ],
});
