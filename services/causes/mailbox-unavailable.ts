import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  fair,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { numberOf, textOf } from '../readings/lines.ts';
import { place } from '../readings/sentences.ts';
import {
  broughtForHer,
  carries,
  hersSignedWhere,
  isHers,
  lineOf,
  type Wanted,
  where,
} from '../readings/signed-lines.ts';
import { began, leafSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';
import { wellElsewhere } from '../readings/who-sees-it.ts';

const dismounted: Wanted = {
  signatures: ['database-dismounted'],
  logs: ['mapi-http', 'http-proxy', 'application', 'rca', 'system'],
  whateverSignature: true,
  alike: (line: ElementValue) =>
    /MdbOffline|MapiExceptionMdbOffline|database.{0,40}dismounted|MailboxQuarantined|MailboxInTransit/i.test(
      `${textOf(line, 'exception') ?? ''} ${textOf(line, 'text') ?? ''}`,
    ),
};
/** MSExchangeIS closes a mailbox that made the store fail again and again (event 10018). */
const quarantined: Wanted = {
  signatures: [],
  logs: ['application', 'system'],
  whateverSignature: true,
  alike: (line) => numberOf(line, 'eventId') === 10018 || /quarantin/i.test(textOf(line, 'text') ?? ''),
};
const mounted = (seen: Seen): Truth => {
  const own = seen.text('mailbox.database');
  const databases = seen.keys('databases');
  // Only one was spoken of: it is hers.
  const name =
    own !== undefined && own !== '' ? own.toLowerCase() : databases.length === 1 ? databases[0] : undefined;
  return name === undefined ? undefined : seen.flag(`databases[${name}].mounted`);
};
const databaseName = (seen: Seen): string =>
  seen.text('mailbox.database') ?? seen.keys('databases')[0] ?? 'her database';
const completing = (seen: Seen): Truth => seen.is('mailbox.moveState', 'completing');
const inDatabase = (seen: Seen): Truth => {
  const only = seen.list('scope.only');
  const named = only?.some((one) => /^database:/i.test(one));
  return any(seen.is('scope.affected', 'one-database'), named);
};
const line = exampleLine({ server: 'ex16a', log: 'mapi-http', signature: 'database-dismounted' });
const searched = {
  'searched[ex16a/mapi-http].from': hoursBefore(80),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
} as const;

export default cause({
  id: 'mailbox-unavailable',
  side: 'server-authentication',
  popups: ['credential', 'need-password', 'disconnected', 'temporary-mailbox'],
  usual: 'occasional',
  says: 'The mailbox itself cannot be opened now: its database is dismounted, it is quarantined, or a move is in its last phase.',
  toUser: {
    says: 'Your mailbox is closed for the moment. Your password is right, and no mail is lost.',
    todo: 'Nothing to do: press Cancel, leave Outlook open and wait.',
  },
  signs: [
    proof('its-database-is-dismounted', {
      group: 'state',
      when: (seen) => not(mounted(seen)),
      says: (seen) => `The database ${databaseName(seen)} is not mounted.`,
      shown: { 'mailbox.database': 'db01', 'databases[db01].mounted': false },
      cleared: { 'mailbox.database': 'db01', 'databases[db01].mounted': true },
    }),
    proof('it-is-quarantined', {
      group: 'quarantine',
      when: (seen) => seen.flag('mailbox.quarantined'),
      says: (seen) => `The mailbox of ${seen.mailbox} is quarantined.`,
      shown: { 'mailbox.quarantined': { value: true, from: 'worker' } },
      cleared: { 'mailbox.quarantined': { value: false, from: 'worker' } },
    }),
    strong('a-mailbox-was-quarantined', {
      group: 'quarantine',
      when: (seen) => all(broughtForHer(seen, quarantined), seen.flag('mailbox.quarantined') !== false),
      says: (seen) => `${place(lineOf(seen, quarantined))}: the store put a mailbox into quarantine.`,
      shown: {
        'log[]': [{ server: 'ex16a', log: 'application', at: hoursBefore(1), eventId: 10018 }],
      },
      cleared: {
        'searched[ex16a/application].from': hoursBefore(80),
        'searched[ex16a/application].to': hoursBefore(0),
        'log[]': harmlessLine,
      },
    }),
    proof('a-move-is-in-its-last-phase', {
      group: 'move',
      // How the directory numbers the states of a move is known from memory only.
      unverified: true,
      when: completing,
      says: (seen) => `The move of ${seen.mailbox} is completing; the mailbox is locked until it ends.`,
      shown: { 'mailbox.moveState': 'completing' },
      cleared: { 'mailbox.moveState': 'none' },
    }),
    proof('her-connection-found-it-offline', {
      group: 'state',
      // Mounted again since, it explains nothing now.
      when: (seen) => hersSignedWhere(seen, dismounted, () => mounted(seen) !== true),
      says: (seen) =>
        `${place(lineOf(seen, dismounted))}: this user's connection found the database offline.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('a-connection-found-it-offline', {
      group: 'state',
      // A line that names somebody else may speak of his database.
      when: (seen) =>
        seen.someElement(
          'log',
          (one) => carries(seen, one, dismounted) && isHers(seen, one) !== false && mounted(seen) !== true,
          where(seen, dismounted),
        ),
      says: (seen) => `${place(lineOf(seen, dismounted))}: a connection found a database offline.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    leafSign(
      strong,
      'temporary-mailbox',
      'popup.kind',
      ['temporary-mailbox'],
      'credential',
      'Outlook offers a temporary mailbox, as it does while the right one is not there.',
    ),
    fair('one-database', {
      when: inDatabase,
      says: () => 'Everybody of one database sees it, nobody else.',
      shown: { 'scope.affected': 'one-database' },
      cleared: { 'scope.affected': 'all', 'scope.only': ['outlook:16'] },
    }),
    leafSign(
      fair,
      'web-mail-fails-too',
      'scope.webmailWorks',
      [false],
      true,
      'Web mail does not open the mailbox either.',
    ),
    leafSign(
      weak,
      'phone-fails-too',
      'scope.phoneWorks',
      [false],
      true,
      'The phone does not open the mailbox either.',
    ),
    leafSign(
      weak,
      'another-pc-fails-too',
      'scope.otherPcWorks',
      [false],
      true,
      'Another PC does not open it either.',
    ),
    began(fair, 'began-with-a-failover', ['failover'], 'a database may have stayed down', 'change'),
    began(
      weak,
      'began-with-an-update',
      ['server-update', 'os-update'],
      'a database may have stayed down',
      'change',
    ),
    fair('a-move-is-under-way', {
      group: 'move',
      when: (seen) => seen.is('mailbox.moveState', 'in-progress', 'suspended', 'failed'),
      says: (seen) => `A move of ${seen.mailbox} is ${seen.text('mailbox.moveState')}.`,
      shown: { 'mailbox.moveState': 'in-progress' },
      cleared: { 'mailbox.moveState': 'none' },
    }),
    leafSign(weak, 'ends-alone', 'timeline.endsAlone', [true], false, 'It ends by itself.'),
    cures(weak, 'waiting-helps', ['wait', 'reboot-server'], 'Waiting or a restart of the server ended it.'),
    leafSign(
      weak,
      'not-connected',
      'popup.statusBar',
      ['disconnected', 'trying-to-connect'],
      'need-password',
      'Outlook shows that it is not connected.',
    ),
    leafSign(
      against.strong,
      'web-mail-works',
      'scope.webmailWorks',
      [true],
      false,
      'Web mail opens the same mailbox.',
      'elsewhere',
    ),
    leafSign(
      against.strong,
      'phone-works',
      'scope.phoneWorks',
      [true],
      false,
      'The phone opens the same mailbox.',
      'elsewhere',
    ),
    wellElsewhere(against.strong, 'another-pc-works', 'it opens the same mailbox'),
    against.strong('it-is-there', {
      when: (seen) =>
        all(
          mounted(seen),
          not(seen.flag('mailbox.quarantined')) !== false,
          broughtForHer(seen, quarantined) !== true,
          completing(seen) !== true,
        ),
      says: (seen) => `The database ${databaseName(seen)} is mounted.`,
      shown: { 'mailbox.database': 'db01', 'databases[db01].mounted': true },
      cleared: { 'mailbox.database': 'db01', 'databases[db01].mounted': false },
    }),
    leafSign(
      against.strong,
      'another-name-works',
      'popup.domainUserWorks',
      [true],
      false,
      'With DOMAIN\\user it opens.',
    ),
    leafSign(
      against.fair,
      'for-long',
      'timeline.pattern',
      ['every-start', 'every-logon', 'peak'],
      'constant',
      'It comes at every start, which a closed mailbox would not wait for.',
    ),
    cures(
      against.strong,
      'the-pc-was-mended',
      ['new-profile', 'clear-credentials', 'new-windows-profile', 'change-password'],
      'Something on the PC or with the password cured it.',
    ),
  ],
  remedies: ['wait-for-move-to-complete', 'mount-database', 'release-quarantined-mailbox'],
  meanwhile: [
    'Leave Outlook open and wait: it connects by itself.',
    'Do not use the temporary mailbox if Outlook offers one: choose the old data or Cancel.',
    'Do not create a new profile while the mailbox is closed.',
  ],
  sources: [
    'Microsoft, Mount-Database and Get-MailboxDatabaseCopyStatus',
    'Microsoft, Quarantined mailboxes (Disable-MailboxQuarantine)',
    'Microsoft, Get-MoveRequestStatistics',
  ],
});
