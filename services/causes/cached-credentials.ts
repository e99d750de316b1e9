import {
  against,
  all,
  any,
  cause,
  type ElementValue,
  exampleMailbox,
  fair,
  not,
  proof,
  type Seen,
  strong,
  weak,
} from '../cause.ts';
import { harmlessLine, hoursBefore } from '../readings/examples.ts';
import { firstLine, isAboutHer, isHerName, numberOf, textOf, writtenAt } from '../readings/lines.ts';
import { day, youngerThan } from '../readings/mailbox.ts';
import { moment, names, place } from '../readings/sentences.ts';
import { everyFrontEnd } from '../readings/servers.ts';
import { cures, inVain } from '../readings/tries.ts';

const isOutlook = (line: ElementValue): boolean => {
  const stem = textOf(line, 'stem');
  const log = textOf(line, 'log');
  return log === 'security' || stem === undefined || /\/(mapi|autodiscover|ews|rpc|oab)/i.test(stem);
};
/** Whether her account was refused for a wrong password by Outlook's endpoints, since the password was changed. */
function isWrongPassword(seen: Seen, line: ElementValue) {
  const wrong =
    textOf(line, 'signature') === 'bad-password' ||
    (numberOf(line, 'status') === 401 && numberOf(line, 'win32') === 1326);
  // Where NTLMv1 is refused, Windows calls the right password wrong.
  if (!wrong || !isOutlook(line) || /NTLM\s*V1\b/i.test(textOf(line, 'text') ?? '')) return false;
  const user = textOf(line, 'user');
  const at = writtenAt(line);
  const changed = seen.time('account.passwordChangedAt');
  return all(
    user === undefined ? isAboutHer(seen, line) : isHerName(seen, user),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
    changed === undefined || at === undefined ? true : at > changed,
  );
}
const wrongPasswordSeen = (seen: Seen) =>
  seen.someElement(
    'log',
    (line) => isWrongPassword(seen, line),
    everyFrontEnd(seen, 'iis', () => seen.now - 3 * day),
  );
const wrongPassword = (seen: Seen) => firstLine(seen, (line) => isWrongPassword(seen, line));
/** The same account succeeding from another address in the same days. */
const succeedsElsewhere = (seen: Seen) => {
  const from = wrongPassword(seen);
  const address = from === undefined ? undefined : textOf(from, 'clientIp');
  return address === undefined
    ? undefined
    : seen.someElement('log', (line) =>
        all(
          textOf(line, 'signature') === 'success' || numberOf(line, 'status') === 200,
          textOf(line, 'clientIp') === undefined ? undefined : textOf(line, 'clientIp') !== address,
          isAboutHer(seen, line),
          (writtenAt(line) ?? 0) > seen.now - 3 * day,
        ),
      );
};
const exchangeEntry = /MicrosoftOffice\d*_Data|SSPI|MS\.?Outlook|outlook|exchange|autodiscover/i;
const entries = (seen: Seen) => {
  const list = seen.list('client.credentialEntries');
  if (list === undefined) return undefined;
  const domain = seen.mailbox.split('@')[1]?.toLowerCase();
  if (
    list.some(
      (one) => exchangeEntry.test(one) || (domain !== undefined && one.toLowerCase().includes(domain)),
    )
  )
    return true;
  // A list that names some only, says nothing of the others.
  return seen.has('client.credentialEntries', '') === undefined ? undefined : false;
};
const changedTold = (seen: Seen) =>
  any(seen.has('timeline.after', 'password-change'), seen.has('timeline.after', 'protocol-switch'));
const changedLately = (seen: Seen) => youngerThan(seen, seen.time('account.passwordChangedAt'), 14 * day);

const line = (more: Readonly<Record<string, string | number>>) => ({
  server: 'ex16a',
  log: 'iis',
  at: hoursBefore(1),
  user: exampleMailbox.user,
  stem: '/mapi/emsmdb/',
  ...more,
});
const refused = line({
  clientIp: '10.0.0.7',
  status: 401,
  substatus: 1,
  win32: 1326,
  signature: 'bad-password',
});
const accepted = line({ clientIp: '10.0.0.9', status: 200, signature: 'success' });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
  'searched[ex16a/security].from': hoursBefore(72),
  'searched[ex16a/security].to': hoursBefore(0),
} as const;
const entry = ['MicrosoftOffice16_Data:SSPI:anna@contoso.example'];

