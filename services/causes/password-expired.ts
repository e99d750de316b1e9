import { against, any, cause, fair, must, not, proof, type Seen, strong, weak } from '../cause.ts';
import { followsTheAccount } from '../readings/account-signs.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { tried } from '../readings/mailbox.ts';
import { freshPassword, reasons, refused, refusedWhere, stateOrRefusal } from '../readings/refusals.ts';
import { moment } from '../readings/sentences.ts';
import { leafSign, listSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

const state = (seen: Seen) => any(seen.flag('account.passwordExpired'), seen.flag('account.mustChange'));
const toldExpiry = (seen: Seen) => seen.has('timeline.after', 'password-expiry');
const stateOfIt = (seen: Seen) =>
  stateOrRefusal(
    seen,
    state(seen),
    reasons.passwordExpired,
    toldExpiry(seen),
    tried(seen, ['change-password'], 'cured'),
  );
const how = (seen: Seen): string =>
  seen.flag('account.mustChange') === true ? 'must be changed at the next logon' : 'is expired';
const line = exampleLine({
  server: 'ex16a',
  log: 'iis',
  status: 401,
  substatus: 1,
  win32: 1330,
  signature: 'expired',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;
const well = { 'account.passwordExpired': false, 'account.mustChange': false } as const;

export default cause({
  id: 'password-expired',
  side: 'account',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: 'The password is expired, or must be changed at the next logon: every service refuses it until then.',
  toUser: {
    says: 'Your password has run out. Mail programs can only say that it is refused; Windows itself can change it.',
    todo: 'Press Ctrl+Alt+Del on a PC in the office or on VPN, choose "Change a password", then start Outlook again.',
  },
  signs: [
    must('expired-or-to-be-changed', {
      when: stateOfIt,
      says: (seen) =>
        stateOfIt(seen) === true
          ? `The password of ${seen.mailbox} ${how(seen)}.`
          : `The password of ${seen.mailbox} is not expired${seen.time('account.passwordChangedAt') === undefined ? '' : ` (changed ${moment(seen.time('account.passwordChangedAt'))})`}.`,
      shown: { 'account.passwordExpired': true },
      cleared: well,
    }),
    proof('directory-says-expired', {
      group: 'state',
      when: state,
      says: (seen) => `The directory says: the password ${how(seen)}.`,
      shown: { 'account.passwordExpired': { value: true, from: 'directory' } },
      cleared: well,
    }),
    strong('refused-as-expired', {
      group: 'state',
      when: (seen) => refused(seen, reasons.passwordExpired),
      says: (seen) => refusedWhere(seen, reasons.passwordExpired),
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    listSign(
      strong,
      'began-with-expiry',
      'timeline.after',
      ['password-expiry'],
      'own-move',
      'It began when the password ran out.',
      'state',
    ),
    cures(strong, 'new-password-cures', ['change-password'], 'With a new password it was gone.'),
    listSign(
      weak,
      'new-account',
      'timeline.after',
      ['account-created'],
      'own-move',
      'The account is new; a first password must often be changed.',
    ),
    weak('nobody-warns', {
      when: (seen) => any(not(seen.flag('client.domainJoined')), seen.has('scope.only', 'not-domain-joined')),
      says: () => 'The PC is outside the domain, where Windows does not warn before a password runs out.',
      shown: { 'client.domainJoined': false },
      cleared: { 'client.domainJoined': true, 'scope.only': ['domain-joined'] },
    }),
    // Mail in the cloud goes on while what is left on premises, such as public folders, refuses the old password.
    fair('only-what-is-on-premises', {
      when: (seen) => {
        const cloud = any(seen.is('mailbox.exchange', 'online'), seen.is('mailbox.kind', 'remote'));
        return cloud === true ? seen.is('publicFolders.where', 'on-premises', '2010', '2013+') : cloud;
      },
      says: () => 'The mailbox is in the cloud and the public folders are not: only they ask.',
      shown: { 'mailbox.exchange': 'online', 'publicFolders.where': 'on-premises' },
      cleared: { 'mailbox.exchange': '2016', 'mailbox.kind': 'user' },
    }),
    leafSign(
      weak,
      'right-password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The box refuses the password at once.',
    ),
    against.strong('changed-lately', {
      when: freshPassword,
      says: (seen) => `The password was changed ${moment(seen.time('account.passwordChangedAt'))}.`,
      shown: { 'account.passwordChangedAt': hoursBefore(20) },
      cleared: { 'account.passwordChangedAt': hoursBefore(2000) },
    }),
    listSign(
      against.fair,
      'began-with-a-new-password',
      'timeline.after',
      ['password-change'],
      'password-expiry',
      'It began when the password was changed: the new one is not expired.',
    ),
    inVain(against.strong, 'new-password-in-vain', ['change-password'], 'A new password changed nothing.'),
    ...followsTheAccount('a password runs out for one account'),
  ],
  remedies: ['change-password'],
  meanwhile: [
    'Do not try the old password again: wrong tries lock the account.',
    'After the change, give the new password to phones and tablets first.',
    'Do not tick "Remember my credentials".',
  ],
  sources: [
    'Microsoft, msDS-User-Account-Control-Computed (0x800000) and pwdLastSet 0',
    'Windows errors 1330 and 1907',
    'Microsoft, "Credential prompt when you access on-premises public folders"',
  ],
});
