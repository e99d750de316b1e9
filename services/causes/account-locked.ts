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
import { firstLine, isHerName, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, hour, tried, youngerThan } from '../readings/mailbox.ts';
import { moment, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { inVain } from '../readings/tries.ts';

/** A refusal for lockout: 401 with win32 1909, event 4625 with C0000234, or 4740 on a domain controller. */
function isLockLine(seen: Seen, line: ElementValue) {
  const user = textOf(line, 'user');
  const locked =
    textOf(line, 'signature') === 'locked' ||
    (numberOf(line, 'status') === 401 && numberOf(line, 'win32') === 1909) ||
    numberOf(line, 'eventId') === 4740;
  if (!locked) return false;
  const at = writtenAt(line);
  return all(
    user === undefined ? true : isHerName(seen, user),
    at === undefined ? true : at <= seen.now && at > seen.now - day,
  );
}
const lockLine = (seen: Seen) =>
  seen.someElement(
    'log',
    (line) => isLockLine(seen, line),
    everyFrontEnd(seen, 'iis', () => seen.now - day),
  );
const lockCode = (seen: Seen) => seen.has('account.failedLogon', 'C0000234');

const line = exampleLine({
  server: 'ex16a',
  log: 'iis',
  status: 401,
  substatus: 1,
  win32: 1909,
  signature: 'locked',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

const refusedEverywhere = (seen: Seen): Truth =>
  all(
    any(not(seen.flag('scope.webmailWorks')), not(seen.flag('scope.phoneWorks'))),
    seen.flag('scope.otherPcWorks') !== true,
  );

export default cause({
  id: 'account-locked',
  side: 'account',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The account is locked out: the right password is refused everywhere until it is unlocked.',
  toUser: {
    says: 'Your account is locked because a wrong password was tried too often, often by a phone or another device.',
    todo: 'Stop trying, and call the helpdesk.',
  },
  signs: [
    must('locked', {
      // A fresh refusal for lockout stands in where the directory was not read; the directory decides where it was.
      when: (seen) =>
        seen.flag('account.locked') ?? (any(lockCode(seen), lockLine(seen)) === true ? true : undefined),
      says: (seen) =>
        seen.flag('account.locked') === false
          ? `The account of ${seen.mailbox} is not locked.`
          : `The account of ${seen.mailbox} is locked${seen.time('account.lockedAt') === undefined ? '' : ` since ${moment(seen.time('account.lockedAt'))}`}.`,
      shown: { 'account.locked': true },
      cleared: { 'account.locked': false },
    }),
    proof('directory-says-locked', {
      group: 'locked',
      when: (seen) => seen.flag('account.locked'),
      says: (seen) =>
        `The directory says: locked${seen.time('account.lockedAt') === undefined ? '' : ` since ${moment(seen.time('account.lockedAt'))}`}.`,
      shown: { 'account.locked': { value: true, from: 'directory' } },
      cleared: { 'account.locked': { value: false, from: 'directory' } },
    }),
    strong('refused-as-locked', {
      group: 'locked',
      when: (seen) => any(lockCode(seen), lockLine(seen)),
      says: (seen) =>
        lockCode(seen) === true
          ? 'A logon was refused because the account is locked (C0000234).'
          : `${place(firstLine(seen, (one) => isLockLine(seen, one)))}: a logon was refused because the account is locked.`,
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    fair('locked-lately', {
      group: 'locked',
      when: (seen) => youngerThan(seen, seen.time('account.lockedAt'), 12 * hour),
      says: (seen) => `It was locked ${moment(seen.time('account.lockedAt'))}.`,
      shown: { 'account.lockedAt': hoursBefore(2) },
      cleared: { 'account.lockedAt': hoursBefore(100) },
    }),
    strong('unlocking-helps', {
      when: (seen) => tried(seen, ['unlock'], 'cured', 'for-a-while', 'sometimes', 'until-restart'),
      says: () => 'Unlocking the account helped.',
      shown: { 'tried[]': [{ what: 'unlock', result: 'for-a-while' }] },
      cleared: { 'tried[]': [{ what: 'unlock', result: 'nothing' }] },
    }),
    strong('refused-everywhere-since-a-new-password', {
      group: 'everywhere',
      when: (seen) => all(refusedEverywhere(seen), seen.has('timeline.after', 'password-change')),
      says: () =>
        'Since the password was changed it is refused everywhere: something that keeps the old one locks the account.',
      shown: { 'scope.webmailWorks': false, 'timeline.after': ['password-change'] },
      cleared: {
        'scope.webmailWorks': true,
        'scope.phoneWorks': true,
        'timeline.after': ['password-change'],
      },
    }),
    fair('refused-everywhere', {
      group: 'everywhere',
      when: refusedEverywhere,
      says: () => 'The password is refused elsewhere too: on the phone or in web mail.',
      shown: { 'scope.webmailWorks': false },
      cleared: { 'scope.webmailWorks': true, 'scope.phoneWorks': true },
    }),
    weak('after-a-new-password', {
      when: (seen) =>
        any(
          seen.has('timeline.after', 'password-change'),
          youngerThan(seen, seen.time('account.passwordChangedAt'), 3 * day),
        ),
      says: () => 'The password was changed lately; a device with the old one locks the account.',
      shown: { 'timeline.after': ['password-change'] },
      cleared: { 'timeline.after': ['own-move'], 'account.passwordChangedAt': hoursBefore(900) },
    }),
    against.fair('works-elsewhere', {
      when: (seen) =>
        any(seen.flag('scope.webmailWorks'), seen.flag('scope.phoneWorks'), seen.flag('scope.otherPcWorks')),
      says: () => 'The same account works elsewhere.',
      shown: { 'scope.webmailWorks': true },
      cleared: { 'scope.webmailWorks': false, 'scope.phoneWorks': false, 'scope.otherPcWorks': false },
    }),
    inVain(against.strong, 'unlocking-in-vain', ['unlock'], 'Unlocking the account changed nothing.'),
    against.fair('many-people', {
      when: (seen) =>
        seen.is(
          'scope.affected',
          'all',
          'some',
          'moved-only',
          'one-site',
          'one-path',
          'one-database',
          'all-on-one-version',
        ),
      says: (seen) => `Many people see it (${seen.text('scope.affected')}); a lockout is one account's.`,
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-user' },
    }),
  ],
  remedies: ['find-lockout-source', 'unlock-account'],
  meanwhile: [
    'Stop entering the password: each wrong try keeps the account locked.',
    'Switch off mail on phones and tablets until the password there is right.',
    'Do not tick "Remember my credentials".',
  ],
  sources: [
    'Microsoft, msDS-User-Account-Control-Computed (0x10)',
    'Windows error 1909 and NTSTATUS C0000234',
  ],
});
