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
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { textOf } from '../readings/lines.ts';
import { legacyVersions } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { anySigned, broughtForHer, hersSigned, lineOf, type Wanted } from '../readings/signed-lines.ts';
import { leafSign } from '../readings/told-signs.ts';
import { cures, eases } from '../readings/tries.ts';

/** What Windows Server 2008 and later allow one user at one time (KB949469). */
const limit = 50;
const refused: Wanted = {
  signatures: ['nspi-limit'],
  logs: ['directory-service', 'application', 'security', 'system', 'address-book', 'rca', 'script'],
  whateverSignature: true,
  alike: (line) =>
    /NSPI max sessions|NSPI.{0,80}(limit|maximum)|MAPI_E_LOGON_FAILED/i.test(textOf(line, 'text') ?? ''),
};
const sessions = (seen: Seen): number | undefined => seen.number('account.nspiSessions');
const fails = (row: ElementValue): boolean =>
  (typeof row.failures === 'number' && row.failures > 0) ||
  (textOf(row, 'error') ?? '') !== '' ||
  /disconnect|connecting|fail|password/i.test(textOf(row, 'status') ?? '');
const isFine = (row: ElementValue): boolean =>
  /established/i.test(textOf(row, 'status') ?? '') && !fails(row);
const rows = (seen: Seen, type: string) =>
  seen.elements('connections').flatMap(({ value }) => (value.type === type ? [value] : []));
/** The directory rows fail; false only when they were seen to be well. */
const directoryFails = (seen: Seen): Truth => {
  const known = rows(seen, 'directory');
  if (known.some(fails)) return true;
  return known.length > 0 && known.every(isFine) ? false : undefined;
};
const mailFails = (seen: Seen): Truth => {
  const known = rows(seen, 'mail');
  if (known.some(fails)) return true;
  return known.length > 0 && known.every(isFine) ? false : undefined;
};
const line = exampleLine({ server: 'dc1', log: 'directory-service', signature: 'nspi-limit' });
const searched = {
  'searched[dc1/directory-service].from': hoursBefore(80),
  'searched[dc1/directory-service].to': hoursBefore(0),
} as const;
const directory = (status: string) => [
  { type: 'directory', server: 'dc1.corp.local', status },
  { type: 'mail', server: 'ex10a.corp.local', status: 'Established' },
];

