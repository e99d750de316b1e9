import cause from '../../../services/causes/oa-basic-auth.ts';
import { told } from './judging.ts';
import { pasted } from './outlook-anywhere-facts.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const answer = 'autodiscover[autodiscover.contoso.example@ex16a].exprAuth';
const request = {
  server: 'ex16a',
  log: 'http-proxy',
  at: '2026-11-20T08:00:00Z',
  user: 'CORP\\anna',
  stem: '/rpc/rpcproxy.dll',
  status: 200,
  signature: 'success',
};
table(cause, {
  shows: [
    [
      'told: asks when the laptop leaves the LAN, Basic in the profile, password accepted',
      {
        'popup.kind': 'credential',
        'popup.passwordAccepted': 'accepted',
        'client.proxyAuthentication': told('basic'),
        'timeline.pattern': 'after-network-change',
      },
      'likely',
    ],
    [
      'told: with NTLM it was gone',
      {
        'popup.kind': 'credential',
        'client.protocol': told('RPC/HTTP'),
        [answer]: pasted('basic'),
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'Autodiscover says Basic, and she goes that way',
      { ...healthy, 'popup.kind': 'credential', [answer]: 'basic', ...lines(request) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'the directory allows Basic beside others',
      {
        ...healthy,
        'popup.kind': 'credential',
        'vdirs[ex16a/rpc].externalAuth': ['Basic', 'Ntlm', 'Negotiate'],
        ...lines(request),
      },
      'unlikely',
    ],
    [
      'MAPI/HTTP',
      { ...healthy, 'popup.kind': 'credential', [answer]: 'basic', 'client.protocol': pasted('HTTP') },
      'ruled-out',
    ],
    [
      'NTLM in the profile',
      {
        'popup.kind': 'credential',
        'client.proxyAuthentication': pasted('ntlm'),
        'timeline.pattern': 'after-network-change',
      },
      'unlikely',
    ],
    [
      'with Basic it was gone',
      {
        'popup.kind': 'credential',
        'client.protocol': told('RPC/HTTP'),
        'tried[]': [{ what: 'basic', result: 'cured' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'told Basic, the way unseen',
      { ...healthy, 'popup.kind': 'credential', [answer]: 'basic' },
      ['possible', 'unlikely'],
    ],
  ],
});
