import { expect, test } from '@jest/globals';
import cache from '../../../services/causes/autodiscover-apppool-cache.ts';
import cause from '../../../services/causes/mailbox-move-by-design.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { judge, told } from './judging.ts';
import { table } from './table.ts';
import { autodiscover, healthy, lines, mailbox, moved, servers, staleLine } from './world.ts';

const world = { ...servers, ...mailbox };
table(cause, {
  shows: [
    ['one restart the day after', { ...world, ...moved(20), 'popup.kind': 'restart' }, 'likely'],
    [
      'told only',
      { 'popup.kind': 'restart', 'timeline.after': ['own-move'], 'timeline.pattern': 'once' },
      'likely',
    ],
    [
      'disconnected, and then the one restart',
      {
        'popup.kind': 'restart',
        'popup.chain': ['disconnected', 'restart'],
        'timeline.after': ['own-move'],
        'timeline.pattern': 'once',
      },
      'likely',
    ],
  ],
  clears: [
    [
      'disconnected, and no restart asked for',
      { ...world, ...moved(20), 'popup.kind': 'disconnected', 'timeline.after': ['own-move'] },
      'unlikely',
    ],
    ['never moved', { ...healthy, 'popup.kind': 'restart' }, 'ruled-out'],
    [
      'a password box after it',
      { ...world, ...moved(20), 'popup.chain': ['restart', 'credential'], 'timeline.pattern': 'once' },
      ['unlikely', 'possible'],
    ],
    [
      'a second restart',
      { ...world, ...moved(20), 'popup.chain': ['restart', 'restart'] },
      ['unlikely', 'possible'],
    ],
    [
      'at every start',
      { ...world, ...moved(20), 'popup.kind': 'restart', 'timeline.pattern': 'every-start' },
      ['unlikely', 'possible'],
    ],
    [
      'it began before the move',
      { ...world, ...moved(20), 'popup.kind': 'restart', 'timeline.since': hoursBefore(90) },
      ['unlikely', 'possible'],
    ],
    [
      'the stamp is that of a new mailbox',
      {
        ...world,
        'mailbox.movedAt': hoursBefore(20),
        'mailbox.createdAt': hoursBefore(20),
        'popup.kind': 'restart',
      },
      'ruled-out',
    ],
  ],
  cannotSee: [
    ['nothing', {}, 'unlikely'],
    ['a restart, the move unseen', { 'popup.kind': 'restart', 'timeline.pattern': 'once' }, 'possible'],
    ['a move, no popup told', { ...world, ...moved(20) }, 'possible'],
    [
      'said not to be moved',
      { 'popup.kind': 'restart', 'mailbox.moved': told(false) },
      ['unlikely', 'possible'],
    ],
  ],
});

test('with a location still held, it stands behind the cache', () => {
  const facts = { ...world, ...moved(3), ...autodiscover(200, 302), 'popup.kind': 'restart' };
  expect(judge(cause, facts).weight).toBeLessThan(judge(cache, facts).weight);
  expect(judge(cause, facts, lines(staleLine)).weight).toBeLessThan(
    judge(cache, facts, lines(staleLine)).weight,
  );
});