export default cause({
  id: 'nspi-session-limit',
  side: 'server-authentication',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'A domain controller allows one user some 50 address-book sessions; more are refused, and Outlook asks for a password for the directory while mail works.',
  toUser: {
    says: 'Too many programs on your PC have the address book open at once. Your password is right, and your mail itself works.',
    todo: 'Close Outlook and every program that uses it, wait a minute and start Outlook alone.',
  },
  signs: [
    must('the-address-book-is-a-controllers', {
      // MAPI/HTTP and Outlook Anywhere of 2013 and later bring their own address book.
      when: (seen) => {
        if (seen.is('client.protocol', 'HTTP') === true) return false;
        const legacy = seen.is('mailbox.exchange', ...legacyVersions);
        if (legacy !== undefined) return legacy;
        if (seen.is('client.protocol', 'RPC/TCP') === true) return true;
        return any(anySigned(seen, refused), sessions(seen) === undefined ? undefined : true) === true
          ? true
          : undefined;
      },
      says: (seen) =>
        seen.is('mailbox.exchange', ...legacyVersions) === true
          ? `${seen.mailbox} is on Exchange ${seen.text('mailbox.exchange')}, whose address book a domain controller serves.`
          : `The address book comes ${seen.is('client.protocol', 'HTTP') === true ? 'by MAPI/HTTP' : `from Exchange ${seen.text('mailbox.exchange') ?? 'or a domain controller'}`}.`,
      shown: { 'mailbox.exchange': '2010' },
      cleared: { 'mailbox.exchange': '2016' },
    }),
    proof('the-controller-says-so', {
      group: 'limit',
      when: (seen) => hersSigned(seen, refused),
      says: (seen) => `${place(lineOf(seen, refused))}: this user's address-book sessions reached the limit.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    proof('sessions-at-the-limit', {
      group: 'limit',
      when: (seen) => {
        const count = sessions(seen);
        return count === undefined ? undefined : count >= limit;
      },
      says: (seen) =>
        `${seen.mailbox} has ${sessions(seen)} address-book sessions; ${limit} are allowed by default.`,
      shown: { 'account.nspiSessions': 51 },
      cleared: { 'account.nspiSessions': 6 },
    }),
    strong('a-controller-says-so', {
      group: 'limit',
      // A line that names somebody else is his limit, not hers.
      when: (seen) => broughtForHer(seen, refused),
      says: (seen) => `${place(lineOf(seen, refused))}: address-book sessions reached the limit.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('directory-fails-mail-works', {
      group: 'directory',
      when: (seen) => all(directoryFails(seen), mailFails(seen) !== true),
      says: (seen) =>
        `Connection Status: the directory rows fail (${names(
          rows(seen, 'directory')
            .filter(fails)
            .flatMap((row) => textOf(row, 'server') ?? []),
        )}), the mail rows do not.`,
      shown: { 'connections[]': directory('Disconnected') },
      cleared: { 'connections[]': directory('Established') },
    }),
    // The offline address book fails for reasons of its own.
    fair('address-book-fails', {
      group: 'directory',
      when: (seen) => all(seen.flag('client.addressBookFails'), mailFails(seen) !== true),
      says: () => 'The address book fails, while mail works.',
      shown: { 'client.addressBookFails': true },
      cleared: { 'client.addressBookFails': false },
    }),
    fair('other-programs-hold-it', {
      group: 'programs',
      when: (seen) => {
        const programs = seen.list('client.otherMapiPrograms');
        return programs === undefined ? undefined : programs.length > 0;
      },
      says: (seen) =>
        `Other programs use the address book: ${names(seen.list('client.otherMapiPrograms') ?? [])}.`,
      shown: { 'client.otherMapiPrograms': ['CRM client'] },
      cleared: { 'client.otherMapiPrograms': [] },
    }),
    cures(
      fair,
      'without-add-ins-gone',
      ['addins-off', 'safe-mode'],
      'Without add-ins it was gone.',
      'add-ins',
    ),
    leafSign(
      fair,
      'add-ins-off-helps',
      'client.addinsOffHelps',
      [true],
      false,
      'Without add-ins it is better.',
      'add-ins',
    ),
    eases(
      fair,
      'closing-helps-for-a-while',
      ['reboot-pc', 'safe-mode', 'addins-off', 'wait'],
      'Starting anew, which ends the sessions, helped for a while.',
      'restart',
    ),
    cures(weak, 'restart-of-pc-cures', ['reboot-pc'], 'Restarting the PC ended it.', 'restart'),
    leafSign(
      fair,
      'another-controller-works',
      'scope.otherDcWorks',
      [true],
      false,
      'With another domain controller it works.',
    ),
    leafSign(
      weak,
      'comes-and-goes',
      'timeline.pattern',
      ['random', 'peak', 'hourly'],
      'once',
      'It comes as sessions fill up.',
    ),
    leafSign(
      weak,
      'one-account',
      'scope.affected',
      ['one-user', 'some'],
      'all',
      'Only some accounts see it: the limit is each user’s own.',
    ),
    against.strong('few-sessions', {
      when: (seen) => {
        const count = sessions(seen);
        return count === undefined ? undefined : count < limit / 2;
      },
      says: (seen) => `${seen.mailbox} has only ${sessions(seen)} address-book sessions.`,
      shown: { 'account.nspiSessions': 6 },
      cleared: { 'account.nspiSessions': 51 },
    }),
    against.strong('mail-fails-too', {
      when: mailFails,
      says: () => 'Connection Status: the mail rows fail too.',
      shown: { 'connections[]': [{ type: 'mail', status: 'Disconnected' }] },
      cleared: { 'connections[]': [{ type: 'mail', status: 'Established' }] },
    }),
    against.fair('the-directory-is-well', {
      when: (seen) => any(not(directoryFails(seen)), not(seen.flag('client.addressBookFails'))),
      says: () => 'The address book works.',
      shown: { 'client.addressBookFails': false },
      cleared: { 'client.addressBookFails': true, 'connections[]': directory('Disconnected') },
    }),
    leafSign(
      against.strong,
      'everybody',
      'scope.affected',
      ['all', 'one-path'],
      'one-user',
      'Everybody sees it; the limit is each user’s own.',
    ),
  ],
  remedies: ['close-address-book-sessions', 'raise-nspi-session-limit'],
  meanwhile: [
    'Press Cancel: mail goes on working; only the address book waits.',
    'Do not type the password again and again, and do not open Outlook twice.',
  ],
  sources: ['Microsoft KB949469 (NSPI connections, MAPI_E_LOGON_FAILED)'],
});
