import {
  against,
  all,
  any,
  cause,
  exampleMailbox,
  fair,
  must,
  not,
  type Seen,
  strong,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import {
  comesAgain,
  day,
  firstPopup,
  hour,
  moreThanOneRestart,
  moved,
  movedAt,
  youngerThan,
} from '../readings/mailbox.ts';
import { moment, names, place, span } from '../readings/sentences.ts';
import { everyFrontEndSinceMove, staleSomewhere } from '../readings/stale-location.ts';

const workedSince = (seen: Seen) => (line: Parameters<typeof isAboutHer>[1]) =>
  all(
    textOf(line, 'signature') === 'success',
    textOf(line, 'log') === 'mapi-http' || /\/mapi/i.test(textOf(line, 'stem') ?? ''),
    isAboutHer(seen, line),
    movedAt(seen) === undefined || writtenAt(line) === undefined
      ? undefined
      : (writtenAt(line) ?? 0) > (movedAt(seen) ?? 0),
  );
const startedBefore = (seen: Seen) => {
  const since = seen.time('timeline.since');
  const at = movedAt(seen);
  return since === undefined || at === undefined ? undefined : since < at - hour;
};

export default cause({
  id: 'mailbox-move-by-design',
  side: 'moves',
  popups: ['restart', 'disconnected'],
  usual: 'usual',
  byDesign:
    'One request to restart Outlook after a move is expected: the server name in the profile changes, and Outlook takes it up at its next start.',
  says: 'The mailbox was moved; Outlook asks once for a restart because the server that it remembers has changed.',
  toUser: {
    says: 'Your mailbox was moved to a newer server. Outlook asks once to be restarted, and that is all.',
    todo: 'Close Outlook and start it again once.',
  },
  signs: [
    must('own-mailbox-moved', {
      when: moved,
      says: (seen) =>
        movedAt(seen) === undefined
          ? `${seen.mailbox} was ${moved(seen) === true ? '' : 'not '}moved lately.`
          : `${seen.mailbox} was moved ${moment(movedAt(seen))}, ${span(seen.now - (movedAt(seen) ?? 0))} before.`,
      shown: { 'mailbox.movedAt': hoursBefore(20) },
      cleared: { 'mailbox.moved': false, 'mailbox.movedAt': hoursBefore(9000) },
    }),
    strong('asks-for-a-restart', {
      when: (seen) => {
        const first = firstPopup(seen);
        return first === undefined ? undefined : first === 'restart';
      },
      says: () => 'The message asks to quit and restart Outlook.',
      shown: { 'popup.kind': 'restart', 'popup.chain': ['restart'] },
      cleared: { 'popup.kind': 'credential', 'popup.chain': ['credential'] },
    }),
    fair('just-moved', {
      group: 'after-the-move',
      when: (seen) => youngerThan(seen, movedAt(seen), 3 * day),
      says: (seen) => `The move of ${moment(movedAt(seen))} is ${span(seen.now - (movedAt(seen) ?? 0))} old.`,
      shown: { 'mailbox.movedAt': hoursBefore(20) },
      cleared: { 'mailbox.movedAt': hoursBefore(200) },
    }),
    fair('began-with-the-move', {
      group: 'after-the-move',
      when: (seen) => seen.has('timeline.after', 'own-move'),
      says: () => 'It began after the move of the own mailbox.',
      shown: { 'timeline.after': ['own-move'] },
      cleared: { 'timeline.after': ['password-change'] },
    }),
    fair('only-once', {
      when: (seen) => seen.is('timeline.pattern', 'once'),
      says: () => 'It came once.',
      shown: { 'timeline.pattern': 'once' },
      cleared: { 'timeline.pattern': 'every-start' },
    }),
    fair('only-moved-mailboxes', {
      when: (seen) => seen.is('scope.affected', 'moved-only'),
      says: () => 'Only people whose mailbox was moved see it.',
      shown: { 'scope.affected': 'moved-only' },
      cleared: { 'scope.affected': 'all' },
    }),
    weak('works-since', {
      when: (seen) => seen.someElement('log', workedSince(seen), everyFrontEndSinceMove(seen)),
      says: (seen) => `${place(firstLine(seen, workedSince(seen)))}: Outlook has worked since the move.`,
      shown: {
        'mailbox.movedAt': hoursBefore(20),
        'log[]': exampleLine({
          server: 'ex16a',
          log: 'http-proxy',
          stem: '/mapi/emsmdb/',
          status: 200,
          signature: 'success',
        }),
      },
      cleared: {
        'servers[ex16a].exchange': '2016',
        'mailbox.movedAt': hoursBefore(20),
        'searched[ex16a/http-proxy].from': hoursBefore(24),
        'searched[ex16a/http-proxy].to': hoursBefore(0),
        'log[]': exampleLine({ server: 'ex16a', log: 'http-proxy', status: 401, signature: 'challenge' }),
      },
    }),
    weak('over-after-it', {
      when: (seen) => any(seen.is('popup.kind', 'gone'), seen.flag('timeline.endsAlone')),
      says: () => 'It is over by itself.',
      shown: { 'popup.kind': 'gone' },
      cleared: { 'popup.kind': 'restart', 'timeline.endsAlone': false },
    }),
    against.strong('comes-again', {
      when: moreThanOneRestart,
      says: (seen) => {
        const pattern = seen.text('timeline.pattern');
        return comesAgain(seen) === true
          ? `It comes again (${pattern}); a move asks for one restart.`
          : `More follows (${names(seen.list('popup.chain') ?? [seen.text('popup.kind') ?? 'another box'])}); a move asks for one restart and nothing else.`;
      },
      shown: { 'timeline.pattern': 'every-start' },
      cleared: {
        'timeline.pattern': 'once',
        'popup.kind': 'restart',
        'popup.chain': ['restart'],
        'popup.afterCancel': 'nothing',
      },
    }),
    against.strong('no-restart-is-asked-for', {
      when: (seen) => {
        const first = firstPopup(seen);
        return first === undefined ? undefined : first === 'disconnected';
      },
      says: () => 'Outlook is disconnected, and does not ask for a restart.',
      shown: { 'popup.kind': 'disconnected' },
      cleared: { 'popup.kind': 'restart', 'popup.chain': ['disconnected', 'restart'] },
    }),
    against.strong('a-front-end-leads-to-2010', {
      when: staleSomewhere,
      says: () => 'A front end still leads to Exchange 2010: the move has not reached it.',
      shown: {
        'servers[ex10a].exchange': '2010',
        'autodiscover[autodiscover.contoso.example@ex16b].status': 302,
        'autodiscover[autodiscover.contoso.example@ex16b].location':
          'https://ex10a.corp.local/autodiscover/autodiscover.xml',
      },
      cleared: {
        'servers[ex16a].exchange': '2016',
        'mailbox.movedAt': hoursBefore(20),
        'searched[ex16a/http-proxy].from': hoursBefore(24),
        'searched[ex16a/http-proxy].to': hoursBefore(0),
        'log[]': harmlessLine,
        'autodiscover[autodiscover.contoso.example@ex16b].status': 200,
        'autodiscover[autodiscover.contoso.example@ex16b].server': `${exampleMailbox.guid}@contoso.example`,
      },
    }),
    against.strong('began-before-the-move', {
      when: startedBefore,
      says: (seen) =>
        `It began ${moment(seen.time('timeline.since'))}, before the move of ${moment(movedAt(seen))}.`,
      shown: { 'mailbox.movedAt': hoursBefore(20), 'timeline.since': hoursBefore(100) },
      cleared: { 'mailbox.movedAt': hoursBefore(20), 'timeline.since': hoursBefore(5) },
    }),
    against.fair('unmoved-people-too', {
      when: (seen) => seen.is('scope.affected', 'all', 'all-on-one-version', 'one-site', 'one-path'),
      says: () => 'People whose mailbox was not moved see it too.',
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'moved-only' },
    }),
    against.fair('moved-days-ago', {
      when: (seen) => not(youngerThan(seen, movedAt(seen), 7 * day)),
      says: (seen) => `The move of ${moment(movedAt(seen))} is ${span(seen.now - (movedAt(seen) ?? 0))} old.`,
      shown: { 'mailbox.movedAt': hoursBefore(300) },
      cleared: { 'mailbox.movedAt': hoursBefore(20) },
    }),
  ],
  neverFirst: moreThanOneRestart,
  remedies: ['restart-outlook-once'],
  meanwhile: [
    'Restart Outlook once; if it asks again, report that.',
    'Do not create a new profile.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Exchange Team blog, "Obviating Outlook Client Restarts after Mailbox Moves", 2011',
    'Microsoft, "MAPI over HTTP in Exchange Server"',
  ],
});
