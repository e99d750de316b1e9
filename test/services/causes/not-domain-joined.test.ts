import cause from '../../../services/causes/not-domain-joined.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { told } from './judging.ts';
import { table } from './table.ts';
import { healthy, lines } from './world.ts';

const outside = { 'client.domainJoined': { value: false, from: 'pasted' as const } };
const letIn = {
  server: 'ex16a',
  log: 'http-proxy',
  at: hoursBefore(1),
  user: 'CORP\\anna',
  stem: '/mapi/emsmdb/',
  status: 200,
  signature: 'success',
};
const accepted = { 'popup.kind': 'credential', 'popup.passwordAccepted': 'accepted' };
table(cause, {
  shows: [
    [
      'pasted: not joined; she is let in; the box takes the password',
      { ...healthy, ...outside, ...accepted, ...lines(letIn) },
      'confirmed',
    ],
    [
      'told: a home PC, at every start, the password is taken',
      { ...accepted, 'client.domainJoined': told(false), 'timeline.pattern': 'every-start' },
      'likely',
    ],
    [
      'told: only PCs outside the domain, once at every start, the office PC does not ask',
      {
        'popup.kind': 'credential',
        'scope.only': ['not-domain-joined'],
        'timeline.pattern': 'every-start',
        'scope.otherPcWorks': true,
      },
      ['possible', 'likely'],
    ],
  ],
  clears: [
    [
      'the PC is in the domain',
      { ...healthy, ...accepted, 'client.domainJoined': { value: true, from: 'pasted' } },
      'ruled-out',
    ],
    [
      'the right password is refused',
      { 'popup.kind': 'credential', 'popup.passwordAccepted': 'refused', ...outside, ...lines(letIn) },
      ['unlikely', 'possible'],
    ],
    [
      'it comes back all day',
      {
        'popup.kind': 'credential',
        'popup.passwordAccepted': 'accepted-returns',
        ...outside,
        'timeline.pattern': 'constant',
      },
      'unlikely',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a PC outside, and nothing told', { ...healthy, ...outside, ...lines(letIn) }, 'possible'],
    ['at every start', { 'popup.kind': 'credential', 'timeline.pattern': 'every-start' }, 'unlikely'],
  ],
});
