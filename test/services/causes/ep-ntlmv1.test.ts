import cause from '../../../services/causes/ep-ntlmv1.ts';
import { badBinding, off, protectedServers, toldOnly } from './extended-protection-facts.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { lines } from './world.ts';

const version1 = { ...badBinding, text: 'An account failed to log on. Package Name (NTLM only): NTLM V1' };
table(cause, {
  shows: [
    [
      'told: machines under one policy, level 1, since Extended Protection',
      { ...toldOnly, 'client.lmCompatibilityLevel': told(1), 'scope.only': ['with:policy'] },
      'likely',
    ],
    [
      'told: the level in the registry, no cure tried',
      {
        'popup.kind': 'credential',
        'timeline.after': ['extended-protection', 'policy-change'],
        'client.registry[LmCompatibilityLevel]': 2,
      },
      'likely',
    ],
    ['her refused logon was NTLM version 1', { ...protectedServers, ...lines(version1) }, 'confirmed'],
    [
      'a server below 3, and her binding refused',
      {
        ...protectedServers,
        'servers[ex16a].lmCompatibilityLevel': { value: 1, from: 'worker' },
        ...lines(badBinding),
      },
      'confirmed',
    ],
  ],
  clears: [
    ['Extended Protection is off', { ...protectedServers, ...off, ...lines(version1) }, 'ruled-out'],
    ['level 5', { ...toldOnly, 'client.lmCompatibilityLevel': 5 }, 'unlikely'],
    [
      'past the device it works',
      { ...toldOnly, 'scope.directWorks': true, 'scope.only': ['with:policy'] },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'it is off at one directory, and which other front ends there are is unseen',
      {
        'popup.kind': 'credential',
        'client.lmCompatibilityLevel': 1,
        'timeline.after': ['extended-protection'],
        'iis[ex16a/default web site/mapi].extendedProtection': { value: 'none', from: 'worker' },
      },
      ['unlikely', 'possible', 'likely'],
    ],
    ['a low level, Extended Protection unseen', { 'client.lmCompatibilityLevel': 1 }, 'unlikely'],
    ['NTLM version 2 refused', { ...protectedServers, ...lines(badBinding) }, 'possible'],
  ],
});
