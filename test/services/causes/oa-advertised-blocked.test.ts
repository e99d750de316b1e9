import cause from '../../../services/causes/oa-advertised-blocked.ts';
import { told } from './judging.ts';
import { pasted } from './outlook-anywhere-facts.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const rows = (http: string) => ({
  'connections[]': {
    value: [
      { server: 'ex10a', type: 'mail', protocol: 'RPC/TCP', status: 'Established' },
      { server: 'mail.contoso.example', type: 'mail', protocol: 'RPC/HTTP', status: http },
    ],
    from: 'pasted' as const,
  },
});
const handedOut = { 'autodiscover[autodiscover.contoso.example@ex16a].protocols': ['EXCH', 'EXPR'] };
const turnedAway = {
  server: 'gw01',
  log: 'device',
  at: '2026-11-20T08:00:00Z',
  user: 'CORP\\anna',
  stem: '/rpc/rpcproxy.dll',
  status: 403,
};
table(cause, {
  shows: [
    [
      'told: one segment, when the network changes, NTLM, HTTP first',
      {
        'popup.kind': 'credential',
        'client.httpFirst': told(['fast', 'slow']),
        'client.proxyAuthentication': told('ntlm'),
        'scope.only': ['segment:plant'],
        'timeline.pattern': 'after-network-change',
      },
      'likely',
    ],
    [
      'pasted rows: RPC/TCP well, RPC/HTTP not, since a rule of the gateway, from one site',
      {
        'popup.kind': 'credential',
        ...rows('Connecting'),
        'timeline.after': ['gateway-change'],
        'scope.affected': 'one-site',
      },
      'likely',
    ],
    [
      'no connection by the outside name, and the servers answer',
      {
        ...handedOut,
        'popup.kind': 'credential',
        'tls[outlook.contoso.example@vip].error': 'no connection in time',
        'outlookAnywhere[outlook.contoso.example@ex16a].anonymousStatus': 401,
        'timeline.pattern': 'after-network-change',
        'scope.affected': 'one-site',
      },
      'likely',
    ],
    [
      'a device turned her away',
      { ...healthy, ...handedOut, 'popup.kind': 'credential', ...lines(turnedAway) },
      'confirmed',
    ],
  ],
  clears: [
    [
      'no such path is handed out',
      {
        ...healthy,
        'popup.kind': 'credential',
        'autodiscover[autodiscover.contoso.example@ex16a].protocols': ['mapiHttp', 'EXCH'],
        'autodiscover[autodiscover.contoso.example@ex16b].protocols': ['mapiHttp', 'EXCH'],
        ...lines(turnedAway),
      },
      'ruled-out',
    ],
    [
      'Basic is what asks',
      {
        'popup.kind': 'credential',
        'client.proxyAuthentication': pasted('basic'),
        'timeline.pattern': 'after-network-change',
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['handed out, nothing fails', { ...healthy, ...handedOut, 'popup.kind': 'credential' }, 'unlikely'],
  ],
});
