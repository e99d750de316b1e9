import cause from '../../../services/causes/reverse-proxy-ntlm.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

const box = { 'popup.kind': 'credential' };
const proxy = { 'path.through': 'reverse-proxy' };
const wire = (vip: number, same: boolean) => ({
  'mapi[mail.contoso.example@vip/emsmdb].ntlmStatus': vip,
  'mapi[mail.contoso.example@vip/emsmdb].sameConnection': same,
  'mapi[mail.contoso.example@ex16a/emsmdb].ntlmStatus': 200,
  'mapi[mail.contoso.example@ex16b/emsmdb].ntlmStatus': 200,
});
const control = { 'control.probeAccountUsable': true, 'control.knownGoodTarget': 'ex16a' };
table(cause, {
  shows: [
    [
      'our account is refused through it alone, connections split',
      { ...healthy, ...box, ...proxy, ...wire(401, false), ...control },
      'confirmed',
    ],
    [
      'told only: nginx in front, direct works',
      { ...box, ...proxy, 'path.product': 'nginx', 'scope.directWorks': true },
      'likely',
    ],
    [
      'told only: layer 4 instead cured it, web mail worked',
      {
        ...box,
        'path.through': 'load-balancer-7',
        'tried[]': [{ what: 'layer-4-instead', result: 'cured' }],
        'scope.webmailWorks': true,
        'scope.only': ['through:device'],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'nothing in between',
      { ...box, 'path.through': { value: 'direct', from: 'pasted' }, 'path.keepsConnection': true },
      'ruled-out',
    ],
    [
      'Extended Protection off cured it',
      {
        ...box,
        ...proxy,
        'scope.directWorks': true,
        'tried[]': [{ what: 'extended-protection-off', result: 'cured' }],
      },
      ['possible', 'unlikely'],
    ],
    ['it goes on past it', { ...box, ...proxy, 'scope.directWorks': false }, 'unlikely'],
    [
      'the device signs users in itself',
      { ...box, ...proxy, 'path.preAuthentication': 'kcd', 'scope.directWorks': true },
      ['possible', 'unlikely'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'refused, but our account was let in nowhere',
      { ...healthy, ...box, ...proxy, ...wire(401, false), 'control.probeAccountUsable': false },
      ['possible', 'unlikely'],
    ],
    ['a reverse proxy, nothing fails', { ...healthy, ...proxy, ...wire(200, true), ...control }, 'unlikely'],
  ],
});
