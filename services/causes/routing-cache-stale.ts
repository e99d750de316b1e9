import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, textOf, writtenAt } from '../readings/lines.ts';
import { day, hour, moved, tried } from '../readings/mailbox.ts';
import { moment, names, place, span } from '../readings/sentences.ts';
import { everyFrontEnd, nodes, shortName } from '../readings/servers.ts';
import { flagIs, leafIs, listNames } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['disconnected', 'need-password', 'credential', 'restart'];
const home = (seen: Seen): string | undefined => seen.text('mailbox.database')?.toLowerCase();
/** When the database of the mailbox was mounted where it is now, ms since the epoch. */
const activatedAt = (seen: Seen): number | undefined => {
  const database = home(seen);
  const keys = database === undefined ? seen.keys('databases') : [database];
  const known = keys.flatMap((key) => seen.time(`databases[${key}].activatedAt`) ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
};
const activeServer = (seen: Seen): string | undefined => {
  const database = home(seen);
  const server = database === undefined ? undefined : seen.text(`databases[${database}].server`);
  return server === undefined || server === '' ? undefined : shortName(server);
};
const lost = (line: ElementValue): boolean => textOf(line, 'signature') === 'session-lost';
/** Whether a line is a request of hers after the fail-over that went to a server where the database no longer is. */
const sentToOldPlace = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'log') !== 'http-proxy' || textOf(line, 'signature') === 'success') return false;
  const target = textOf(line, 'target');
  const [server, since, at] = [activeServer(seen), activatedAt(seen), writtenAt(line)];
  if (target === undefined) return false;
  return all(
    server === undefined ? undefined : shortName(target) !== server,
    since === undefined || at === undefined ? undefined : at > since && at <= seen.now && at < since + day,
    isAboutHer(seen, line),
  );
};
const lostAfterFailover = (seen: Seen, line: ElementValue): Truth => {
  if (!lost(line)) return false;
  const [since, at] = [activatedAt(seen), writtenAt(line)];
  return all(
    isAboutHer(seen, line),
    since === undefined || at === undefined ? undefined : at > since - hour / 4 && at < since + 4 * hour,
  );
};
const today = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - day);
const base = {
  'mailbox.database': 'db1',
  'mailbox.sam': 'anna',
  'databases[db1].server': 'ex16b',
  'databases[db1].activatedAt': hoursBefore(1.5),
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/http-proxy].from': hoursBefore(30),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
} as const;
const oldPlace = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 500,
  target: 'ex16a.corp.local',
});
const sessionLost = exampleLine({ server: 'ex16a', log: 'mapi-http', signature: 'session-lost' });

