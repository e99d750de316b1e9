import cause from '../../../services/causes/external-access-blocked.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const outside = { 'scope.insideWorks': true, 'scope.outsideWorks': false, 'popup.kind': 'credential' };
const fromOutside = {
  server: 'ex16a',
  log: 'http-proxy',
  at: '2026-11-20T08:00:00Z',
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  clientIp: '203.0.113.9',
  status: 401,
};
table(cause, {
  shows: [
    [
      'told: outside only, a gateway that admits a group, not in it',
      { ...outside, 'scope.only': ['not-in-group'], 'path.admitsOnlyGroup': true },
      'likely',
    ],
    [
      'a block from outside is set, inside works',
      { ...healthy, ...outside, 'mailbox.blocks': ['external'] },
      'possible',
    ],
    [
      'and another person is let in on that PC',
      { ...healthy, ...outside, 'mailbox.blocks': ['external'], 'scope.otherUserOnThisPcWorks': true },
      'likely',
    ],
    [
      'a block from outside, and her request came from there',
      { ...healthy, 'popup.kind': 'credential', 'mailbox.blocks': ['external'], ...lines(fromOutside) },
      'confirmed',
    ],
    [
      'Outlook Anywhere is blocked, and she uses it',
      {
        ...healthy,
        'popup.kind': 'credential',
        'mailbox.blocks': ['rpc-http'],
        ...lines({ ...fromOutside, clientIp: '10.0.0.4', stem: '/rpc/rpcproxy.dll' }),
      },
      'confirmed',
    ],
  ],
  clears: [
    ['no block', { ...healthy, ...outside, 'mailbox.blocks': [] }, 'unlikely'],
    [
      'everybody sees it',
      { ...outside, 'scope.only': ['not-in-group'], 'scope.affected': 'all' },
      ['unlikely', 'possible'],
    ],
    [
      'she is inside',
      {
        ...healthy,
        'popup.kind': 'credential',
        'mailbox.blocks': ['external'],
        ...lines({ ...fromOutside, clientIp: '10.0.0.4' }),
      },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    [
      'outside only, the phone works, and nothing hints at a block',
      {
        'popup.kind': 'credential',
        'scope.insideWorks': true,
        'scope.outsideWorks': false,
        'scope.webmailWorks': true,
        'popup.passwordAccepted': 'refused',
      },
      'unlikely',
    ],
    ['nothing', {}, 'unlikely'],
    ['outside only', outside, 'unlikely'],
    [
      'a block that may concern another Outlook',
      { ...healthy, 'mailbox.blocks': ['versions'], 'client.outlookBuild': told('16') },
      ['unlikely', 'possible'],
    ],
  ],
});
