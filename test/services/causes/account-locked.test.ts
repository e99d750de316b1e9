import cause from '../../../services/causes/account-locked.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, mailbox, searched, servers } from './world.ts';

const { 'account.locked': _, ...unread } = mailbox;
const refused = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  status: 401,
  substatus: 1,
  win32: 1909,
};
table(cause, {
  shows: [
    [
      'the directory says so',
      { ...healthy, 'account.locked': true, 'account.lockedAt': hoursBefore(1) },
      'confirmed',
    ],
    [
      'and the popup is a restart',
      { ...healthy, 'account.locked': true, 'popup.kind': 'restart' },
      'confirmed',
    ],
    [
      'told: locked, refused everywhere, unlocking helps for a while',
      {
        'popup.kind': 'credential',
        'account.locked': told(true),
        'scope.webmailWorks': false,
        'tried[]': [{ what: 'unlock', result: 'for-a-while' }],
      },
      'likely',
    ],
    [
      'the directory unread, a fresh refusal for lockout, web mail too',
      {
        ...servers,
        ...unread,
        'popup.kind': 'credential',
        ...lines(refused),
        'scope.webmailWorks': false,
        'timeline.after': ['password-change'],
        'tried[]': [{ what: 'unlock', result: 'for-a-while' }],
      },
      'likely',
    ],
  ],
  clears: [
    ['not locked', { ...healthy, ...lines(refused), 'popup.kind': 'credential' }, 'ruled-out'],
    [
      'another account was locked',
      { ...servers, ...unread, ...searched(), ...lines({ ...refused, user: 'CORP\\otto' }) },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'the directory unread, the password refused everywhere',
      {
        ...servers,
        ...unread,
        'popup.kind': 'credential',
        'scope.webmailWorks': false,
        'popup.passwordAccepted': 'refused',
      },
      ['unlikely', 'possible'],
    ],
    [
      'a refusal of last week',
      { ...servers, ...unread, ...lines({ ...refused, at: hoursBefore(170) }) },
      'unlikely',
    ],
  ],
});
