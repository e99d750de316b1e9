import cause from '../../../services/causes/account-disabled.ts';
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
  win32: 1331,
};
table(cause, {
  shows: [
    ['the directory says so', { ...healthy, 'account.disabled': true }, 'confirmed'],
    [
      'the phone still works on a kept token',
      { ...healthy, 'account.disabled': true, 'popup.kind': 'credential', 'scope.phoneWorks': true },
      'confirmed',
    ],
    [
      'told: disabled after an edit, web mail refuses it too, a new password in vain',
      {
        'popup.kind': 'credential',
        'account.disabled': told(true),
        'scope.webmailWorks': false,
        'timeline.after': ['directory-edit'],
        'tried[]': [{ what: 'change-password', result: 'nothing' }],
      },
      ['possible', 'likely'],
    ],
    [
      'event 4625, which tells the reason by its sub-status',
      {
        ...servers,
        'popup.kind': 'credential',
        'scope.webmailWorks': false,
        'scope.phoneWorks': false,
        'scope.affected': 'one-user',
        ...lines({
          server: 'ex16a',
          log: 'security',
          eventId: 4625,
          text: 'Account currently disabled. Status: 0xC000006E Sub Status: 0xC0000072',
        }),
      },
      ['possible', 'likely'],
    ],
    [
      'a linked mailbox, its account of the other forest refused',
      {
        ...servers,
        'mailbox.kind': 'linked',
        'account.disabled': true,
        ...lines(refused),
        'scope.webmailWorks': false,
        'timeline.after': ['directory-edit'],
        'popup.kind': 'credential',
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    ['not disabled', { ...healthy, 'account.disabled': false }, 'ruled-out'],
    ...(['shared', 'room', 'equipment'] as const).map(
      (kind) =>
        [
          `a ${kind} mailbox is disabled by design`,
          { ...healthy, 'mailbox.kind': kind, 'account.disabled': true },
          'ruled-out',
        ] as const,
    ),
    [
      'a linked mailbox is disabled by design',
      { ...healthy, 'mailbox.kind': 'linked', 'account.disabled': true },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'refused everywhere',
      { 'popup.kind': 'credential', 'scope.webmailWorks': false, 'popup.passwordAccepted': 'refused' },
      'unlikely',
    ],
  ],
});
