import cause from '../../../services/causes/master-account-sid.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const carried = { 'mailbox.masterAccountSid': 'S-1-5-21-9-8-7-1105', 'mailbox.kind': 'user' };
const denied = {
  server: 'ex16a',
  log: 'mapi-http',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  returnCode: 1010,
  signature: 'login-perm',
};
table(cause, {
  shows: [
    [
      'the directory shows it, a log shows her turned away',
      { ...healthy, ...carried, ...lines(denied) },
      'confirmed',
    ],
    [
      'told: migrated from the other forest, the entry is still there, on every PC, new profile in vain',
      {
        'popup.kind': 'credential',
        'mailbox.masterAccountSid': told('S-1-5-21-9-8-7-1105'),
        'mailbox.kind': told('user'),
        'timeline.after': ['own-move'],
        'scope.otherPcWorks': false,
        'tried[]': [{ what: 'new-profile', result: 'nothing' }],
      },
      ['possible', 'likely'],
    ],
    [
      'a further mailbox carries it, without it the box is gone',
      {
        'popup.kind': 'credential',
        'secondary[sales@contoso.example].masterAccountSid': told('S-1-5-21-9-8-7-2200'),
        'scope.only': ['with:secondary'],
        'tried[]': [{ what: 'remove-secondary', result: 'cured' }],
        'timeline.after': ['directory-edit'],
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'a linked mailbox has its owner there by design',
      { ...healthy, ...carried, 'mailbox.kind': 'linked', ...lines(denied) },
      ['ruled-out', 'unlikely'],
    ],
    ['nothing is left over', { ...healthy, 'mailbox.masterAccountSid': '', ...lines(denied) }, 'ruled-out'],
    [
      'a shared mailbox carries SELF, as all do',
      {
        ...healthy,
        'mailbox.masterAccountSid': '',
        'secondary[sales@contoso.example].masterAccountSid': 'S-1-5-10',
        ...lines(denied),
      },
      'ruled-out',
    ],
    ['another PC works', { ...healthy, ...carried, 'scope.otherPcWorks': true }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['the entry, and nothing fails', { ...healthy, ...carried }, ['unlikely', 'possible']],
    ['turned away, the directory unread', { ...lines(denied) }, 'unlikely'],
  ],
});
