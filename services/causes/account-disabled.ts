import { against, all, cause, fair, must, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { followsTheAccount } from '../readings/account-signs.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { reasons, refused, refusedWhere, stateOrRefusal } from '../readings/refusals.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

/** Shared, room and equipment mailboxes have a disabled account by design, and nobody signs in as one (field notes 16). */
const byDesign = (seen: Seen): Truth => seen.is('mailbox.kind', 'shared', 'room', 'equipment');
function disabled(seen: Seen): Truth {
  if (byDesign(seen) === true) return false;
  // A linked mailbox is opened with an account of the other forest: its own is disabled by design, too.
  const own = seen.is('mailbox.kind', 'linked') === true ? undefined : seen.flag('account.disabled');
  return stateOrRefusal(seen, own, reasons.disabled);
}
const line = exampleLine({
  server: 'ex16a',
  log: 'iis',
  status: 401,
  substatus: 1,
  win32: 1331,
  signature: 'disabled',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

export default cause({
  id: 'account-disabled',
  side: 'account',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The account is disabled: nothing is let in with it, whatever the password.',
  toUser: {
    says: 'Your account is switched off, so no program can sign in with it. The mail itself is still there.',
    todo: 'Call the helpdesk; only those who keep the accounts can switch it on.',
  },
  signs: [
    must('disabled', {
      when: disabled,
      says: (seen) =>
        byDesign(seen) === true
          ? `${seen.mailbox} is a ${seen.text('mailbox.kind')} mailbox: its own account is disabled by design.`
          : `The account of ${seen.mailbox} is ${disabled(seen) === true ? '' : 'not '}disabled.`,
      shown: { 'account.disabled': true },
      cleared: { 'account.disabled': false },
    }),
    proof('directory-says-disabled', {
      group: 'state',
      when: (seen) =>
        seen.is('mailbox.kind', 'shared', 'room', 'equipment', 'linked') === true
          ? false
          : seen.flag('account.disabled'),
      says: () => 'The directory says: disabled.',
      shown: { 'account.disabled': { value: true, from: 'directory' } },
      cleared: { 'account.disabled': false },
    }),
    strong('refused-as-disabled', {
      group: 'state',
      when: (seen) => (byDesign(seen) === true ? false : refused(seen, reasons.disabled)),
      says: (seen) => refusedWhere(seen, reasons.disabled),
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    listSign(
      fair,
      'after-an-edit',
      'timeline.after',
      ['directory-edit'],
      'own-move',
      'It began after the account or the mailbox was edited in the directory.',
    ),
    // Kept tokens let a disabled account in for up to a day (KB3035228): some programs stop before others.
    weak('stops-one-after-the-other', {
      when: (seen) => all(seen.flag('account.disabled'), seen.flag('scope.phoneWorks')),
      says: () => 'The phone still works: kept tokens let a disabled account in for up to a day.',
      shown: { 'account.disabled': true, 'scope.phoneWorks': true },
      cleared: { 'account.disabled': false, 'scope.phoneWorks': true },
    }),
    leafSign(
      weak,
      'right-password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The box refuses the password at once.',
    ),
    cures(against.strong, 'new-password-cures', ['change-password'], 'A new password ended it.'),
    inVain(
      weak,
      'new-password-in-vain',
      ['change-password', 'unlock'],
      'Neither a new password nor unlocking changed anything.',
    ),
    ...followsTheAccount('one account is disabled, not all'),
  ],
  remedies: ['enable-account'],
  meanwhile: [
    'Do not enable it without asking why it was disabled.',
    'Do not try the password again and again.',
    'If only a shared, room or equipment mailbox is disabled: that is by design.',
  ],
  sources: [
    'Microsoft, userAccountControl (0x2)',
    'Windows error 1331 and NTSTATUS C0000072',
    'Microsoft KB3035228 (kept tokens)',
  ],
});
