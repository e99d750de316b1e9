import cause from '../../../services/causes/mapi-vdir-auth.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, mapi } from './world.ts';

const negotiateOnly = mapi(['Negotiate', 'NTLM'], ['Negotiate']);
const greta = { ...healthy, ...negotiateOnly, 'popup.kind': 'credential' };
const outside = { 'client.domainJoined': false, 'scope.only': ['not-domain-joined'] };
const refusal = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/mapi/nspi/',
  status: 401,
  signature: 'front-end-401',
};
const ours = (status: number) => ({
  'mapi[mail.contoso.example@ex16a/nspi].ntlmStatus': 200,
  'mapi[mail.contoso.example@ex16b/nspi].ntlmStatus': status,
});
const control = { 'control.probeAccountUsable': true, 'control.knownGoodTarget': 'ex16a' };
table(cause, {
  shows: [
    [
      'told: a PC outside the domain since its move, and the right password is refused',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': '2016',
        'scope.only': ['not-domain-joined'],
        'timeline.after': ['own-move'],
        'popup.passwordAccepted': 'refused',
      },
      ['possible', 'likely'],
    ],
    [
      'told: refused outside since MAPI/HTTP was switched on, inside it works',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': '2016',
        'client.protocol': 'HTTP',
        'scope.insideWorks': true,
        'scope.outsideWorks': false,
        'timeline.after': ['protocol-switch'],
      },
      ['possible', 'likely'],
    ],
    ['her refusal on a front end without NTLM', { ...greta, ...lines(refusal) }, ['likely', 'confirmed']],
    ['and she has no domain controller', { ...greta, ...outside, ...lines(refusal) }, 'confirmed'],
    [
      'without a line: no NTLM on one node for a PC outside the domain, inside works',
      { ...greta, ...outside, 'tried[]': [{ what: 'new-profile', result: 'nothing' }] },
      'likely',
    ],
    [
      'MAPI/HTTP off cures, our own account is refused there',
      { ...greta, ...control, ...ours(401), 'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }] },
      'likely',
    ],
    [
      'told only',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2016'),
        'timeline.after': ['own-move'],
        'mapi[mail.contoso.example@vip/nspi].schemes': { value: ['Negotiate'], from: 'pasted' },
        'mapi[mail.contoso.example@vip/nspi].failureContext': {
          value: 'FrontEnd;401;VW5hdXRob3JpemVk;;;;',
          from: 'pasted',
        },
        'tried[]': [
          { what: 'mapi-http-off-client', result: 'cured' },
          { what: 'new-profile', result: 'until-restart' },
        ],
      },
      'likely',
    ],
  ],
  clears: [
    ['a mailbox on Exchange 2010', { ...greta, ...outside, 'mailbox.exchange': '2010' }, 'ruled-out'],
    [
      'MAPI/HTTP switched off for the mailbox',
      { ...greta, ...outside, 'mailbox.mapiHttp': 'off' },
      'ruled-out',
    ],
    ['both methods on every node', { ...healthy, ...outside, 'popup.kind': 'credential' }, 'unlikely'],
    [
      'the provider that never falls back',
      { ...greta, ...outside, 'iis[ex16b/default web site/mapi].providers': ['Negotiate:Kerberos'] },
      'unlikely',
    ],
    ['another PC works', { ...greta, 'scope.otherPcWorks': true, 'client.domainJoined': true }, 'unlikely'],
    [
      'MAPI/HTTP off changes nothing',
      { ...greta, 'tried[]': [{ what: 'mapi-http-off-client', result: 'nothing' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['Negotiate alone, the client unknown: a risk', greta, ['unlikely', 'possible']],
    [
      'our own account refused, but it was let in nowhere',
      {
        ...greta,
        'mapi[mail.contoso.example@ex16b/nspi].ntlmStatus': 401,
        'control.probeAccountUsable': false,
      },
      ['unlikely', 'possible'],
    ],
    [
      'the version of the mailbox unseen',
      {
        ...outside,
        ...negotiateOnly,
        'popup.kind': 'credential',
        'tried[]': [{ what: 'mapi-http-off-client', result: 'cured' }],
      },
      'possible',
    ],
  ],
});
