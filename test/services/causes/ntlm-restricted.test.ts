import cause from '../../../services/causes/ntlm-restricted.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const asks = { ...healthy, 'popup.kind': 'credential' };
const blocked = {
  server: 'ex16a',
  log: 'security',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  eventId: 4625,
  signature: 'ntlm-blocked',
};
table(cause, {
  shows: [
    ['her blocked logon', { ...asks, ...lines(blocked) }, 'confirmed'],
    [
      'as told: NTLM restricted by a new policy, only outside, Kerberos alone cures',
      {
        'popup.kind': 'credential',
        'servers[ex16a].ntlmRestricted': told(true),
        'client.domainJoined': false,
        'timeline.after': ['policy-change'],
        'scope.only': ['not-domain-joined'],
        'tried[]': [{ what: 'negotiate-only', result: 'cured' }],
      },
      'likely',
    ],
    [
      'as told: a value on the PC, and the status of the refused logon',
      {
        'popup.kind': 'credential',
        'client.registry[RestrictSendingNTLMTraffic]': 2,
        'account.failedLogon': told(['C0000418']),
        'timeline.after': ['policy-change'],
      },
      'likely',
    ],
  ],
  clears: [
    [
      'no front end restricts it',
      { ...asks, 'servers[ex16a].ntlmRestricted': false, 'servers[ex16b].ntlmRestricted': false },
      'unlikely',
    ],
    [
      'NTLM alone cures',
      {
        ...asks,
        'servers[ex16a].ntlmRestricted': true,
        'client.domainJoined': false,
        'tried[]': [{ what: 'ntlm-only', result: 'cured' }],
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['blocked by a printer’s server', { ...asks, ...lines({ ...blocked, server: 'print1' }) }, 'possible'],
    ['nothing', {}, 'unlikely'],
    ['a restriction alone, Kerberos at hand', { ...asks, 'servers[ex16a].ntlmRestricted': true }, 'unlikely'],
    ['another person’s blocked logon', { ...asks, ...lines({ ...blocked, user: 'CORP\\otto' }) }, 'unlikely'],
  ],
});
