import cause from '../../../services/causes/lb-persistence.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const box = { 'popup.kind': 'disconnected' };
const balancer = { 'path.through': 'load-balancer', 'path.balancing': 'per-request' };
const lost = {
  server: 'ex16a',
  log: 'mapi-http',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  signature: 'session-lost',
};
const by = (server: string) => ({
  server,
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 200,
});
const wire = (vip: number, node: number) => ({
  'mapi[mail.contoso.example@vip/emsmdb].responseCode': vip,
  'mapi[mail.contoso.example@ex16a/emsmdb].responseCode': node,
  'mapi[mail.contoso.example@ex16b/emsmdb].responseCode': 0,
});
table(cause, {
  shows: [
    [
      'her session was lost while she came by two servers',
      { ...healthy, ...box, ...balancer, ...lines(lost, by('ex16a'), by('ex16b')) },
      'confirmed',
    ],
    [
      'the session is lost through the common name alone',
      { ...healthy, ...box, ...balancer, ...wire(10, 0) },
      'confirmed',
    ],
    [
      'told only: balanced per request, at random, one server alone cured it',
      {
        ...box,
        ...balancer,
        'timeline.pattern': 'random',
        'tried[]': [{ what: 'direct-to-server', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'it keeps to one server',
      {
        ...box,
        'path.through': 'load-balancer',
        'path.balancing': 'source-ip',
        'timeline.pattern': 'random',
      },
      'unlikely',
    ],
    ['one server alone does not help', { ...box, ...balancer, 'scope.directWorks': false }, 'unlikely'],
    [
      'on every front end too',
      { ...healthy, ...box, ...balancer, ...wire(10, 10) },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    [
      'directly it works, and nobody told of a device',
      { 'popup.kind': 'disconnected', 'scope.directWorks': true },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    [
      'balanced per request, nothing fails',
      { ...healthy, ...balancer, ...wire(0, 0) },
      ['possible', 'unlikely'],
    ],
  ],
});
