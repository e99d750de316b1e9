import cause from '../../../services/causes/secondary-mailbox-moved.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { table } from './table.ts';
import { healthy, mailbox, moved, servers } from './world.ts';

const { secondary: _, ...own } = mailbox;
const shared = (hours: number) => ({
  ...servers,
  ...own,
  'secondary[frank.boss@contoso.example].kind': 'delegate',
  'secondary[frank.boss@contoso.example].movedAt': hoursBefore(hours),
});
table(cause, {
  shows: [
    [
      'a delegate mailbox moved hours ago, the own one stayed',
      { ...shared(6), 'popup.kind': 'restart' },
      'likely',
    ],
    [
      'told only: another move, gone without it',
      {
        'popup.kind': 'restart',
        'timeline.after': ['other-move'],
        'tried[]': [{ what: 'remove-secondary', result: 'cured' }],
      },
      'likely',
    ],
  ],
  clears: [
    ['she opens nothing', { ...healthy, 'popup.kind': 'restart' }, 'ruled-out'],
    ['what she opens moved a year ago', { ...shared(9_000), 'popup.kind': 'restart' }, 'ruled-out'],
    ['only her own moved', { ...healthy, ...moved(5), 'popup.kind': 'restart' }, 'ruled-out'],
    [
      'it stays without it',
      { ...shared(6), 'popup.kind': 'restart', 'tried[]': [{ what: 'automapping-off', result: 'nothing' }] },
      ['unlikely', 'possible'],
    ],
    ['a password box', { ...shared(6), 'popup.kind': 'credential' }, ['unlikely', 'possible']],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a restart, nothing known of other mailboxes',
      { ...servers, ...own, 'popup.kind': 'restart' },
      ['unlikely', 'possible'],
    ],
    ['a moved one, no popup told', shared(6), ['unlikely', 'possible']],
  ],
});
