import { against, cause, fair, must, proof, type Seen, strong, type Truth, weak } from '../cause.ts';
import { followsTheAccount } from '../readings/account-signs.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { day } from '../readings/mailbox.ts';
import { reasons, refused, refusedWhere, stateOrRefusal } from '../readings/refusals.ts';
import { moment } from '../readings/sentences.ts';
import { leafSign } from '../readings/told-signs.ts';
import { cures, inVain } from '../readings/tries.ts';

/** The directory's word, else its date. */
function expired(seen: Seen): Truth {
  const said = seen.flag('account.expired');
  const at = seen.time('account.expiresAt');
  return said ?? (at === undefined ? undefined : at <= seen.now);
}
const sinceExpiry = (seen: Seen): Truth => {
  const since = seen.time('timeline.since');
  const at = seen.time('account.expiresAt');
  return since === undefined || at === undefined
    ? undefined
    : at <= seen.now && since >= at - day / 2 && since <= at + 2 * day;
};
const stateOfIt = (seen: Seen) => stateOrRefusal(seen, expired(seen), reasons.accountExpired);
const date = (seen: Seen): string =>
  seen.time('account.expiresAt') === undefined ? '' : ` (${moment(seen.time('account.expiresAt'))})`;
const line = exampleLine({
  server: 'ex16a',
  log: 'iis',
  status: 401,
  substatus: 1,
  win32: 1793,
  signature: 'expired',
});
const searched = {
  'servers[ex16a].exchange': '2016',
  'searched[ex16a/iis].from': hoursBefore(72),
  'searched[ex16a/iis].to': hoursBefore(0),
} as const;

export default cause({
  id: 'account-expired',
  side: 'account',
  popups: ['credential', 'need-password', 'disconnected'],
  usual: 'occasional',
  says: "The account's own expiry date has passed: it is refused as if it were switched off.",
  toUser: {
    says: 'Your account was set to end on a date, and that date has passed. Your password and your mail are untouched.',
    todo: 'Ask the helpdesk, or the person who ordered your account, to have it extended.',
  },
  signs: [
    must('expired', {
      when: stateOfIt,
      says: (seen) =>
        `The account of ${seen.mailbox} is ${stateOfIt(seen) === true ? '' : 'not '}expired${date(seen)}.`,
      shown: { 'account.expired': true },
      cleared: { 'account.expired': false },
    }),
    proof('directory-says-expired', {
      group: 'state',
      when: expired,
      says: (seen) => `The directory says: the account is expired${date(seen)}.`,
      shown: { 'account.expired': { value: true, from: 'directory' } },
      cleared: { 'account.expired': false },
    }),
    strong('refused-as-expired', {
      group: 'state',
      when: (seen) => refused(seen, reasons.accountExpired),
      says: (seen) => refusedWhere(seen, reasons.accountExpired),
      shown: { ...searched, 'log[]': line },
      cleared: { ...searched, 'log[]': harmlessLine, 'account.failedLogon': ['C000006A'] },
    }),
    strong('began-with-the-date', {
      when: sinceExpiry,
      says: (seen) =>
        `It began ${moment(seen.time('timeline.since'))}; the account ran out ${moment(seen.time('account.expiresAt'))}.`,
      shown: { 'account.expiresAt': hoursBefore(30), 'timeline.since': hoursBefore(28) },
      cleared: { 'account.expiresAt': hoursBefore(30), 'timeline.since': hoursBefore(400) },
    }),
    leafSign(
      weak,
      'right-password-refused',
      'popup.passwordAccepted',
      ['refused'],
      'accepted',
      'The box refuses the password at once.',
    ),
    inVain(
      fair,
      'neither-password-nor-unlock',
      ['change-password', 'unlock'],
      'Neither a new password nor unlocking changed anything.',
    ),
    cures(
      against.strong,
      'new-password-cures',
      ['change-password', 'unlock'],
      'A new password or unlocking ended it.',
    ),
    ...followsTheAccount('an account expires on its own date'),
  ],
  remedies: ['extend-account'],
  meanwhile: [
    'Do not reset the password: it is not what is refused.',
    'Do not extend it without asking why it was to end.',
  ],
  sources: ['Microsoft, accountExpires', 'Windows error 1793 and NTSTATUS C0000193', 'Microsoft KB3035228'],
});