export default cause({
  id: 'cached-credentials',
  side: 'client',
  popups: ['credential', 'need-password'],
  usual: 'usual',
  says: 'Windows Credential Manager on this PC holds an old password or name, and Outlook goes on using it.',
  toUser: {
    says: 'This PC has stored an old password for Outlook and keeps using it. Your account itself is fine.',
    todo: 'Close Outlook, open “Credential Manager” in Windows, remove the entries that name Outlook, Office or our mail server, start Outlook and type the password once.',
  },
  signs: [
    proof('entry-and-wrong-password', {
      group: 'wrong-password',
      when: (seen) => all(entries(seen), wrongPasswordSeen(seen)),
      says: (seen) =>
        `The PC holds ${names(seen.list('client.credentialEntries') ?? [])}, and ${place(wrongPassword(seen))} shows a wrong password for this account.`,
      shown: {
        ...searched,
        'client.credentialEntries': { value: entry, from: 'pasted' },
        'log[]': [refused],
      },
      cleared: {
        ...searched,
        'client.credentialEntries': { value: [], from: 'pasted' },
        'log[]': harmlessLine,
      },
    }),
    strong('wrong-here-right-elsewhere', {
      group: 'wrong-password',
      when: (seen) =>
        all(wrongPasswordSeen(seen), any(succeedsElsewhere(seen), seen.flag('scope.otherPcWorks'))),
      says: (seen) =>
        `${place(wrongPassword(seen))}: a wrong password for this account${textOf(wrongPassword(seen) ?? {}, 'clientIp') === undefined ? '' : ` from ${textOf(wrongPassword(seen) ?? {}, 'clientIp')}`}, while the same user works elsewhere.`,
      shown: { ...searched, 'log[]': [refused, accepted] },
      cleared: { ...searched, 'log[]': harmlessLine, 'scope.otherPcWorks': false },
    }),
    fair('wrong-password', {
      group: 'wrong-password',
      when: (seen) =>
        any(
          wrongPasswordSeen(seen),
          seen.has('account.failedLogon', 'C000006A'),
          badPasswordSinceChange(seen),
        ),
      says: (seen) => {
        const found = wrongPassword(seen);
        return found === undefined
          ? `A wrong password was given for the account${seen.time('account.badPasswordAt') === undefined ? '' : ` ${moment(seen.time('account.badPasswordAt'))}`}.`
          : `${place(found)}: a wrong password was given for the account.`;
      },
      shown: { ...searched, 'log[]': [refused] },
      cleared: {
        ...searched,
        'log[]': harmlessLine,
        'account.failedLogon': ['C0000064'],
        'account.badPasswordAt': hoursBefore(900),
        'account.passwordChangedAt': hoursBefore(100),
      },
    }),
    strong('entry-outlived-a-change', {
      group: 'entry',
      when: (seen) => all(entries(seen), any(changedTold(seen), changedLately(seen))),
      says: (seen) =>
        `The PC holds ${names(seen.list('client.credentialEntries') ?? [])}, stored before the password or the protocol changed.`,
      shown: { 'client.credentialEntries': entry, 'timeline.after': ['password-change'] },
      cleared: { 'client.credentialEntries': [] },
    }),
    fair('entry-stored', {
      group: 'entry',
      when: entries,
      says: (seen) => `The PC holds stored sign-ins: ${names(seen.list('client.credentialEntries') ?? [])}.`,
      shown: { 'client.credentialEntries': entry },
      cleared: { 'client.credentialEntries': [] },
    }),
    fair('after-a-change', {
      group: 'change',
      when: changedTold,
      says: (seen) => `It began after: ${names(seen.list('timeline.after') ?? [])}.`,
      shown: { 'timeline.after': ['password-change'] },
      cleared: { 'timeline.after': ['own-move'] },
    }),
    weak('password-changed-lately', {
      group: 'change',
      when: changedLately,
      says: (seen) => `The password was changed ${moment(seen.time('account.passwordChangedAt'))}.`,
      shown: { 'account.passwordChangedAt': hoursBefore(48) },
      cleared: { 'account.passwordChangedAt': hoursBefore(2000) },
    }),
    fair('another-pc-works', {
      group: 'one-pc',
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC, where nothing is stored.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
    }),
    cures(strong, 'clearing-cures', ['clear-credentials'], 'Removing the stored entries ended it.'),
    cures(
      fair,
      'new-windows-profile-cures',
      ['new-windows-profile'],
      'A new Windows profile, which has an empty credential store, ended it.',
    ),
    fair('was-remembered', {
      when: (seen) => any(seen.flag('popup.rememberTicked'), seen.flag('client.otherPasswordsKept')),
      says: () => '"Remember my credentials" was ticked, or other passwords are stored on the PC.',
      shown: { 'popup.rememberTicked': true },
      cleared: { 'popup.rememberTicked': false, 'client.otherPasswordsKept': false },
    }),
    weak('web-mail-works', {
      when: (seen) => any(seen.flag('scope.webmailWorks'), seen.flag('scope.phoneWorks')),
      says: () => 'Web mail or the phone works with the same password.',
      shown: { 'scope.webmailWorks': true },
      cleared: { 'scope.webmailWorks': false, 'scope.phoneWorks': false },
    }),
    against.strong('nothing-stored', {
      when: (seen) => not(entries(seen)),
      says: () => 'The PC holds no stored sign-in for Exchange.',
      shown: { 'client.credentialEntries': [] },
      cleared: { 'client.credentialEntries': entry },
    }),
    against.strong('another-pc-prompts-too', {
      when: (seen) => not(seen.flag('scope.otherPcWorks')),
      says: () => 'The same person sees it on another PC, where nothing is stored.',
      shown: { 'scope.otherPcWorks': false },
      cleared: { 'scope.otherPcWorks': true },
    }),
    inVain(
      against.strong,
      'clearing-in-vain',
      ['clear-credentials', 'new-windows-profile'],
      'Removing the stored entries changed nothing.',
    ),
    cures(
      against.fair,
      'new-profile-cures',
      ['new-profile'],
      'A new Outlook profile ended it; stored entries outlive one.',
    ),
    against.strong('many-people', {
      when: (seen) =>
        seen.is(
          'scope.affected',
          'all',
          'moved-only',
          'one-site',
          'one-path',
          'one-database',
          'all-on-one-version',
        ),
      says: (seen) => `Many people see it (${seen.text('scope.affected')}); a stored entry is one PC's.`,
      shown: { 'scope.affected': 'all' },
      cleared: { 'scope.affected': 'one-pc' },
    }),
    against.fair('refused-everywhere', {
      when: (seen) => all(not(seen.flag('scope.webmailWorks')), seen.flag('scope.otherPcWorks') !== true),
      says: () => 'Web mail refuses the password too.',
      shown: { 'scope.webmailWorks': false },
      cleared: { 'scope.webmailWorks': true },
    }),
  ],
  remedies: ['clear-stored-credentials'],
  meanwhile: [
    'Do not tick "Remember my credentials".',
    'Do not try the password again and again: wrong tries lock the account.',
    'Do not create a new profile: stored entries outlive one.',
  ],
  sources: [
    'Microsoft KB4051374 (prompts with MAPI over HTTP)',
    'Microsoft, "Outlook continually prompts for a user name and password"',
  ],
});

/** A failed logon since the password was changed, in the last day. */
function badPasswordSinceChange(seen: Seen) {
  const bad = seen.time('account.badPasswordAt');
  const changed = seen.time('account.passwordChangedAt');
  return bad === undefined || changed === undefined
    ? undefined
    : all(bad > changed, bad > seen.now - day, bad <= seen.now);
}
