import cause from '../../../services/causes/time-skew.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines, searched } from './world.ts';

const greta = { ...healthy, ...searched(96), 'popup.kind': 'credential' };
const refused = {
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 401,
  win32: 2148074276,
  signature: 'clock-skew',
};
const clock = 'servers[ex16a].clockSkewSeconds';
table(cause, {
  shows: [
    [
      'told: a clock is nine minutes off, since a domain controller was replaced, NTLM cures',
      {
        'popup.kind': 'credential',
        [clock]: told(540),
        'timeline.after': ['dc-change'],
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'possible',
    ],
    [
      'a clock is off, and tickets are refused for it',
      { ...greta, [clock]: 540, ...lines({ ...refused, user: 'CORP\\otto' }) },
      'confirmed',
    ],
    ['her own ticket refused for the time: her PC', { ...greta, [clock]: 1, ...lines(refused) }, 'confirmed'],
  ],
  clears: [
    ['the clocks agree', { ...greta, [clock]: 3 }, 'unlikely'],
    ['no such refusal', greta, 'unlikely'],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a clock is off, nothing refused',
      { ...healthy, 'popup.kind': 'credential', [clock]: -400 },
      'possible',
    ],
  ],
});
