import cause from '../../../services/causes/autodiscover-vdir-auth.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const offer = (...schemes: string[]) => ({
  'autodiscover[autodiscover.contoso.example@ex16a].schemes': ['Negotiate', 'NTLM', 'Basic'],
  'autodiscover[autodiscover.contoso.example@ex16b].schemes': schemes,
});
const { 'autodiscover[autodiscover.contoso.example@ex16b].status': _, ...world } = healthy;
const box = { ...world, 'popup.kind': 'credential' };
const refusal = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/autodiscover/autodiscover.xml',
  status: 401,
  signature: 'front-end-401',
};
table(cause, {
  shows: [
    [
      'her refusal on a front end with Basic alone',
      { ...box, ...searched(96), ...offer('Basic'), ...lines(refusal) },
      'confirmed',
    ],
    [
      'the wire and IIS agree',
      {
        ...box,
        ...offer('Basic'),
        'iis[ex16b/default web site/autodiscover].windows': { value: false, from: 'worker' },
      },
      'confirmed',
    ],
    [
      'told only: the box names the Autodiscover host every hour, the directory was found wrong',
      {
        'popup.kind': 'credential',
        'popup.host': 'autodiscover.contoso.example',
        'timeline.pattern': 'hourly',
        'checked[virtual-directories].result': told('wrong'),
      },
      'likely',
    ],
  ],
  clears: [
    [
      'both methods on every front end',
      { ...healthy, ...offer('Negotiate', 'NTLM', 'Basic'), 'popup.kind': 'credential' },
      'unlikely',
    ],
    [
      'gone without MAPI/HTTP',
      { ...box, ...offer('Basic'), 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      ['possible', 'unlikely'],
    ],
    ['a restart', { ...box, ...offer('Basic'), 'popup.kind': 'restart' }, 'unlikely'],
  ],
  cannotSee: [
    [
      'a challenge to nobody at the common name',
      {
        ...box,
        ...offer('Negotiate', 'NTLM'),
        'control.probeAccountUsable': true,
        'control.knownGoodTarget': 'ex16a',
        'autodiscover[autodiscover.contoso.example@vip/autodiscover].step': 'autodiscover',
        'autodiscover[autodiscover.contoso.example@vip/autodiscover].status': 401,
        'autodiscover[autodiscover.contoso.example@vip/autodiscover].schemes': ['Negotiate', 'NTLM'],
      },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    ['Basic alone, no box told', { ...world, ...offer('Basic') }, ['possible', 'unlikely']],
    [
      'our own account refused, let in nowhere',
      {
        ...box,
        ...offer('Negotiate', 'NTLM'),
        'autodiscover[autodiscover.contoso.example@ex16b].status': 401,
      },
      'unlikely',
    ],
  ],
});
