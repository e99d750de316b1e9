import { against, all, any, cause, fair, must, not, type Seen, strong, weak } from '../cause.ts';
import { hoursBefore } from '../readings/examples.ts';
import {
  anotherMoved,
  day,
  firstPopup,
  moved,
  movedAt,
  movedOthers,
  youngerThan,
} from '../readings/mailbox.ts';
import { moment, names, span } from '../readings/sentences.ts';
import { cures, inVain } from '../readings/tries.ts';

const shared = 'secondary[shared@contoso.example]';
const removal = ['remove-secondary', 'automapping-off'];
const latest = (seen: Seen): number | undefined => {
  const times = movedOthers(seen)
    .map((address) => seen.time(`secondary[${address}].movedAt`))
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
};
const others = (seen: Seen): string =>
  names(
    movedOthers(seen).map(
      (address) =>
        `${address} (${seen.text(`secondary[${address}].kind`) ?? 'opened'}, moved ${moment(seen.time(`secondary[${address}].movedAt`))})`,
    ),
  );

export default cause({
  id: 'secondary-mailbox-moved',
  side: 'moves',
  otherMailboxes: true,
  popups: ['restart', 'disconnected'],
  usual: 'occasional',
  says: 'Another mailbox in the profile was moved; Outlook asks for a restart for every mailbox that it opens.',
  toUser: {
    says: 'Another mailbox that you open was moved to a newer server. Outlook asks to be restarted for that one too.',
    todo: 'Close Outlook and start it again once.',
  },
  signs: [
    must('another-mailbox-moved', {
      when: anotherMoved,
      says: (seen) =>
        movedOthers(seen).length > 0
          ? `This user opens ${others(seen)}.`
          : anotherMoved(seen) === true
            ? 'Another mailbox that this user opens was moved.'
            : 'No other mailbox that this user opens was moved lately.',
      shown: { [`${shared}.movedAt`]: hoursBefore(8) },
      cleared: { secondary: [], 'timeline.after': ['password-change'] },
    }),
    strong('asks-for-a-restart-and-another-moved', {
      group: 'restart',
      when: (seen) => {
        const first = firstPopup(seen);
        return all(first === undefined ? undefined : first === 'restart', anotherMoved(seen));
      },
      says: (seen) => `The message asks to quit and restart Outlook, and ${others(seen)} was moved.`,
      shown: { 'popup.kind': 'restart', [`${shared}.movedAt`]: hoursBefore(8) },
      cleared: { 'popup.kind': 'credential', [`${shared}.movedAt`]: hoursBefore(8) },
    }),
    fair('asks-for-a-restart', {
      group: 'restart',
      when: (seen) => {
        const first = firstPopup(seen);
        return first === undefined ? undefined : first === 'restart';
      },
      says: () => 'The message asks to quit and restart Outlook.',
      shown: { 'popup.kind': 'restart', 'popup.chain': ['restart'] },
      cleared: { 'popup.kind': 'credential', 'popup.chain': ['credential'] },
    }),
    strong('own-mailbox-stayed', {
      when: (seen) => all(not(moved(seen)), anotherMoved(seen)),
      says: (seen) => `${seen.mailbox} itself was not moved lately, but ${others(seen)} was.`,
      shown: { 'mailbox.moved': false, [`${shared}.movedAt`]: hoursBefore(8) },
      cleared: { 'mailbox.movedAt': hoursBefore(20) },
    }),
    fair('moved-just-now', {
      group: 'after-its-move',
      when: (seen) => youngerThan(seen, latest(seen), 3 * day),
      says: (seen) => `The newest of these moves is ${span(seen.now - (latest(seen) ?? seen.now))} old.`,
      shown: { [`${shared}.movedAt`]: hoursBefore(8) },
      cleared: { [`${shared}.movedAt`]: hoursBefore(200) },
    }),
    fair('began-with-its-move', {
      group: 'after-its-move',
      when: (seen) => seen.has('timeline.after', 'other-move'),
      says: () => 'It began after the move of another mailbox.',
      shown: { 'timeline.after': ['other-move'] },
      cleared: { 'timeline.after': ['password-change'] },
    }),
    fair('only-who-opens-another', {
      when: (seen) => seen.has('scope.only', 'with:secondary'),
      says: () => 'Only people who open another mailbox see it.',
      shown: { 'scope.only': ['with:secondary'] },
      cleared: { 'scope.only': ['outlook:16'] },
    }),
    cures(strong, 'ends-without-it', removal, 'Without the other mailbox in the profile it is gone.'),
    strong('event-names-it', {
      when: (seen) => {
        const event = seen.text('client.restartEvent')?.toLowerCase();
        const opened = seen.keys('secondary');
        if (event === undefined || event === '' || opened.length === 0) return undefined;
        return opened.some((address) => event.includes(address));
      },
      says: (seen) => `Outlook's event 67 names another mailbox: ${seen.text('client.restartEvent')}`,
      shown: {
        [`${shared}.kind`]: 'automapped',
        'client.restartEvent': 'The server of shared@contoso.example has changed.',
      },
      cleared: {
        [`${shared}.kind`]: 'automapped',
        'client.restartEvent': 'The server of the primary mailbox has changed.',
      },
    }),
    weak('only-once', {
      when: (seen) => seen.is('timeline.pattern', 'once'),
      says: () => 'It came once.',
      shown: { 'timeline.pattern': 'once' },
      cleared: { 'timeline.pattern': 'constant' },
    }),
    inVain(against.strong, 'stays-without-it', removal, 'It stays without the other mailbox in the profile.'),
    against.fair('own-move-is-newer', {
      when: (seen) => {
        const own = movedAt(seen);
        const other = latest(seen);
        if (moved(seen) === false) return false;
        return own === undefined || other === undefined ? undefined : own >= other;
      },
      says: (seen) => `The user's own mailbox was moved later, ${moment(movedAt(seen))}.`,
      shown: { 'mailbox.movedAt': hoursBefore(3), [`${shared}.movedAt`]: hoursBefore(8) },
      cleared: { 'mailbox.movedAt': hoursBefore(30), [`${shared}.movedAt`]: hoursBefore(8) },
    }),
    against.strong('began-before-its-move', {
      when: (seen) => {
        const since = seen.time('timeline.since');
        const at = latest(seen);
        return since === undefined || at === undefined ? undefined : since < at - day / 24;
      },
      says: (seen) =>
        `It began ${moment(seen.time('timeline.since'))}, before the other mailbox was moved ${moment(latest(seen))}.`,
      shown: { [`${shared}.movedAt`]: hoursBefore(8), 'timeline.since': hoursBefore(100) },
      cleared: { [`${shared}.movedAt`]: hoursBefore(8), 'timeline.since': hoursBefore(5) },
    }),
    against.fair('all-see-it', {
      when: (seen) => any(seen.is('scope.affected', 'all'), seen.is('scope.affected', 'one-pc')),
      says: (seen) => `It does not follow the other mailbox: affected is ${seen.text('scope.affected')}.`,
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-user' },
    }),
  ],
  remedies: ['restart-outlook-once', 'disable-automapping', 'move-secondary-mailbox'],
  meanwhile: [
    'Restart Outlook once; use web mail for the other mailbox if it goes on.',
    'Do not create a new profile.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Exchange Team blog, "Obviating Outlook Client Restarts after Mailbox Moves", 2011',
    'msxfaq.de, Outlook restart',
  ],
});
