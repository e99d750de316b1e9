import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  exampleMailbox,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { harmlessLine, hoursBefore, searchedSinceMove, staleLine } from '../readings/examples.ts';
import { firstLine, isStaleLocation, numberOf, poolOf, textOf } from '../readings/lines.ts';
import {
  anotherMoved,
  day,
  hour,
  moved,
  movedAt,
  onModernExchange,
  tried,
  youngerThan,
} from '../readings/mailbox.ts';
import { moment, names, place, span, statuses } from '../readings/sentences.ts';
import { isLegacyHost, nodes, withoutLegacy } from '../readings/servers.ts';
import { everyFrontEndSinceMove, hintsStale, provesStale } from '../readings/stale-location.ts';
import { listNames, textMatches } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const ewsLine = staleLine.map((line) => ({
  ...line,
  stem: '/ews/exchange.asmx',
  status: 500,
  backEndStatus: 500,
}));
/** Where the front ends send EWS for her address, by what they answered to our own question. */
const asked = (seen: Seen) =>
  nodes(seen, 'ews').flatMap(({ key, node, part }) => {
    const server = seen.text(`ews[${key}].backEnd`) ?? '';
    return part !== 'explicit' || server === '' ? [] : [{ node, server }];
  });
const isEws = (line: ElementValue): boolean => poolOf(line) === 'MSExchangeServicesAppPool';
const proves = (seen: Seen, line: ElementValue): Truth =>
  isEws(line) ? all(provesStale(seen, line), onModernExchange(seen) !== false) : false;
const hints = (seen: Seen, line: ElementValue): Truth => (isEws(line) ? hintsStale(seen, line) : false);
const fails = (line: ElementValue): boolean =>
  isEws(line) && (numberOf(line, 'status') ?? 0) >= 500 && numberOf(line, 'status') !== 503;
const staleOf = (seen: Seen, ews: boolean): Truth =>
  seen.someElement('log', (line) => (isEws(line) === ews ? isStaleLocation(seen, line) : false));

