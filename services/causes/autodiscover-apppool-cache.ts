import { against, all, any, cause, exampleMailbox, fair, must, not, proof, strong, weak } from '../cause.ts';
import { harmlessLine, hoursBefore, searchedSinceMove, staleLine } from '../readings/examples.ts';
import { firstLine, poolOf, textOf } from '../readings/lines.ts';
import {
  anotherMoved,
  day,
  firstPopup,
  hour,
  moved,
  movedAt,
  movedOthers,
  onModernExchange,
  tried,
  youngerThan,
} from '../readings/mailbox.ts';
import { moment, names, place, span, statuses } from '../readings/sentences.ts';
import { withoutLegacy } from '../readings/servers.ts';
import { describeOld, proves, unsure } from '../readings/stale-answers.ts';
import {
  answersDiffer,
  answersNewPlace,
  answersOldPlace,
  everyAnswerNew,
  everyFrontEndSinceMove,
  herAnswers,
  hintsStale,
} from '../readings/stale-location.ts';
import { cures, eases, inVain } from '../readings/tries.ts';

const node = (name: string) => `autodiscover[autodiscover.contoso.example@${name}]`;
const newServer = `${exampleMailbox.guid}@contoso.example`;
const lineWithoutAnchor = staleLine.map((line) => ({ ...line, anchor: '-' }));
// What only the Services pool held is the cause ews-location-cache.
const emptied = ['recycle-autodiscover', 'iis-reset', 'reboot-server'];

