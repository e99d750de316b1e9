import {
  against,
  all,
  any,
  cause,
  fair,
  must,
  not,
  proof,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { deniedHer, deniedWhere, loginPerm } from '../readings/denied-mailbox.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { names } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

/** NT AUTHORITY\SELF stands on every shared and resource mailbox; linked ones carry their real owner. */
const self = 'S-1-5-10';
function ownCarries(seen: Seen): Truth {
  const sid = seen.text('mailbox.masterAccountSid');
  if (sid === undefined) return undefined;
  return sid !== '' && seen.is('mailbox.kind', 'linked', 'shared', 'room', 'equipment') !== true;
}
const carriers = (seen: Seen): readonly string[] =>
  seen.keys('secondary').filter((address) => carries(seen, address) === true);
function carries(seen: Seen, address: string): Truth {
  const sid = seen.text(`secondary[${address}].masterAccountSid`);
  return sid === undefined ? undefined : sid !== '' && sid.toUpperCase() !== self;
}
const anotherCarries = (seen: Seen): Truth => seen.some('secondary', (address) => carries(seen, address));
const leftOver = (seen: Seen): Truth => {
  const either = any(ownCarries(seen), anotherCarries(seen));
  // Where nobody looked at other mailboxes, her own decides.
  return either ?? (ownCarries(seen) === false ? false : undefined);
};
const denied = [
  ...exampleLine({ server: 'ex16a', log: 'mapi-http', returnCode: 1010, signature: 'login-perm' }),
];
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/mapi-http].from': hoursBefore(100),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
} as const;
const sid = 'S-1-5-21-9-8-7-1105';
const carried = { 'mailbox.masterAccountSid': sid, 'mailbox.kind': 'user' } as const;
const clean = { 'mailbox.masterAccountSid': '', 'mailbox.kind': 'user', secondary: [] } as const;

export default cause({
  id: 'master-account-sid',
  side: 'account',
  popups: ['credential', 'need-password'],
  usual: 'rare',
  says: 'An ordinary mailbox still carries the owner of another forest (msExchMasterAccountSid): Exchange takes that one for its owner and turns the real one away.',
  toUser: {
    says: 'Your mailbox still names an account from the old domain as its owner. So Outlook is asked for a password that cannot fit.',
    todo: 'Press Cancel and use web mail; the mail team removes the old entry.',
  },
  signs: [
    must('left-over', {
      when: leftOver,
      says: (seen) =>
        ownCarries(seen) === true
          ? `${seen.mailbox} carries msExchMasterAccountSid ${seen.text('mailbox.masterAccountSid')}, though it is no linked mailbox.`
          : anotherCarries(seen) === true
            ? `${names(carriers(seen))} carries a msExchMasterAccountSid of another account.`
            : `${seen.mailbox} carries no msExchMasterAccountSid that does not belong to it (kind ${seen.text('mailbox.kind') ?? 'user'}).`,
      shown: carried,
      cleared: clean,
    }),
    proof('left-over-and-turned-away', {
      group: 'left-over',
      when: (seen) => all(leftOver(seen), deniedHer(seen, loginPerm)),
      says: (seen) =>
        `${deniedWhere(seen, loginPerm)}: this user was turned away from a mailbox as not its owner (LoginPerm), and msExchMasterAccountSid names another.`,
      shown: { ...carried, ...searched, 'log[]': denied },
      cleared: { ...clean, ...searched, 'log[]': harmlessLine },
    }),
    strong('own-mailbox-carries-it', {
      group: 'left-over',
      when: ownCarries,
      says: (seen) =>
        `msExchMasterAccountSid of ${seen.mailbox} is ${seen.text('mailbox.masterAccountSid')}.`,
      shown: carried,
      cleared: clean,
    }),
    strong('another-mailbox-carries-it', {
      group: 'left-over',
      when: anotherCarries,
      says: (seen) => `${names(carriers(seen))} carries the msExchMasterAccountSid of another account.`,
      shown: { 'secondary[sales@contoso.example].masterAccountSid': sid },
      cleared: { secondary: [] },
    }),
    fair('turned-away', {
      group: 'left-over',
      when: (seen) => deniedHer(seen, loginPerm),
      says: (seen) =>
        `${deniedWhere(seen, loginPerm)}: this user was turned away from a mailbox as not its owner (LoginPerm).`,
      shown: { ...searched, 'log[]': denied },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    cures(
      strong,
      'ends-without-the-mailbox',
      ['remove-secondary', 'automapping-off'],
      'Without the other mailbox it was gone.',
    ),
    listSign(
      fair,
      'only-with-another-mailbox',
      'scope.only',
      ['with:secondary'],
      'outlook:14',
      'Only people who open a further mailbox see it.',
    ),
    listSign(
      fair,
      'after-a-change-of-the-object',
      'timeline.after',
      ['directory-edit', 'own-move', 'account-created', 'other-move', 'secondary-added'],
      'password-change',
      (seen) =>
        `It began after: ${names(seen.list('timeline.after') ?? [])}; the entry came, or came to matter, with it.`,
    ),
    fair('on-every-pc', {
      when: (seen) => not(seen.flag('scope.otherPcWorks')),
      says: () => 'The same person sees it on another PC.',
      shown: { 'scope.otherPcWorks': false },
      cleared: { 'scope.otherPcWorks': true },
    }),
    inVain(
      fair,
      'client-mended-in-vain',
      ['new-profile', 'new-windows-profile', 'clear-credentials', 'change-password'],
      'Nothing done on the PC or with the password changed it.',
    ),
    leafSign(weak, 'one-user', 'scope.affected', ['one-user'], 'all', 'One person alone sees it.'),
    inVain(
      against.fair,
      'goes-on-without-the-mailbox',
      ['remove-secondary', 'automapping-off'],
      'Without the other mailbox it went on.',
    ),
    against.strong('another-pc-works', {
      when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
      says: () => 'The same person works on another PC with the same mailbox.',
      shown: { 'scope.otherPcWorks': true },
      cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'one-user' },
    }),
    cures(
      against.strong,
      'mended-on-the-pc',
      ['new-profile', 'clear-credentials', 'change-password', 'unlock'],
      'It was mended on the PC or with the password; the entry in the directory stays.',
    ),
    leafSign(
      against.fair,
      'many-people',
      'scope.affected',
      ['all', 'one-site', 'one-path', 'one-database', 'all-on-one-version'],
      'one-user',
      (seen) => `Many people see it (${seen.text('scope.affected')}); the entry stands on single mailboxes.`,
    ),
  ],
  remedies: ['clear-master-account-sid'],
  meanwhile: [
    'Do not remove the entry from linked, shared, room or equipment mailboxes: there it belongs.',
    'Do not reset the password.',
    'Use web mail.',
  ],
  sources: [
    'Microsoft KB2996202',
    'Microsoft, msExchMasterAccountSid (linked mailboxes)',
    '[MS-OXCDATA] 2.4 (ecLoginPerm)',
  ],
});
