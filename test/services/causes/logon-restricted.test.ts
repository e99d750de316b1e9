import cause from '../../../services/causes/logon-restricted.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, servers } from './world.ts';

const event = {
  server: 'ex16a',
  log: 'security',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  eventId: 4625,
  text: 'Status: 0xC000006E Sub Status: 0xC0000070',
  signature: 'restricted',
};
const list = { 'account.workstations': ['PC0815'], 'account.logonHoursExclude': false };
table(cause, {
  shows: [
    ['the hours exclude this one', { ...healthy, 'account.logonHoursExclude': true }, 'confirmed'],
    [
      'a list of machines, and a refusal for the machine',
      { ...healthy, ...list, 'account.failedLogon': { value: ['C0000070'], from: 'log' } },
      'confirmed',
    ],
    [
      'told: a list, a new PC, the old one works, refused',
      {
        'popup.kind': 'credential',
        'account.workstations': told(['PC0815']),
        'timeline.after': ['computer-change'],
        'scope.otherPcWorks': true,
        'popup.passwordAccepted': 'refused',
        'scope.webmailWorks': false,
      },
      ['possible', 'likely'],
    ],
    [
      'a refusal for a restriction',
      { ...servers, ...lines(event), 'popup.kind': 'credential' },
      ['unlikely', 'possible'],
    ],
  ],
  clears: [
    [
      'neither hours nor a list',
      { ...healthy, 'account.logonHoursExclude': false, 'account.workstations': [] },
      'ruled-out',
    ],
    [
      'event 4625 for a restriction whose sub-status says that the account is disabled',
      {
        ...servers,
        'popup.kind': 'credential',
        'scope.webmailWorks': false,
        'scope.phoneWorks': false,
        'scope.affected': 'one-user',
        ...lines({ ...event, signature: 'disabled', text: 'Status: 0xC000006E Sub Status: 0xC0000072' }),
      },
      'unlikely',
    ],
    [
      'a list, but the box takes the password',
      { ...healthy, ...list, 'popup.passwordAccepted': 'accepted' },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a list and nothing refused', { ...healthy, ...list }, ['unlikely', 'possible']],
  ],
});
