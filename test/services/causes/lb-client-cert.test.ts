import cause from '../../../services/causes/lb-client-cert.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const box = { 'popup.kind': 'client-certificate' };
const asks = (vip: boolean, node: boolean) => ({
  'tls[mail.contoso.example@vip].asksClientCertificate': vip,
  'tls[mail.contoso.example@ex16a].asksClientCertificate': node,
});
const refusal = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 403,
  substatus: 7,
  signature: 'client-certificate',
};
table(cause, {
  shows: [
    ['the device asks, the servers do not', { ...healthy, ...box, ...asks(true, false) }, 'confirmed'],
    [
      'her request was refused for want of one',
      { ...healthy, 'popup.kind': 'credential', ...lines(refusal) },
      'confirmed',
    ],
    [
      'told only: a PIN is asked since the gateway changed, direct works',
      { ...box, 'timeline.after': ['gateway-change'], 'scope.directWorks': true },
      'likely',
    ],
    [
      'told only: the gateway asks for one',
      { ...box, 'path.asksClientCertificate': true, 'scope.only': ['through:device'] },
      'likely',
    ],
  ],
  clears: [
    [
      'nobody asks',
      { ...healthy, ...box, ...asks(false, false), 'path.asksClientCertificate': false },
      'unlikely',
    ],
    ['it goes on past it', { ...box, 'scope.directWorks': false }, 'unlikely'],
    ['a restart', { ...asks(true, false), 'popup.kind': 'restart' }, ['possible', 'unlikely']],
  ],
  cannotSee: [
    [
      'directly it works, and nobody told of a device',
      { 'popup.kind': 'credential', 'scope.directWorks': true },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    ['the device asks, no box told', { ...healthy, ...asks(true, false) }, 'possible'],
  ],
});
