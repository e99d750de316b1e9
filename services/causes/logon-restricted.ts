import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  risk,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { reasons, refused, refusedWhere, stateOrRefusal } from '../readings/refusals.ts';
import { names } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures } from '../readings/tries.ts';

/** A list of workstations on the account; an empty one lets it in everywhere. */
const listed = (seen: Seen): Truth => {
  const list = seen.list('account.workstations');
  return list === undefined ? undefined : list.length > 0;
};
const hours = (seen: Seen) => seen.flag('account.logonHoursExclude');
const limited = (seen: Seen) => stateOrRefusal(seen, any(hours(seen), listed(seen)), reasons.restricted);
/** The list names machines; one from which it works and one from which it does not are both needed to tell. */
const newPlace = (seen: Seen): Truth =>
  any(
    seen.has('timeline.after', 'computer-change'),
    seen.has('scope.only', 'not-domain-joined'),
    seen.has('scope.only', 'new-install'),
    not(seen.flag('client.domainJoined')),
  );
const says = (seen: Seen): string =>
  hours(seen) === true
    ? `The logon hours of ${seen.mailbox} exclude this time.`
    : `${seen.mailbox} may sign in from ${names(seen.list('account.workstations') ?? [])} only.`;
const line = exampleLine({
  server: 'ex16a',
  log: 'security',
  eventId: 4625,
  text: 'Status 0xC000006E Sub Status 0xC0000070',
  signature: 'restricted',
});
const refusedByText = { ...line[0], text: 'Sub Status 0xC0000070' };
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

export default cause({
  id: 'logon-restricted',
  side: 'account',
  popups: ['credential', 'need-password'],
  usual: 'occasional',
  says: 'The account may sign in only at certain hours or from certain machines, and this logon is not among them.',
  toUser: {
    says: 'Your account may be used only at certain times or on certain computers, and this is outside of that. Your password is right.',
    todo: 'Use the computer that you normally use, and ask the helpdesk to have the rule looked at.',
  },
  signs: [
    must('limited', {
      when: limited,
      says: (seen) =>
        limited(seen) === false
          ? `The account of ${seen.mailbox} has neither logon hours that exclude this time nor a list of workstations.`
          : any(hours(seen), listed(seen)) === true
            ? says(seen)
            : refusedWhere(seen, reasons.restricted),
      shown: { 'account.logonHoursExclude': true },
      cleared: { 'account.logonHoursExclude': false, 'account.workstations': [] },
    }),
    proof('hours-exclude-now', {
      group: 'limit',
      when: hours,
      says,
      shown: { 'account.logonHoursExclude': { value: true, from: 'directory' } },
      cleared: { 'account.logonHoursExclude': false },
    }),
    proof('list-and-refusal', {
      group: 'limit',
      when: (seen) => all(listed(seen), refused(seen, reasons.workstation)),
      says: (seen) => `${says(seen)} ${refusedWhere(seen, reasons.workstation)}`,
      shown: { 'account.workstations': ['PC0815'], ...searched, 'log[]': [refusedByText] },
      cleared: {
        'account.workstations': [],
        ...searched,
        'log[]': harmlessLine,
        'account.failedLogon': ['C000006A'],
      },
    }),
    strong('refused-as-restricted', {
      group: 'limit',
      when: (seen) => refused(seen, reasons.restricted),
      says: (seen) => refusedWhere(seen, reasons.restricted),
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    strong('list-and-another-machine', {
      group: 'limit',
      when: (seen) => all(listed(seen), newPlace(seen)),
      says: (seen) => `${says(seen)} This machine is another or a new one.`,
      shown: { 'account.workstations': ['PC0815'], 'timeline.after': ['computer-change'] },
      cleared: { 'account.workstations': [], 'timeline.after': ['computer-change'] },
    }),
    risk('list-of-workstations', {
      group: 'limit',
      when: listed,
      says,
      shown: { 'account.workstations': ['PC0815'] },
      cleared: { 'account.workstations': [] },
    }),
    fair('right-machine-works', {
      when: (seen) =>
        all(listed(seen), any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc'))),
      says: () => 'On another machine the same account is let in, and the account has a list of machines.',
      shown: { 'account.workstations': ['PC0815'], 'scope.otherPcWorks': true },
      cleared: { 'account.workstations': [], 'scope.otherPcWorks': true },
    }),
    fair('well-at-other-hours', {
      when: (seen) =>
        all(
          hours(seen),
          any(seen.flag('timeline.endsAlone'), seen.is('timeline.pattern', 'hourly', 'peak', 'other')),
        ),
      says: () => 'It comes at certain hours and ends by itself.',
      shown: { 'account.logonHoursExclude': true, 'timeline.endsAlone': true },
      cleared: { 'account.logonHoursExclude': false, 'timeline.endsAlone': true },
    }),
    listSign(
      fair,
      'after-a-rule',
      'timeline.after',
      ['policy-change', 'directory-edit'],
      'own-move',
      'It began after a policy or the account was changed.',
    ),
    // Web mail signs in from the Exchange server, which no list of workstations names.
    weak('web-mail-refused', {
      when: (seen) => all(listed(seen), not(seen.flag('scope.webmailWorks'))),
      says: () => 'Web mail refuses it too: it signs in from the Exchange server, which is not on the list.',
      shown: { 'account.workstations': ['PC0815'], 'scope.webmailWorks': false },
      cleared: { 'account.workstations': [], 'scope.webmailWorks': false },
    }),
    leafSign(
      weak,
      'right-password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The box refuses the right password at once.',
    ),
    leafSign(
      against.strong,
      'password-accepted',
      'popup.passwordAccepted',
      ['accepted', 'accepted-returns'],
      'refused',
      'The box takes the password; a restricted logon is refused.',
    ),
    cures(
      against.strong,
      'something-else-cures',
      ['change-password', 'unlock', 'clear-credentials', 'new-profile'],
      'A new password, unlocking or a new profile ended it; none of them lifts such a rule.',
    ),
    leafSign(
      against.fair,
      'many-people',
      'scope.affected',
      ['all', 'one-path', 'one-database', 'all-on-one-version'],
      'one-user',
      (seen) => `Many people see it (${seen.text('scope.affected')}); the rule stands on single accounts.`,
    ),
  ],
  remedies: ['correct-logon-restrictions'],
  meanwhile: ['Do not reset the password: it is not what is refused.', 'Do not try again and again.'],
  sources: [
    'Microsoft, logonHours and userWorkstations',
    'Windows errors 1327, 1328 and 1329; NTSTATUS C000006E, C000006F and C0000070',
  ],
});
