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
  reading,
  type Seen,
  strong,
  type Truth,
  weak,
} from '../cause.ts';
import { oneOfTheseBoxes } from '../readings/box.ts';
import { exampleLine, harmlessLine, hoursBefore } from '../readings/examples.ts';
import { wayIntoLegacyFails } from '../readings/legacy-way.ts';
import { firstLine, isHerName, textOf, writtenAt } from '../readings/lines.ts';
import { day, tried } from '../readings/mailbox.ts';
import { names, place } from '../readings/sentences.ts';
import { leafIs, listNames } from '../readings/told-signs.ts';
import { cures, helps, inVain } from '../readings/tries.ts';
import { followsThePc } from '../readings/who-sees-it.ts';

const boxes = ['credential', 'need-password', 'disconnected', 'web-sign-in'];
const shared = 'secondary[shared@contoso.example]';
const removal = ['remove-secondary', 'automapping-off'];
const opened = (seen: Seen): readonly string[] => seen.keys('secondary');
/** Why this mailbox cannot be opened; undefined when nothing speaks against it. */
function obstacle(seen: Seen, address: string): string | undefined {
  const path = `secondary[${address}]`;
  if (seen.flag(`${path}.inDirectory`) === false) return 'is no longer in the directory';
  if (seen.flag(`${path}.enabled`) === false) return 'is disabled or has no mailbox here';
  return undefined;
}
const denied = (seen: Seen): readonly string[] =>
  opened(seen).filter((address) => obstacle(seen, address) !== undefined);
const describe = (seen: Seen): string =>
  names(
    denied(seen).map(
      (address) =>
        `${address} (${seen.text(`secondary[${address}].kind`) ?? 'opened'}) ${obstacle(seen, address)}`,
    ),
  );
/** Whether anything at all was seen of this mailbox; a key alone is no fact. */
const isKnown = (seen: Seen, address: string): Truth =>
  ['kind', 'exchange', 'server', 'enabled', 'inDirectory', 'movedAt'].some(
    (leaf) => seen.get(`secondary[${address}].${leaf}`) !== undefined,
  );
const opensAnother = (seen: Seen): Truth => {
  const told = any(
    seen.has('scope.only', 'with:secondary') === true || undefined,
    seen.has('timeline.after', 'secondary-added') === true || undefined,
    seen.has('popup.belongsTo', 'other-mailbox') === true || undefined,
    tried(seen, removal, 'cured', 'until-restart', 'for-a-while', 'sometimes', 'some-users') === true ||
      undefined,
  );
  return told === true ? true : seen.some('secondary', (address) => isKnown(seen, address));
};
const isLoginPerm = (line: ElementValue): boolean =>
  textOf(line, 'signature') === 'login-perm' || line.returnCode === 1010;
/** Whether a line shows that she was refused as owner of a mailbox (LoginPerm, 1010); unseen when it names nobody. */
const refusedAsOwner = (seen: Seen, line: ElementValue): Truth => {
  if (!isLoginPerm(line)) return false;
  const at = writtenAt(line);
  const user = textOf(line, 'user');
  return all(
    user === undefined || user.startsWith('/o=') ? undefined : isHerName(seen, user),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 7 * day,
  );
};
/** Whether anybody at all was refused so: asked once, before the lines are looked at one by one. */
const anyRefusal = reading(
  (seen: Seen): Truth => seen.someElement('log', isLoginPerm, { log: 'mapi-http', from: seen.now - day }),
);
const refusedHer = (seen: Seen): Truth =>
  anyRefusal(seen) === true
    ? seen.someElement('log', (line) => refusedAsOwner(seen, line)) === true || undefined
    : anyRefusal(seen);
const searched = {
  'searched[ex16a/mapi-http].from': hoursBefore(30),
  'searched[ex16a/mapi-http].to': hoursBefore(0),
};
const refusal = exampleLine({ server: 'ex16a', log: 'mapi-http', returnCode: 1010, signature: 'login-perm' });