export default cause({
  id: 'autodiscover-apppool-cache',
  side: 'autodiscover',
  popups: ['restart', 'disconnected', 'credential', 'need-password', 'allow-website'],
  usual: 'usual',
  says: 'After the move, Autodiscover or EWS on a newer Exchange server still holds the old mailbox location: it asks Exchange 2010, which sends the question back.',
  toUser: {
    says: 'Your mailbox was moved, and one of our servers still looks for it in the old place. That is on our side, and it passes within twelve hours.',
    todo: 'Leave Outlook closed and use web mail until we tell you.',
  },
  signs: [
    must('moved', {
      when: (seen) => any(moved(seen), anotherMoved(seen)),
      says: (seen) => {
        const at = movedAt(seen);
        const others = movedOthers(seen);
        if (at !== undefined)
          return `${seen.mailbox} was moved ${moment(at)}, ${span(seen.now - at)} before.`;
        if (others.length > 0) return `${names(others)}, which this user opens, was moved.`;
        return moved(seen) === true ? `${seen.mailbox} was moved.` : `${seen.mailbox} was not moved lately.`;
      },
      shown: { 'mailbox.movedAt': hoursBefore(3) },
      cleared: { 'mailbox.moved': false, 'mailbox.movedAt': hoursBefore(9000), secondary: [] },
    }),
    must('now-on-2013-or-later', {
      when: (seen) => any(onModernExchange(seen), all(not(moved(seen)), anotherMoved(seen))),
      says: (seen) =>
        `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange') ?? 'of an unknown version'}, server ${seen.text('mailbox.server') ?? 'unknown'}.`,
      shown: { 'mailbox.exchange': '2016' },
      cleared: { 'mailbox.exchange': '2010', 'mailbox.movedAt': hoursBefore(3) },
    }),
    proof('own-anchor-sent-down', {
      group: 'old-location',
      when: (seen) => seen.someElement('log', (line) => proves(seen, line), everyFrontEndSinceMove(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => proves(seen, one));
        return `${place(line)}: the request for ${line === undefined ? 'this mailbox' : (textOf(line, 'anchor') ?? seen.mailbox)} was sent to ${line === undefined ? 'Exchange 2010' : (textOf(line, 'target') ?? 'Exchange 2010')} (${statuses(line)}), after the move of ${moment(movedAt(seen))}.`;
      },
      shown: { ...searchedSinceMove, 'mailbox.sid': exampleMailbox.sid, 'log[]': staleLine },
      cleared: { ...searchedSinceMove, 'log[]': harmlessLine },
    }),
    strong('own-line-sent-down', {
      group: 'old-location',
      when: (seen) => seen.someElement('log', (line) => unsure(seen, line), everyFrontEndSinceMove(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => unsure(seen, one));
        return `${place(line)}: a request of this user was sent down to Exchange 2010 and came back (${statuses(line)}); ${line !== undefined && poolOf(line) === 'MSExchangeServicesAppPool' ? 'it was one of EWS' : 'its anchor or its time is not sure'}.`;
      },
      shown: { ...searchedSinceMove, 'mailbox.sam': 'anna', 'log[]': lineWithoutAnchor },
      cleared: { ...searchedSinceMove, 'log[]': harmlessLine },
    }),
    strong('front-end-leads-to-2010', {
      group: 'old-location',
      when: (seen) => {
        const answers = herAnswers(seen).map((one) =>
          onModernExchange(seen) === false ? false : answersOldPlace(seen, one),
        );
        return answers.length === 0 ? undefined : any(...answers);
      },
      says: describeOld,
      shown: {
        'servers[ex10a].exchange': '2010',
        [`${node('ex16b')}.status`]: 302,
        [`${node('ex16b')}.location`]: 'https://ex10a.corp.local/autodiscover/autodiscover.xml',
      },
      cleared: { [`${node('ex16b')}.status`]: 200, [`${node('ex16b')}.server`]: newServer },
    }),
    fair('front-ends-differ', {
      group: 'old-location',
      when: answersDiffer,
      says: (seen) =>
        `The front ends answer Autodiscover for ${seen.mailbox} differently: ${names(
          herAnswers(seen).map(
            (one) => `${one.node} ${seen.number(`autodiscover[${one.key}].status`) ?? 'unknown'}`,
          ),
        )}.`,
      shown: { [`${node('ex16a')}.status`]: 200, [`${node('ex16b')}.status`]: 302 },
      cleared: { [`${node('ex16a')}.status`]: 200, [`${node('ex16b')}.status`]: 200 },
    }),
    cures(
      strong,
      'cured-by-emptying',
      ['recycle-autodiscover'],
      'Recycling Autodiscover, which empties the locations it holds, ended the popup.',
      'emptied',
    ),
    cures(
      fair,
      'cured-by-a-restart',
      ['iis-reset', 'reboot-server'],
      'A restart of the web server, which empties the locations it holds among much else, ended the popup.',
      'emptied',
    ),
    eases(
      fair,
      'eased-by-emptying',
      ['recycle-autodiscover', 'iis-reset'],
      'Recycling Autodiscover, which empties the locations it holds, helped for a while or some people.',
      'emptied',
    ),
    fair('ends-alone', {
      group: 'ends-alone',
      when: (seen) =>
        all(
          any(seen.flag('timeline.endsAlone'), tried(seen, ['wait'], 'cured')),
          any(moved(seen), anotherMoved(seen)),
        ),
      says: () => 'It ends by itself, as a held location does within twelve hours of a move.',
      shown: { 'timeline.endsAlone': true, 'mailbox.moved': true },
      cleared: {
        'mailbox.moved': true,
        'timeline.endsAlone': false,
        'tried[]': [{ what: 'wait', result: 'nothing' }],
      },
    }),
    fair('only-moved-mailboxes', {
      when: (seen) => all(seen.is('scope.affected', 'moved-only'), onModernExchange(seen)),
      says: () => 'Only people whose mailbox was moved see it.',
      shown: { 'scope.affected': 'moved-only', 'mailbox.exchange': '2016' },
      cleared: { 'scope.affected': 'all', 'mailbox.exchange': '2016' },
    }),
    fair('restart-and-then-more', {
      when: (seen) => {
        const chain = seen.list('popup.chain');
        return chain === undefined
          ? undefined
          : chain[0] === 'restart' && chain.slice(1).some((one) => one !== 'gone');
      },
      says: (seen) => `One popup follows the other: ${names(seen.list('popup.chain') ?? [])}.`,
      shown: { 'popup.chain': ['restart', 'disconnected', 'credential'] },
      cleared: { 'popup.chain': ['restart'] },
    }),
    weak('consent-after-cancel', {
      when: (seen) => seen.is('popup.afterCancel', 'allow-website', 'disconnected', 'failed'),
      says: (seen) =>
        `Cancel leads to "${seen.text('popup.afterCancel')}": Autodiscover by the service connection point has failed.`,
      shown: { 'popup.afterCancel': 'allow-website' },
      cleared: { 'popup.afterCancel': 'nothing' },
    }),
    weak('moved-today', {
      when: (seen) => youngerThan(seen, movedAt(seen), 12 * hour),
      says: (seen) =>
        `The move of ${moment(movedAt(seen))} is ${span(seen.now - (movedAt(seen) ?? seen.now))} old; a location is held up to twelve hours.`,
      shown: { 'mailbox.movedAt': hoursBefore(3) },
      cleared: { 'mailbox.movedAt': hoursBefore(30) },
    }),
    weak('profile-not-rewritten', {
      when: (seen) =>
        all(seen.is('client.profileServerIs', 'other-exchange-server'), firstPopup(seen) !== 'gone'),
      says: () => 'The profile still names the old server: Autodiscover has not given it the new one.',
      shown: { 'client.profileServerIs': 'other-exchange-server' },
      cleared: { 'client.profileServerIs': 'guid' },
    }),
    against.strong('no-line-on-any-front-end', {
      when: (seen) =>
        not(seen.someElement('log', (line) => hintsStale(seen, line), everyFrontEndSinceMove(seen))),
      says: (seen) =>
        `The http-proxy logs of ${names(everyFrontEndSinceMove(seen).servers ?? [])} were searched since the move and hold no request of this user that was sent to Exchange 2010.`,
      shown: { ...searchedSinceMove, 'log[]': harmlessLine },
      cleared: { ...searchedSinceMove, 'mailbox.sid': exampleMailbox.sid, 'log[]': staleLine },
    }),
    // The answer to our question is held under her address; her own under her SID (field notes 2).
    against.weak('every-front-end-answers', {
      when: everyAnswerNew,
      says: (seen) =>
        `${names(
          herAnswers(seen)
            .filter((one) => answersNewPlace(seen, one) === true)
            .map((one) => one.node),
        )} answered the Autodiscover question for ${seen.mailbox} with settings (200).`,
      shown: { [`${node('ex16a')}.status`]: 200, [`${node('ex16b')}.status`]: 200 },
      cleared: { [`${node('ex16a')}.status`]: 200, [`${node('ex16b')}.status`]: 302 },
    }),
    against.strong('moved-longer-ago', {
      when: (seen) => {
        const at = movedAt(seen);
        return at === undefined ? undefined : all(seen.now - at > day, not(anotherMoved(seen)) !== false);
      },
      says: (seen) =>
        `The move of ${moment(movedAt(seen))} is ${span(seen.now - (movedAt(seen) ?? seen.now))} old; a location is held up to twelve hours.`,
      shown: { 'mailbox.movedAt': hoursBefore(100), secondary: [] },
      cleared: { 'mailbox.movedAt': hoursBefore(3) },
    }),
    against.fair('web-services-alone-fail', {
      when: (seen) => {
        if (seen.keys('ews').some((key) => (seen.text(`ews[${key}].error`) ?? '') !== '')) return true;
        return all(
          seen.has('popup.belongsTo', 'web-services'),
          not(seen.has('popup.belongsTo', 'mail')),
          not(seen.has('popup.belongsTo', 'autodiscover')),
        );
      },
      says: () => 'The web services fail, which hold locations of their own (ews-location-cache).',
      shown: { 'popup.belongsTo': ['web-services'] },
      cleared: { 'popup.belongsTo': ['mail', 'autodiscover'] },
    }),
    inVain(against.strong, 'emptying-did-nothing', emptied, 'Recycling Autodiscover changed nothing.'),
    against.strong('no-legacy-exchange', {
      when: withoutLegacy,
      says: () => 'No Exchange 2010 or 2007 stands beside the newer servers.',
      shown: { 'org.versions': ['2016'], 'servers[ex16a].exchange': '2016' },
      cleared: { 'org.versions': ['2010', '2016'] },
    }),
    cures(
      against.strong,
      'new-profile-cures',
      ['new-profile', 'new-windows-profile'],
      'A new profile cured it; a new profile asks the same front ends.',
    ),
    cures(
      against.strong,
      'ends-without-mapi-http',
      ['mapi-http-off-client', 'mapi-http-off-mailbox', 'mapi-http-off-organisation'],
      'With MAPI/HTTP switched off it was gone; a wrong location would lead astray by either protocol.',
    ),
    against.fair('new-profile-connects-once', {
      when: (seen) => tried(seen, ['new-profile'], 'until-restart', 'for-a-while'),
      says: () => 'A new profile connected at first, which needs Autodiscover to lead to the right place.',
      shown: { 'tried[]': [{ what: 'new-profile', result: 'until-restart' }] },
      cleared: { 'tried[]': [{ what: 'new-profile', result: 'nothing' }] },
    }),
    against.fair('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC, which asks the same front ends.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'moved-only' },
    }),
    against.fair('does-not-end', {
      when: (seen) => any(not(seen.flag('timeline.endsAlone')), tried(seen, ['wait'], 'nothing', 'worse')),
      says: () => 'It does not end by itself.',
      shown: { 'timeline.endsAlone': false },
      cleared: { 'timeline.endsAlone': true, 'tried[]': [{ what: 'wait', result: 'cured' }] },
    }),
  ],
  remedies: ['wait-for-cache', 'recycle-app-pool'],
  meanwhile: [
    'Leave Outlook closed, or use web mail.',
    'Do not press Allow, and do not tick "Don\'t ask me about this website again".',
    'Do not create a new profile: it would be written with the old server.',
    'Do not ask for the mailbox to be moved back.',
  ],
  sources: [
    'Microsoft, "Outlook logon fails after mailbox moves from Exchange 2010 to Exchange 2013/2016"',
    'Microsoft KB3196518 (free/busy after a move)',
    'serverfault.com 854631',
  ],
});
