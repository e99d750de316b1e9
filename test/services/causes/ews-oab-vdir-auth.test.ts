import cause from '../../../services/causes/ews-oab-vdir-auth.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const offers = (schemes: readonly string[]) => ({
  'ews[mail.contoso.example@ex16a].anonymousStatus': 401,
  'ews[mail.contoso.example@ex16a].schemes': schemes,
});
const refused = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/EWS/Exchange.asmx',
  status: 401,
  signature: 'front-end-401',
};
table(cause, {
  shows: [
    [
      'told: by the hour in cached mode, Cancel is no hindrance',
      {
        'popup.kind': 'credential',
        'popup.afterCancel': 'nothing',
        'timeline.pattern': 'hourly',
        'client.cachedMode': true,
        'client.addressBookFails': true,
      },
      'possible',
    ],
    [
      'her refusal where Basic alone is offered',
      { ...asks, ...offers(['Basic']), ...lines(refused) },
      'confirmed',
    ],
    [
      'her refusal where Windows authentication is off',
      { ...asks, ...lines(refused), 'iis[ex16a/default web site/ews].windows': false },
      'confirmed',
    ],
    [
      'as told: mail works, the address book does not, a pasted answer offers nothing',
      {
        'popup.kind': 'credential',
        'connections[]': [{ type: 'mail', status: 'Established', failures: 0 }],
        'client.addressBookFails': true,
        'oab[mail.contoso.example@vip].anonymousStatus': { value: 401, from: 'pasted' },
        'oab[mail.contoso.example@vip].schemes': { value: ['Basic'], from: 'pasted' },
      },
      'likely',
    ],
    [
      'her line of a folder that keeps her out, as it stands',
      {
        'popup.kind': 'credential',
        'client.addressBookFails': true,
        ...lines({
          server: 'ex16a',
          log: 'iis',
          at: hoursBefore(1),
          user: 'CORP\\anna',
          stem: '/OAB/oab.xml',
          status: 401,
          substatus: 3,
          win32: 5,
        }),
      },
      ['possible', 'likely'],
    ],
    [
      'the same for others, and the address book fails',
      {
        'popup.kind': 'credential',
        'client.addressBookFails': true,
        ...lines({
          server: 'ex16a',
          log: 'iis',
          at: hoursBefore(1),
          user: 'CORP\\otto',
          stem: '/OAB/oab.xml',
          status: 401,
          substatus: 3,
          win32: 5,
        }),
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['both methods everywhere', { ...asks, ...offers(['Negotiate', 'NTLM']) }, 'unlikely'],
    [
      'recycling the pool cured it',
      { ...asks, ...offers(['Basic']), 'tried[]': [{ what: 'recycle-services', result: 'cured' }] },
      'unlikely',
    ],
    ['another PC works', { ...asks, ...offers(['Basic']), 'scope.otherPcWorks': true }, 'unlikely'],
    ['her mail itself is refused', { ...asks, ...lines({ ...refused, stem: '/mapi/emsmdb/' }) }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'the setting alone',
      { ...asks, 'iis[ex16a/default web site/oab].windows': false },
      ['unlikely', 'possible'],
    ],
    [
      'our own account refused, let in nowhere',
      { ...asks, 'ews[mail.contoso.example@ex16a].ntlmStatus': 401, 'control.probeAccountUsable': false },
      'unlikely',
    ],
  ],
});
