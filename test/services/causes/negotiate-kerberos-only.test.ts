import cause from '../../../services/causes/negotiate-kerberos-only.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, mapi, searched } from './world.ts';

const only = {
  'iis[ex16a/default web site/mapi].providers': ['Negotiate:Kerberos'],
  ...mapi(['Negotiate'], ['Negotiate', 'NTLM']),
};
const greta = { ...healthy, ...searched(96), 'popup.kind': 'credential' };
const refused = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 401,
  signature: 'front-end-401',
};
table(cause, {
  shows: [
    [
      'told: outside only, the provider pasted',
      {
        'popup.kind': 'credential',
        'iis[ex16a/default web site/mapi].providers': { value: ['Negotiate:Kerberos'], from: 'pasted' },
        'scope.only': ['not-domain-joined'],
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    ['her refusal where only Kerberos is taken', { ...greta, ...only, ...lines(refused) }, 'confirmed'],
    [
      'her request came from outside',
      { ...greta, ...only, ...lines({ ...refused, clientIp: '203.0.113.9', signature: 'challenge' }) },
      'confirmed',
    ],
  ],
  clears: [
    ['Negotiate and NTLM', { ...greta, 'client.domainJoined': told(false) }, 'ruled-out'],
    [
      'plain Negotiate, which falls back',
      {
        ...greta,
        ...mapi(['Negotiate'], ['Negotiate']),
        'iis[ex16a/default web site/mapi].providers': { value: ['Negotiate'], from: 'worker' },
        'client.domainJoined': told(false),
      },
      'ruled-out',
    ],
    [
      'it fails inside',
      { ...greta, ...only, 'scope.insideWorks': false, 'client.domainJoined': told(true) },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['set, nobody without a domain controller known', { ...greta, ...only }, 'unlikely'],
    [
      'Negotiate alone on the wire',
      { ...mapi(['Negotiate'], ['Negotiate']), 'scope.only': ['not-domain-joined'] },
      'unlikely',
    ],
  ],
});
