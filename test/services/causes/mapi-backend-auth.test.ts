import cause from '../../../services/causes/mapi-backend-auth.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const nspi = 'iis[ex16a/exchange back end/mapi/nspi]';
const greta = { ...healthy, ...searched(96), 'popup.kind': 'credential' };
const swapped = { [`${nspi}.providers`]: ['NTLM', 'Negotiate'] };
const right = {
  [`${nspi}.providers`]: ['Negotiate', 'NTLM'],
  [`${nspi}.ssl`]: ['Ssl'],
  [`${nspi}.windows`]: true,
};
const refused = {
  server: 'ex16b',
  log: 'http-proxy',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/mapi/nspi/',
  status: 401,
  backEndStatus: 401,
  target: 'ex16a.corp.local',
  signature: 'back-end-401',
};
table(cause, {
  shows: [
    ['refused by the back end, which drifted', { ...greta, ...swapped, ...lines(refused) }, 'confirmed'],
    [
      'told: moved users, address book fails, the directories found wrong, gone with MAPI/HTTP off',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2016'),
        'client.addressBookFails': told(true),
        'checked[virtual-directories].result': 'wrong',
        'scope.affected': 'moved-only',
        'tried[]': [{ what: 'mapi-http-off-mailbox', result: 'cured' }],
      },
      'likely',
    ],
    [
      'pasted: NTLM stands first, the answer says BackEnd;401',
      {
        'popup.kind': 'credential',
        'mailbox.exchange': told('2016'),
        [`${nspi}.windows`]: { value: false, from: 'pasted' },
        'mapi[mail.contoso.example@vip/nspi].failureContext': {
          value: 'BackEnd;401;VW5hdXRob3JpemVk;;;;',
          from: 'pasted',
        },
      },
      'likely',
    ],
  ],
  clears: [
    [
      'a mailbox on Exchange 2010',
      { ...greta, ...swapped, ...lines(refused), 'mailbox.exchange': '2010' },
      'ruled-out',
    ],
    ['the back end is as shipped', { ...greta, ...right }, 'unlikely'],
    [
      'MAPI/HTTP off changes nothing',
      { ...greta, ...swapped, 'tried[]': [{ what: 'mapi-http-off-client', result: 'nothing' }] },
      'unlikely',
    ],
    ['another PC works', { ...greta, ...swapped, 'scope.otherPcWorks': true }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['drifted, nothing refused: a risk', { ...greta, ...swapped }, ['unlikely', 'possible']],
    [
      'others refused by a back end that nobody looked at',
      { ...greta, ...lines({ ...refused, user: 'CORP\\otto' }) },
      ['unlikely', 'possible'],
    ],
  ],
});
