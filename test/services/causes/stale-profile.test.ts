import cause from '../../../services/causes/stale-profile.ts';
import { table } from './table.ts';
import { autodiscover, healthy, mailbox, moved, servers } from './world.ts';

const world = { ...servers, ...mailbox };
const { 'mailbox.movedAt': _, ...neverMoved } = healthy;
const cured = { 'tried[]': [{ what: 'new-profile', result: 'cured' }] };
table(cause, {
  shows: [
    [
      'the pasted profile names Exchange 2010 while every front end answers right',
      { ...healthy, ...moved(400), 'client.profileServer': 'ex10a.corp.local', 'popup.kind': 'credential' },
      ['likely', 'confirmed'],
    ],
    [
      'and a new one cures it',
      { ...healthy, ...moved(400), 'client.profileServer': 'ex10a.corp.local', ...cured },
      'confirmed',
    ],
    [
      'told only: a new profile cures, another PC works, moved',
      {
        'popup.kind': 'credential',
        'timeline.after': ['own-move'],
        'scope.otherPcWorks': true,
        'client.profileServerIs': { value: 'other-exchange-server', from: 'told' },
        ...cured,
      },
      'likely',
    ],
  ],
  clears: [
    ['never moved, profile right', { ...neverMoved, 'client.profileServerIs': 'guid' }, 'ruled-out'],
    [
      'a new profile lasts until the next start only',
      {
        ...world,
        ...moved(400),
        'client.profileServer': 'ex10a.corp.local',
        'tried[]': [{ what: 'new-profile', result: 'until-restart' }],
      },
      ['unlikely', 'possible'],
    ],
    [
      'the profile was made after the move',
      { ...world, ...moved(400), 'client.profileAge': 1, 'scope.otherPcWorks': true },
      'unlikely',
    ],
    [
      'front ends still lead to Exchange 2010',
      {
        ...world,
        ...moved(3),
        ...autodiscover(302, 302),
        'client.profileServerIs': { value: 'other-exchange-server', from: 'told' },
      },
      ['unlikely', 'possible'],
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    [
      'a new profile cures, the move unseen',
      { 'popup.kind': 'credential', ...cured, 'scope.otherPcWorks': true, 'scope.affected': 'one-pc' },
      ['possible', 'unlikely'],
    ],
    ['a healthy moved mailbox', { ...healthy, ...moved(400) }, 'unlikely'],
  ],
});