export default cause({
  id: 'ews-location-cache',
  side: 'autodiscover',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'After the move, the web services (EWS) of a newer server still ask the old place: free/busy, out of office and mail tips fail, and Outlook asks for a password for them.',
  toUser: {
    says: 'Your mail works, but the part of our servers that answers for calendars still looks for a moved mailbox in its old place. It passes within twelve hours.',
    todo: 'Press Cancel in the box; use web mail for calendars until we tell you.',
  },
  signs: [
    must('moved', {
      when: (seen) => any(moved(seen), anotherMoved(seen)),
      says: (seen) =>
        movedAt(seen) === undefined
          ? any(moved(seen), anotherMoved(seen)) === true
            ? `${seen.mailbox}, or a mailbox that it opens, was moved.`
            : `Neither ${seen.mailbox} nor a mailbox that it opens was moved lately.`
          : `${seen.mailbox} was moved ${moment(movedAt(seen))}.`,
      shown: { 'mailbox.movedAt': hoursBefore(3) },
      cleared: { 'mailbox.moved': false, 'mailbox.movedAt': hoursBefore(9000), secondary: [] },
    }),
    proof('own-ews-request-sent-down', {
      group: 'ews',
      when: (seen) => seen.someElement('log', (line) => proves(seen, line), everyFrontEndSinceMove(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => proves(seen, one));
        return `${place(line)}: the request to /ews for ${(line === undefined ? undefined : textOf(line, 'anchor')) ?? seen.mailbox} was sent to ${(line === undefined ? undefined : textOf(line, 'target')) ?? 'Exchange 2010'} (${statuses(line)}), after the move of ${moment(movedAt(seen))}.`;
      },
      shown: { ...searchedSinceMove, 'mailbox.sid': exampleMailbox.sid, 'log[]': ewsLine },
      cleared: { ...searchedSinceMove, 'log[]': harmlessLine },
    }),
    strong('ews-request-sent-down', {
      group: 'ews',
      when: (seen) =>
        seen.someElement(
          'log',
          (line) => (proves(seen, line) === true ? false : hints(seen, line)),
          everyFrontEndSinceMove(seen),
        ),
      says: (seen) => {
        const line = firstLine(seen, (one) => hints(seen, one));
        return `${place(line)}: a request of this user to /ews was sent down to Exchange 2010 (${statuses(line)}); its anchor or its time is not sure.`;
      },
      shown: {
        ...searchedSinceMove,
        'mailbox.sam': 'anna',
        'log[]': ewsLine.map((line) => ({ ...line, anchor: '-' })),
      },
      cleared: { ...searchedSinceMove, 'log[]': harmlessLine },
    }),
    fair('ews-fails', {
      group: 'ews',
      when: (seen) => seen.someElement('log', fails, everyFrontEndSinceMove(seen)),
      says: (seen) => {
        const line = firstLine(seen, fails);
        return `${place(line)}: /ews answered ${statuses(line)}.`;
      },
      shown: {
        ...searchedSinceMove,
        'log[]': [
          { server: 'ex16b', log: 'iis', at: hoursBefore(1), stem: '/ews/exchange.asmx', status: 500 },
        ],
      },
      cleared: { ...searchedSinceMove, 'log[]': harmlessLine },
    }),
    strong('ews-answers-with-an-error', {
      group: 'ews',
      when: (seen) => {
        const errors = seen.keys('ews').flatMap((key) => seen.text(`ews[${key}].error`) ?? []);
        return errors.length === 0
          ? undefined
          : errors.some((one) => /\b50\d\b|free.?busy|ErrorProxy|timed? ?out/i.test(one));
      },
      says: (seen) =>
        `EWS answers with an error: ${seen
          .keys('ews')
          .map((key) => seen.text(`ews[${key}].error`) ?? '')
          .join(', ')}.`,
      shown: { 'ews[mail.contoso.example@vip].error': '500 Internal Server Error' },
      cleared: { 'ews[mail.contoso.example@vip].error': '' },
    }),
    strong('front-end-sends-ews-to-2010', {
      group: 'ews',
      when: (seen) => {
        const led = asked(seen);
        return led.length === 0
          ? undefined
          : onModernExchange(seen) === false
            ? false
            : any(...led.map(({ server }) => isLegacyHost(seen, server)));
      },
      says: (seen) =>
        `${names(
          asked(seen)
            .filter(({ server }) => isLegacyHost(seen, server) === true)
            .map(({ node, server }) => `${node} sends EWS for ${seen.mailbox} to ${server}`),
        )}, an Exchange 2010 or older.`,
      shown: {
        'mailbox.exchange': '2016',
        'servers[ex10a].exchange': '2010',
        'ews[mail.contoso.example@ex16b/explicit].backEnd': 'ex10a.corp.local',
      },
      cleared: {
        'mailbox.exchange': '2016',
        'servers[ex16a].exchange': '2016',
        'ews[mail.contoso.example@ex16b/explicit].backEnd': 'ex16a.corp.local',
      },
    }),
    strong('only-ews-leads-astray', {
      when: (seen) => {
        const [ews, autodiscover] = [staleOf(seen, true), staleOf(seen, false)];
        return autodiscover === true ? false : ews;
      },
      says: () => 'The lines that lead to Exchange 2010 are all of /ews, none of Autodiscover.',
      shown: { 'log[]': ewsLine },
      cleared: { 'log[]': staleLine },
    }),
    cures(
      strong,
      'cured-by-recycling-services',
      ['recycle-services'],
      'Recycling the Services pool, which holds the locations of EWS, ended it.',
      'emptied',
    ),
    cures(
      fair,
      'cured-by-emptying',
      ['iis-reset', 'reboot-server'],
      'Restarting the web server, which empties the locations it holds, ended it.',
      'emptied',
    ),
    inVain(
      fair,
      'recycling-autodiscover-in-vain',
      ['recycle-autodiscover'],
      'Recycling Autodiscover changed nothing; EWS holds its own locations.',
    ),
    fair(
      'box-is-of-web-services',
      listNames(
        'popup.belongsTo',
        ['web-services'],
        'The box comes when Outlook asks the web services (EWS).',
        'mail',
      ),
    ),
    fair(
      'box-speaks-of-calendars',
      textMatches(
        'popup.text',
        /free.?\/?.?busy|availab|automatic repl|out of (the )?office|mail ?tip|verfügbarkeit|abwesenheit/i,
        (seen) => `The box speaks of free/busy or out of office: "${seen.text('popup.text')}".`,
        'Free/busy information could not be retrieved.',
        'Connecting to mail.contoso.example',
      ),
    ),
    fair('ends-alone', {
      when: (seen) => any(seen.flag('timeline.endsAlone'), tried(seen, ['wait'], 'cured')),
      says: () => 'It ends by itself, as a held location does within twelve hours.',
      shown: { 'timeline.endsAlone': true },
      cleared: { 'timeline.endsAlone': false, 'tried[]': [{ what: 'wait', result: 'nothing' }] },
    }),
    weak('moved-today', {
      when: (seen) => youngerThan(seen, movedAt(seen), 12 * hour),
      says: (seen) =>
        `The move is ${span(seen.now - (movedAt(seen) ?? seen.now))} old; a location is held up to twelve hours.`,
      shown: { 'mailbox.movedAt': hoursBefore(3) },
      cleared: { 'mailbox.movedAt': hoursBefore(30) },
    }),
    against.strong('no-such-line', {
      when: (seen) => not(seen.someElement('log', (line) => hints(seen, line), everyFrontEndSinceMove(seen))),
      says: (seen) =>
        `The http-proxy logs of ${(everyFrontEndSinceMove(seen).servers ?? []).join(', ')} since the move hold no request of this user to /ews that was sent to Exchange 2010.`,
      shown: { ...searchedSinceMove, 'log[]': harmlessLine },
      cleared: { ...searchedSinceMove, 'mailbox.sid': exampleMailbox.sid, 'log[]': ewsLine },
    }),
    against.strong('moved-longer-ago', {
      when: (seen) => {
        const at = movedAt(seen);
        return at === undefined ? undefined : all(seen.now - at > day, not(anotherMoved(seen)) !== false);
      },
      says: (seen) =>
        `The move of ${moment(movedAt(seen))} is older than a day; a location is held up to twelve hours.`,
      shown: { 'mailbox.movedAt': hoursBefore(100), secondary: [] },
      cleared: { 'mailbox.movedAt': hoursBefore(3) },
    }),
    inVain(
      against.strong,
      'recycling-services-in-vain',
      ['recycle-services', 'iis-reset', 'reboot-server'],
      'Recycling the Services pool changed nothing.',
    ),
    against.strong('mailbox-on-legacy', {
      when: (seen) => all(not(onModernExchange(seen)), anotherMoved(seen) !== true),
      says: (seen) =>
        `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}, so EWS asks there by right.`,
      shown: { 'mailbox.exchange': '2010', secondary: [] },
      cleared: { 'mailbox.exchange': '2016' },
    }),
    against.strong('no-legacy-exchange', {
      when: withoutLegacy,
      says: () => 'No Exchange 2010 or 2007 stands beside the newer servers.',
      shown: { 'org.versions': ['2016'], 'servers[ex16a].exchange': '2016' },
      cleared: { 'org.versions': ['2010', '2016'] },
    }),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; EWS answers every PC alike.'),
    ),
    cures(
      against.fair,
      'autodiscover-was-it',
      ['recycle-autodiscover'],
      'Recycling Autodiscover ended it, so the location was held there.',
    ),
  ],
  remedies: ['wait-for-cache', 'recycle-app-pool'],
  meanwhile: [
    'Press Cancel; mail goes on working, and calendars are right in web mail.',
    'Do not create a new profile, and do not ask for the mailbox to be moved back.',
  ],
  sources: ['Microsoft KB3196518 (no free/busy information after a mailbox move)'],
});
