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
import { deniedHer, deniedWhere, unknownUser } from '../readings/denied-mailbox.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { either, firstPopup, moved } from '../readings/mailbox.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

const faults: Readonly<Record<string, string>> = {
  'trailing-space': 'ends in a blank',
  'bad-character': 'holds a character that must not be there',
  duplicate: 'stands on another object, too',
  missing: 'is missing',
};
const legacyFault = (seen: Seen): Truth => {
  const fault = seen.text('mailbox.legacyDnFault');
  if (fault !== undefined) return fault !== '';
  const name = seen.text('mailbox.legacyDn');
  if (name === undefined || name === '' || name !== name.trim()) return name === undefined ? undefined : true;
  // A print loses a closing blank: only the directory, which brings the archive link with it, gives a name whole.
  return seen.flag('mailbox.archiveForeign') === undefined ? undefined : false;
};
const foreignArchive = (seen: Seen): Truth => seen.flag('mailbox.archiveForeign');
/** An archive that came along from another forest: told, where no directory was read. */
const archiveFromThere = (seen: Seen): Truth =>
  all(
    any(seen.flag('mailbox.fromOtherForest'), seen.flag('mailbox.otherForest')),
    seen.some('secondary', (one) => seen.is(`secondary[${one}].kind`, 'archive')),
    foreignArchive(seen) !== false,
  );
const stale = (seen: Seen): Truth =>
  either(any(legacyFault(seen), foreignArchive(seen)), archiveFromThere(seen) === true || undefined);
const says = (seen: Seen): string =>
  legacyFault(seen) === true
    ? `legacyExchangeDN of ${seen.mailbox} ${faults[seen.text('mailbox.legacyDnFault') ?? ''] ?? 'is malformed'}.`
    : foreignArchive(seen) === true
      ? `The archive link of ${seen.mailbox} points to a database of another forest.`
      : `${seen.mailbox} came from another forest and is told to open an archive, whose link came along.`;
const forEver = (seen: Seen): Truth => {
  const first = firstPopup(seen);
  return all(
    first === undefined ? undefined : first === 'restart',
    // What the directory says is read at each start; at random or at busy hours something else changes.
    seen.is('timeline.pattern', 'every-start', 'every-logon', 'constant'),
    seen.is('scope.affected', 'one-user', 'some'),
  );
};
const line = exampleLine({ server: 'ex16a', log: 'mapi-http', returnCode: 1003 });
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/mapi-http].from': hoursBefore(100),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
} as const;
const well = { 'mailbox.legacyDn': '/o=contoso/cn=anna', 'mailbox.archiveForeign': false } as const;

