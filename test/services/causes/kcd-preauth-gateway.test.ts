import cause from '../../../services/causes/kcd-preauth-gateway.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const kcd = { 'path.preAuthentication': 'kcd', 'path.through': 'reverse-proxy' };
const refused = {
  server: 'gate1',
  log: 'device',
  at: hoursBefore(1),
  text: 'S4U2Proxy for http/mail.contoso.example failed: KDC_ERR_BADOPTION',
};
table(cause, {
  shows: [
    [
      'the gateway’s own log of her',
      { ...asks, ...kcd, ...lines({ ...refused, user: 'CORP\\anna' }) },
      'confirmed',
    ],
    ['the gateway’s own log, of whomever', { ...asks, ...kcd, ...lines(refused) }, 'likely'],
    [
      'as told: KCD, inside works, since the shared account came',
      {
        'popup.kind': 'credential',
        ...kcd,
        'scope.insideWorks': true,
        'scope.outsideWorks': false,
        'timeline.after': ['kerberos-enabled'],
      },
      'likely',
    ],
    [
      'as told: past the gateway it is gone',
      {
        'popup.kind': 'credential',
        'path.preAuthentication': 'kcd',
        'tried[]': [{ what: 'direct-to-server', result: 'cured' }],
        'timeline.after': ['gateway-change'],
      },
      'likely',
    ],
    [
      'Exchange offers no Negotiate',
      {
        'popup.kind': 'credential',
        ...kcd,
        'mapi[mail.contoso.example@vip/nspi].schemes': ['NTLM'],
        'scope.insideWorks': true,
      },
      'likely',
    ],
  ],
  clears: [
    [
      'passed through',
      { ...asks, 'path.preAuthentication': 'none', 'scope.directWorks': true },
      ['unlikely', 'ruled-out'],
    ],
    ['inside fails too', { ...asks, ...kcd, 'scope.insideWorks': false }, 'unlikely'],
    [
      'past the gateway it went on',
      { ...asks, ...kcd, 'tried[]': [{ what: 'direct-to-server', result: 'nothing' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['delegation alone', { ...healthy, ...kcd }, ['possible', 'unlikely']],
    [
      'what the gateway does unseen',
      {
        ...asks,
        'path.through': 'reverse-proxy',
        'tried[]': [{ what: 'direct-to-server', result: 'cured' }],
      },
      ['possible', 'unlikely'],
    ],
  ],
});
