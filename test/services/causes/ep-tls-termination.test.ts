import cause from '../../../services/causes/ep-tls-termination.ts';
import { badBinding, leafs, off, protectedServers, toldOnly } from './extended-protection-facts.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const binding = (vip: number, node: number) => ({
  'mapi[mail.contoso.example@vip/emsmdb].bindingRight': vip,
  'mapi[mail.contoso.example@ex16a/emsmdb].bindingRight': node,
});
const control = { 'control.probeAccountUsable': true, 'control.knownGoodTarget': 'ex16a' };
table(cause, {
  shows: [
    [
      'told: since Extended Protection, through the load balancer, direct works',
      { ...toldOnly, 'path.through': 'load-balancer-7', 'scope.directWorks': true },
      'likely',
    ],
    [
      'told without a cure: TLS ends at the device, everybody, since Extended Protection',
      {
        'popup.kind': 'credential',
        'timeline.after': ['extended-protection'],
        'path.tlsEndsAt': 'device',
        'scope.affected': 'all',
      },
      'likely',
    ],
    [
      'another certificate in front, and her logon refused for its binding',
      { ...protectedServers, ...leafs('aa', 'bb'), ...lines(badBinding) },
      'confirmed',
    ],
    [
      'our own account, by experiment',
      { ...protectedServers, ...control, ...binding(401, 200) },
      'confirmed',
    ],
  ],
  clears: [
    ['Extended Protection is off', { ...protectedServers, ...off, ...leafs('aa', 'bb') }, 'ruled-out'],
    [
      'the same certificate in front',
      { ...protectedServers, ...leafs('aa', 'aa'), ...lines(badBinding) },
      'unlikely',
    ],
    [
      'the certificate of one of two servers, passed through',
      {
        ...protectedServers,
        ...leafs('aa', 'aa'),
        'tls[mail.contoso.example@ex16b].leaf': 'bb',
        ...lines(badBinding),
      },
      ['unlikely', 'possible'],
    ],
    [
      'perhaps the certificate of a server that was not looked at',
      {
        ...protectedServers,
        'servers[ex16c].exchange': '2016',
        ...leafs('aa', 'bb'),
        ...lines(badBinding),
      },
      ['unlikely', 'possible'],
    ],
    [
      'only PCs with a scanner',
      { ...toldOnly, 'path.through': 'load-balancer-7', 'scope.only': ['with:scanner'] },
      ['unlikely', 'possible'],
    ],
    [
      'switching it off changed nothing',
      {
        'popup.kind': 'credential',
        'timeline.after': ['extended-protection'],
        'path.tlsEndsAt': 'device',
        'tried[]': [{ what: 'extended-protection-off', result: 'nothing' }],
      },
      'unlikely',
    ],
    [
      'Extended Protection works behind a device with the same certificate',
      {
        ...protectedServers,
        ...leafs('aa', 'aa'),
        'path.behindDevice': told('https'),
        'path.through': 'load-balancer-7',
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a device, Extended Protection unseen',
      { 'path.tlsEndsAt': 'device', 'scope.directWorks': true },
      'possible',
    ],
    [
      'the experiment without a control',
      { ...protectedServers, ...binding(401, 200), 'control.probeAccountUsable': false },
      'unlikely',
    ],
  ],
});