export default cause({
  id: 'routing-cache-stale',
  side: 'moves',
  popups: boxes,
  usual: 'occasional',
  says: 'After the database was mounted on another server, a front end still sends requests to the old one for some minutes.',
  toUser: {
    says: 'Your mailbox was switched to another server, and a part of our system has not noticed yet. It passes within minutes.',
    todo: 'Nothing to do: leave Outlook open, it connects again by itself.',
  },
  signs: [
    must('lost-connection', oneOfTheseBoxes(boxes, 'certificate')),
    proof('own-request-sent-to-the-old-server', {
      group: 'routing',
      when: (seen) => seen.someElement('log', (line) => sentToOldPlace(seen, line), today(seen)),
      says: (seen) => {
        const line = firstLine(seen, (one) => sentToOldPlace(seen, one));
        return `${place(line)}: this user's request was sent to ${line === undefined ? 'the old server' : textOf(line, 'target')}, while ${home(seen)} is mounted on ${activeServer(seen)} since ${moment(activatedAt(seen))}.`;
      },
      shown: { ...base, 'log[]': oldPlace },
      cleared: { ...base, 'log[]': harmlessLine },
    }),
    strong('sessions-lost-after-failover', {
      group: 'routing',
      when: (seen) =>
        seen.someElement('log', (line) => lostAfterFailover(seen, line), {
          log: 'mapi-http',
          from: seen.now - day,
        }),
      says: (seen) =>
        `${place(firstLine(seen, (line) => lostAfterFailover(seen, line)))}: this user's session was lost just when the database was switched (${moment(activatedAt(seen))}).`,
      shown: { ...base, 'log[]': sessionLost },
      cleared: {
        ...base,
        'searched[ex16b/mapi-http].from': hoursBefore(30),
        'searched[ex16b/mapi-http].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    strong('database-just-switched', {
      group: 'failover',
      when: (seen) => {
        const at = activatedAt(seen);
        return at === undefined ? undefined : at <= seen.now && seen.now - at < 2 * hour;
      },
      says: (seen) =>
        `${home(seen) ?? 'The database'} was mounted on ${activeServer(seen) ?? 'another server'} ${moment(activatedAt(seen))}, ${span(seen.now - (activatedAt(seen) ?? seen.now))} before.`,
      shown: { 'mailbox.database': 'db1', 'databases[db1].activatedAt': hoursBefore(1) },
      cleared: { 'mailbox.database': 'db1', 'databases[db1].activatedAt': hoursBefore(100) },
    }),
    strong('began-with-failover', {
      group: 'failover',
      ...listNames(
        'timeline.after',
        ['failover'],
        'It began when the database was switched to another server.',
        'password-change',
      ),
    }),
    fair('endpoint-says-gone', {
      group: 'routing',
      when: (seen) => {
        const codes = nodes(seen, 'mapi').flatMap(
          ({ key }) => seen.number(`mapi[${key}].responseCode`) ?? [],
        );
        return codes.length === 0 ? undefined : codes.some((code) => code === 10 || code === 18);
      },
      says: () =>
        'MAPI answers that the session is not known there or that the endpoint is shutting down (10, 18).',
      shown: { 'mapi[mail.contoso.example@ex16a/emsmdb].responseCode': 18 },
      cleared: { 'mapi[mail.contoso.example@ex16a/emsmdb].responseCode': 0 },
    }),
    fair('ends-alone', {
      when: (seen) => any(seen.flag('timeline.endsAlone'), tried(seen, ['wait'], 'cured')),
      says: () => 'It ends by itself.',
      shown: { 'timeline.endsAlone': true },
      cleared: { 'timeline.endsAlone': false, 'tried[]': [{ what: 'wait', result: 'nothing' }] },
    }),
    strong(
      'one-database',
      leafIs('scope.affected', ['one-database'], 'Only mailboxes of one database see it.', 'all'),
    ),
    cures(
      fair,
      'recycling-cures',
      ['recycle-mapi', 'recycle-rpcproxy', 'iis-reset'],
      'Restarting the front end, which forgets where it sent requests, ended it.',
    ),
    weak(
      'disconnected',
      leafIs(
        'popup.kind',
        ['disconnected'],
        'Outlook shows Disconnected rather than a password box.',
        'credential',
      ),
    ),
    against.strong('database-stayed', {
      when: (seen) => {
        const at = activatedAt(seen);
        return at === undefined
          ? undefined
          : seen.now - at > day && seen.has('timeline.after', 'failover') !== true;
      },
      says: (seen) =>
        `${home(seen) ?? 'The database'} is mounted where it is since ${moment(activatedAt(seen))}.`,
      shown: { 'mailbox.database': 'db1', 'databases[db1].activatedAt': hoursBefore(100) },
      cleared: { 'mailbox.database': 'db1', 'databases[db1].activatedAt': hoursBefore(1) },
    }),
    against.strong('does-not-end', {
      when: (seen) => any(not(seen.flag('timeline.endsAlone')), tried(seen, ['wait'], 'nothing', 'worse')),
      says: () => 'It does not end by itself; a front end learns the new place within minutes.',
      shown: { 'timeline.endsAlone': false },
      cleared: { 'timeline.endsAlone': true, 'tried[]': [{ what: 'wait', result: 'cured' }] },
    }),
    against.fair('began-long-ago', {
      when: (seen) => {
        const since = seen.time('timeline.since');
        return since === undefined ? undefined : seen.now - since > day;
      },
      says: (seen) => `It has lasted since ${moment(seen.time('timeline.since'))}.`,
      shown: { 'timeline.since': hoursBefore(60) },
      cleared: { 'timeline.since': hoursBefore(1) },
    }),
    against.fair('own-mailbox-moved', {
      when: (seen) => all(moved(seen), seen.has('timeline.after', 'failover') !== true),
      says: (seen) => `${seen.mailbox} itself was moved: ${names([moment(seen.time('mailbox.movedAt'))])}.`,
      shown: { 'mailbox.moved': true },
      cleared: { 'mailbox.moved': false },
    }),
    against.strong('database-down', {
      when: (seen) => {
        const database = home(seen);
        return database === undefined ? undefined : not(seen.flag(`databases[${database}].mounted`));
      },
      says: (seen) => `${home(seen)} is not mounted anywhere.`,
      shown: { 'mailbox.database': 'db1', 'databases[db1].mounted': false },
      cleared: { 'mailbox.database': 'db1', 'databases[db1].mounted': true },
    }),
    against.fair(
      'password-refused',
      leafIs(
        'popup.passwordAccepted',
        ['refused'],
        'A password is refused, which a switched database does not do.',
        'accepted-returns',
      ),
    ),
    inVain(
      against.fair,
      'recycling-in-vain',
      ['recycle-mapi', 'recycle-rpcproxy', 'iis-reset'],
      'Restarting the front end changed nothing.',
    ),
    against.fair('follows-the-pc', followsThePc('It follows the PC or its profile, not the database.')),
    against.weak(
      'web-mail-fine',
      flagIs('scope.webmailWorks', true, 'Web mail, which goes through the same front end, works.'),
    ),
  ],
  remedies: ['wait-for-routing'],
  meanwhile: [
    'Leave Outlook open; web mail may be quicker to follow.',
    'Do not switch the database back, and do not create new profiles.',
  ],
  sources: ['[MS-OXCMAPIHTTP] 2.2.3.3.3 (X-ResponseCode)', 'Microsoft, "MAPI over HTTP in Exchange Server"'],
});
