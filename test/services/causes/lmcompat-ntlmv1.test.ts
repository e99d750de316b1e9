import cause from '../../../services/causes/lmcompat-ntlmv1.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const low = { 'client.registry[LmCompatibilityLevel]': { value: 1, from: 'pasted' as const } };
const event = {
  server: 'ex16a',
  log: 'security',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  eventId: 4625,
  text: 'Package Name (NTLM only): NTLM V1',
};
table(cause, {
  shows: [
    [
      'level 1 is pasted, a domain controller refuses NTLMv1',
      {
        ...healthy,
        ...low,
        'servers[dc1].lmCompatibilityLevel': { value: 5, from: 'worker' },
        'popup.kind': 'credential',
      },
      'confirmed',
    ],
    [
      'level 1 is pasted, her logon came as NTLM V1',
      { ...healthy, ...low, ...lines(event), 'popup.kind': 'credential' },
      'confirmed',
    ],
    [
      'told: level 1 by an old policy, since the domain controllers were replaced',
      {
        'popup.kind': 'credential',
        'client.lmCompatibilityLevel': told(1),
        'timeline.after': ['dc-change'],
        'scope.only': ['with:policy'],
        'scope.otherPcWorks': true,
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'level 3 speaks NTLMv2',
      { ...healthy, 'client.lmCompatibilityLevel': { value: 3, from: 'pasted' }, ...lines(event) },
      'ruled-out',
    ],
    ['the box takes the password', { ...healthy, ...low, 'popup.passwordAccepted': 'accepted' }, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'level 1, refused by a domain controller, and no box: Kerberos is used',
      { ...healthy, ...low, 'servers[dc1].lmCompatibilityLevel': { value: 5, from: 'worker' } },
      'possible',
    ],
    ['level 1 where nobody refuses it', { ...healthy, ...low }, ['unlikely', 'possible']],
    [
      'with Extended Protection it is another cause',
      {
        'popup.kind': 'credential',
        'client.lmCompatibilityLevel': told(1),
        'timeline.after': ['extended-protection'],
      },
      ['unlikely'],
    ],
  ],
});