export default cause({
  id: 'automapped-mailbox-denied',
  side: 'moves',
  otherMailboxes: true,
  popups: boxes,
  usual: 'occasional',
  says: 'Outlook opens another mailbox by itself (automapped, delegate or shared) and is refused there: disabled, gone, or without the right to it.',
  toUser: {
    says: 'Outlook tries to open another mailbox for you and is not let in there. Your own mailbox and password are fine.',
    todo: 'Press Cancel in the box, and tell us whose mailbox you still need.',
  },
  signs: [
    must('opens-another-mailbox', {
      when: opensAnother,
      says: (seen) =>
        opened(seen).length > 0
          ? `${seen.mailbox} opens ${names(opened(seen))}.`
          : opensAnother(seen) === true
            ? `${seen.mailbox} opens another mailbox.`
            : `${seen.mailbox} opens no other mailbox.`,
      shown: { [`${shared}.kind`]: 'automapped' },
      cleared: { secondary: [] },
    }),
    must('fitting-box', oneOfTheseBoxes(boxes, 'certificate')),
    proof('refused-as-owner', {
      group: 'refusal',
      when: (seen) => all(opensAnother(seen), refusedHer(seen)),
      says: (seen) =>
        `${place(firstLine(seen, (line) => refusedAsOwner(seen, line)))}: this user was refused as owner of a mailbox (1010, LoginPerm).`,
      shown: { [`${shared}.kind`]: 'automapped', 'mailbox.sam': 'anna', ...searched, 'log[]': refusal },
      cleared: {
        [`${shared}.kind`]: 'automapped',
        'mailbox.sam': 'anna',
        ...searched,
        'log[]': harmlessLine,
      },
    }),
    strong('somebody-refused-as-owner', {
      group: 'refusal',
      when: (seen) => (refusedHer(seen) === true ? false : anyRefusal(seen)),
      says: (seen) =>
        `${place(firstLine(seen, isLoginPerm))}: somebody was refused as owner of a mailbox (1010, LoginPerm).`,
      shown: {
        ...searched,
        'log[]': [
          {
            server: 'ex16a',
            log: 'mapi-http',
            at: hoursBefore(1),
            returnCode: 1010,
            signature: 'login-perm',
          },
        ],
      },
      cleared: { ...searched, 'log[]': harmlessLine },
    }),
    strong('cannot-be-opened', {
      group: 'state',
      when: (seen) =>
        seen.some('secondary', (address) =>
          any(
            not(seen.flag(`secondary[${address}].inDirectory`)),
            not(seen.flag(`secondary[${address}].enabled`)),
          ),
        ),
      says: (seen) => `Of the mailboxes that Outlook opens, ${describe(seen)}.`,
      shown: {
        [`${shared}.kind`]: 'automapped',
        [`${shared}.enabled`]: { value: false, from: 'directory' },
        [`${shared}.inDirectory`]: { value: true, from: 'directory' },
      },
      cleared: {
        [`${shared}.kind`]: { value: 'automapped', from: 'directory' },
        [`${shared}.enabled`]: { value: true, from: 'directory' },
        [`${shared}.inDirectory`]: { value: true, from: 'directory' },
      },
    }),
    // A mailbox that carries another account's SID is a cause of its own (master-account-sid).
    against.fair('owned-from-elsewhere', {
      when: (seen) => {
        const known = opened(seen).flatMap(
          (address) => seen.text(`secondary[${address}].masterAccountSid`) ?? [],
        );
        return known.length === 0 ? undefined : known.some((sid) => sid !== '' && sid !== 'S-1-5-10');
      },
      says: (seen) =>
        `${names(opened(seen).filter((address) => !['', 'S-1-5-10'].includes(seen.text(`secondary[${address}].masterAccountSid`) ?? '')))} belongs to an account of another forest.`,
      shown: { [`${shared}.masterAccountSid`]: 'S-1-5-21-7-7-7-1001' },
      cleared: { [`${shared}.masterAccountSid`]: 'S-1-5-10' },
    }),
    helps(strong, 'ends-without-it', removal, 'Without the other mailbox in the profile it is gone.'),
    strong('box-is-of-another-mailbox', {
      group: 'scope',
      ...listNames(
        'popup.belongsTo',
        ['other-mailbox'],
        'The box comes when Outlook opens the other mailbox.',
        'mail',
      ),
    }),
    strong('began-when-added', {
      group: 'scope',
      ...listNames(
        'timeline.after',
        ['secondary-added'],
        'It began when another mailbox was added.',
        'password-change',
      ),
    }),
    fair('only-with-another-mailbox', {
      group: 'scope',
      ...listNames(
        'scope.only',
        ['with:secondary'],
        'Only people who open another mailbox see it.',
        'outlook:16',
      ),
    }),
    weak('automapped', {
      when: (seen) =>
        seen.some('secondary', (address) => seen.is(`secondary[${address}].kind`, 'automapped', 'delegate')),
      says: (seen) => `Outlook opens ${names(opened(seen))} by itself.`,
      shown: { [`${shared}.kind`]: { value: 'automapped', from: 'directory' } },
      cleared: { [`${shared}.kind`]: { value: 'archive', from: 'directory' } },
    }),
    weak('follows-the-account', {
      when: (seen) => any(seen.flag('scope.otherUserOnThisPcWorks'), not(seen.flag('scope.otherPcWorks'))),
      says: () => 'It follows the account: another PC sees it too, or another user of this PC does not.',
      shown: { 'scope.otherUserOnThisPcWorks': true },
      cleared: { 'scope.otherUserOnThisPcWorks': false, 'scope.otherPcWorks': true },
    }),
    against.strong('every-one-can-be-opened', {
      when: (seen) =>
        all(
          seen.every('secondary', (address) =>
            all(
              seen.flag(`secondary[${address}].enabled`),
              seen.flag(`secondary[${address}].inDirectory`) !== false,
            ),
          ),
          anyRefusal(seen) !== true,
        ),
      says: (seen) => `${names(opened(seen))}: enabled and in the directory.`,
      shown: { [`${shared}.enabled`]: true, [`${shared}.inDirectory`]: true },
      cleared: { [`${shared}.enabled`]: false, [`${shared}.inDirectory`]: true },
    }),
    inVain(against.strong, 'stays-without-it', removal, 'It stays without the other mailbox in the profile.'),
    against.strong('way-to-the-old-server-fails', wayIntoLegacyFails),
    cures(against.strong, 'update-cures', ['server-update', 'os-update'], 'An update of a server ended it.'),
    against.strong(
      'everybody',
      leafIs(
        'scope.affected',
        ['all', 'one-path', 'one-site'],
        (seen) => `It does not follow one mailbox: affected is ${seen.text('scope.affected')}.`,
        'one-user',
      ),
    ),
    against.fair(
      'follows-the-pc',
      followsThePc('It follows the PC or its profile; an automapped mailbox comes with the account.'),
    ),
  ],
  remedies: ['disable-automapping', 'remove-stale-mailbox-permission'],
  meanwhile: [
    'Press Cancel; use web mail for the other mailbox.',
    'Do not enable the account of a shared mailbox: it is disabled by design.',
  ],
  sources: ['Microsoft KB3184064', 'Microsoft KB3190323 (automapping)', 'Microsoft Q&A 303395 (LoginPerm)'],
});
