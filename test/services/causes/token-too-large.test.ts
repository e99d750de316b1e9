import cause from '../../../services/causes/token-too-large.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const tooLong = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  status: 400,
  signature: 'request-too-large',
};
table(cause, {
  shows: [
    ['a refused request and many groups', { ...asks, ...lines(tooLong), 'account.groups': 640 }, 'confirmed'],
    [
      'as told: one person, many groups, gone by NTLM',
      {
        'popup.kind': 'credential',
        'account.groups': told(900),
        'scope.affected': 'one-user',
        'scope.otherUserOnThisPcWorks': true,
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'as told: the error names 400, another PC fails too',
      {
        'popup.kind': 'credential',
        'client.startError': 'HTTP Error 400. Request Too Long',
        'account.groups': told(500),
        'scope.otherPcWorks': false,
      },
      'likely',
    ],
  ],
  clears: [
    ['few groups', { ...asks, ...lines(tooLong), 'account.groups': 20 }, 'ruled-out'],
    [
      'another PC works',
      { ...asks, 'account.groups': 640, 'scope.affected': 'one-user', 'scope.otherPcWorks': true },
      'unlikely',
    ],
    [
      'NTLM alone changes nothing',
      { ...asks, 'account.groups': 640, 'tried[]': [{ what: 'ntlm-only', result: 'nothing' }] },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['another person’s long request', { ...asks, ...lines({ ...tooLong, user: 'CORP\\otto' }) }, 'unlikely'],
    ['nothing', {}, 'unlikely'],
    ['many groups alone', { ...asks, 'account.groups': 640 }, 'unlikely'],
    [
      'the groups unseen',
      { ...asks, 'scope.affected': 'one-user', 'tried[]': [{ what: 'ntlm-only', result: 'cured' }] },
      ['unlikely', 'possible'],
    ],
  ],
});
