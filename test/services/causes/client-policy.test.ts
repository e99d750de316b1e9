import cause from '../../../services/causes/client-policy.ts';
import { table } from './table.ts';
import { healthy } from './world.ts';

table(cause, {
  shows: [
    [
      'UseOnlineContent 0 is pasted',
      {
        ...healthy,
        'client.registry[UseOnlineContent]': { value: 0, from: 'pasted' },
        'popup.kind': 'need-password',
      },
      'confirmed',
    ],
    [
      'the profile is anonymous, as its value says',
      {
        ...healthy,
        'client.registry[00036619]': { value: '01 f0 00 80', from: 'pasted' },
        'popup.kind': 'credential',
      },
      'confirmed',
    ],
    [
      'told: after a policy, only the PCs that have it, another works',
      {
        'popup.kind': 'credential',
        'timeline.after': ['policy-change'],
        'scope.only': ['with:policy'],
        'scope.otherPcWorks': true,
        'popup.rememberOffered': false,
      },
      'likely',
    ],
    [
      'told: the words name the administrator, it comes at every start, the password is taken',
      {
        'popup.kind': 'need-password',
        'popup.afterCancelText': 'This feature has been disabled by your administrator.',
        'popup.passwordAccepted': 'accepted',
        'timeline.pattern': 'every-start',
        'scope.otherPcWorks': true,
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'nothing on the PC forces it',
      {
        ...healthy,
        'client.registry[UseOnlineContent]': { value: 2, from: 'pasted' },
        'client.logonNetworkSecurity': 'Negotiate Authentication',
        'scope.otherPcWorks': true,
      },
      'unlikely',
    ],
    ['everybody sees it', { 'timeline.after': ['policy-change'], 'scope.affected': 'all' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'another PC works',
      { 'popup.kind': 'credential', 'scope.otherPcWorks': true, 'scope.webmailWorks': true },
      'unlikely',
    ],
  ],
});
