import cause from '../../../services/causes/account-expired.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, servers } from './world.ts';

const refused = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  status: 401,
  substatus: 1,
  win32: 1793,
};
table(cause, {
  shows: [
    [
      'the directory says so',
      { ...healthy, 'account.expired': true, 'account.expiresAt': hoursBefore(30) },
      'confirmed',
    ],
    ['its date alone', { ...healthy, 'account.expiresAt': hoursBefore(30) }, 'confirmed'],
    [
      'told: expired, since that day, a new password in vain',
      {
        'popup.kind': 'credential',
        'account.expired': told(true),
        'account.expiresAt': told(hoursBefore(30)),
        'timeline.since': hoursBefore(29),
        'tried[]': [{ what: 'change-password', result: 'nothing' }],
      },
      'likely',
    ],
    [
      'a refusal, everywhere',
      { ...servers, ...lines(refused), 'popup.kind': 'credential', 'scope.webmailWorks': false },
      ['unlikely', 'possible'],
    ],
  ],
  clears: [
    ['its date is to come', { ...healthy, 'account.expiresAt': hoursBefore(-300) }, 'ruled-out'],
    ['not expired', { ...healthy, 'account.expired': false, ...lines(refused) }, 'ruled-out'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['refused everywhere', { 'popup.kind': 'credential', 'scope.webmailWorks': false }, 'unlikely'],
  ],
});