export default cause({
  id: 'ad-attribute-stale',
  side: 'account',
  popups: ['restart', 'disconnected', 'credential', 'need-password'],
  usual: 'rare',
  says: 'A directory attribute of the mailbox is malformed or left over, so what Outlook is given never agrees with what it finds.',
  toUser: {
    says: 'An entry of your mailbox in our directory is wrong, so Outlook believes again and again that something changed.',
    todo: 'Use web mail; the mail team corrects the entry.',
  },
  signs: [
    must('malformed-or-left-over', {
      when: stale,
      says: (seen) =>
        stale(seen) === true
          ? says(seen)
          : `legacyExchangeDN of ${seen.mailbox} is well-formed, and its archive is in this forest.`,
      shown: { 'mailbox.legacyDnFault': 'trailing-space' },
      cleared: well,
    }),
    proof('legacy-name-is-wrong', {
      group: 'attribute',
      when: legacyFault,
      says,
      shown: { 'mailbox.legacyDnFault': { value: 'trailing-space', from: 'directory' } },
      cleared: well,
    }),
    proof('unknown-by-its-name', {
      group: 'attribute',
      when: (seen) => all(stale(seen), deniedHer(seen, unknownUser)),
      says: (seen) =>
        `${says(seen)} ${deniedWhere(seen, unknownUser)}: the mailbox was not found by its name (1003).`,
      shown: { 'mailbox.legacyDnFault': 'duplicate', ...searched, 'log[]': line },
      cleared: { ...well, ...searched, 'log[]': harmlessLine },
    }),
    strong('archive-came-along', {
      group: 'attribute',
      when: archiveFromThere,
      says,
      shown: {
        'mailbox.fromOtherForest': true,
        'secondary[anna@contoso.example].kind': 'archive',
      },
      cleared: { 'mailbox.fromOtherForest': false, 'mailbox.otherForest': false },
    }),
    strong('archive-elsewhere', {
      group: 'attribute',
      when: foreignArchive,
      says,
      shown: { 'mailbox.archiveForeign': true },
      cleared: { 'mailbox.archiveForeign': false },
    }),
    strong('asks-for-a-restart', {
      group: 'restart',
      when: (seen) => {
        const first = firstPopup(seen);
        return all(stale(seen), first === undefined ? undefined : first === 'restart');
      },
      says: () => 'Outlook asks for a restart: what it is given does not agree with what it finds.',
      shown: { 'mailbox.legacyDnFault': 'trailing-space', 'popup.kind': 'restart' },
      cleared: { 'mailbox.legacyDnFault': 'trailing-space', 'popup.kind': 'credential' },
    }),
    strong('asks-one-person-for-ever', {
      group: 'restart',
      when: forEver,
      says: (seen) =>
        `It asks for a restart again and again (${seen.text('timeline.pattern')}), and not everybody sees it.`,
      shown: { 'popup.kind': 'restart', 'timeline.pattern': 'every-start', 'scope.affected': 'one-user' },
      cleared: { 'popup.kind': 'restart', 'timeline.pattern': 'once', 'scope.affected': 'one-user' },
    }),
    fair('on-every-pc', {
      when: (seen) => not(seen.flag('scope.otherPcWorks')),
      says: () => 'The same person sees it on another PC, with another profile.',
      shown: { 'scope.otherPcWorks': false },
      cleared: { 'scope.otherPcWorks': true },
    }),
    inVain(
      fair,
      'new-profile-in-vain',
      ['new-profile', 'new-windows-profile'],
      'A new profile changed nothing: it reads the same directory.',
    ),
    listSign(
      fair,
      'after-a-change-of-the-object',
      'timeline.after',
      ['directory-edit', 'account-created'],
      'password-change',
      'It began after the object was edited, migrated or made.',
    ),
    fair('archive-asks', {
      when: (seen) =>
        all(
          foreignArchive(seen),
          seen.some('secondary', (one) => seen.is(`secondary[${one}].kind`, 'archive')),
        ),
      says: () => 'Outlook is told to open an archive that this forest does not have.',
      shown: { 'mailbox.archiveForeign': true, 'secondary[anna.archive@contoso.example].kind': 'archive' },
      cleared: { 'mailbox.archiveForeign': false },
    }),
    fair('came-from-the-other-forest', {
      group: 'forest',
      when: (seen) => seen.flag('mailbox.fromOtherForest'),
      says: () => 'The mailbox was moved here from another forest, with attributes from there.',
      shown: { 'mailbox.fromOtherForest': true },
      cleared: { 'mailbox.fromOtherForest': false },
    }),
    risk('a-mailbox-in-the-other-forest', {
      group: 'forest',
      when: (seen) => seen.flag('mailbox.otherForest'),
      says: () =>
        'The same person has a mailbox in the other forest, too: attributes may have come from there.',
      shown: { 'mailbox.otherForest': true },
      cleared: { 'mailbox.otherForest': false },
    }),
    weak('web-mail-works', {
      when: (seen) => seen.flag('scope.webmailWorks'),
      says: () => 'Web mail works, which does not compare names.',
      shown: { 'scope.webmailWorks': true },
      cleared: { 'scope.webmailWorks': false },
    }),
    leafSign(
      against.strong,
      'only-once',
      'timeline.pattern',
      ['once'],
      'every-start',
      'It came once; a wrong attribute goes on for ever.',
    ),
    leafSign(
      against.strong,
      'ends-alone',
      'timeline.endsAlone',
      [true],
      false,
      'It ends by itself; a wrong attribute does not.',
    ),
    against.strong('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC with the same mailbox.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-user' },
    }),
    cures(
      against.strong,
      'mended-elsewhere',
      [
        'new-profile',
        'clear-credentials',
        'change-password',
        'unlock',
        'recycle-autodiscover',
        'recycle-mapi',
      ],
      'Something else ended it; the attribute stays as it is.',
    ),
    against.weak('just-moved', {
      when: (seen) => moved(seen),
      says: () => 'The mailbox was moved lately, which alone asks for a restart.',
      shown: { 'mailbox.moved': true },
      cleared: { 'mailbox.moved': false },
    }),
    leafSign(
      against.fair,
      'many-people',
      'scope.affected',
      ['all', 'one-site', 'one-path', 'one-database', 'all-on-one-version'],
      'one-user',
      (seen) => `Several people see it (${seen.text('scope.affected')}); the attribute is one mailbox’s.`,
    ),
  ],
  remedies: ['correct-legacy-name', 'clear-archive-link'],
  meanwhile: [
    'Do not create new profiles: they read the same directory.',
    'Do not move the mailbox: the attribute goes with it.',
  ],
  sources: [
    'Microsoft KB3068991 (blank in legacyExchangeDN)',
    'Microsoft KB2387770 (archive link to another forest)',
    '[MS-OXCRPC] 3.1.4.1 (ecUnknownUser)',
  ],
});
