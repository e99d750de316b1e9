import { against, any, fair, not, type Sign } from '../cause.ts';
import { leafSign } from './told-signs.ts';
import { cures } from './tries.ts';

/** The signs that every state of an account shares: it follows the person to every program, and nobody else has it. */
export const followsTheAccount = (why: string): readonly Sign[] => [
  fair('refused-everywhere', {
    group: 'elsewhere',
    when: (seen) =>
      any(
        not(seen.flag('scope.webmailWorks')),
        not(seen.flag('scope.phoneWorks')),
        not(seen.flag('scope.otherPcWorks')),
      ),
    says: () => 'It is refused elsewhere too: in web mail, on the phone or on another PC.',
    shown: { 'scope.webmailWorks': false },
    cleared: { 'scope.webmailWorks': true, 'scope.phoneWorks': true, 'scope.otherPcWorks': true },
  }),
  against.fair('works-elsewhere', {
    group: 'elsewhere-well',
    when: (seen) =>
      any(
        seen.flag('scope.webmailWorks'),
        seen.flag('scope.phoneWorks'),
        seen.flag('scope.otherPcWorks'),
        seen.is('scope.affected', 'one-pc'),
      ),
    says: () => 'The same account works elsewhere.',
    shown: { 'scope.webmailWorks': true },
    cleared: {
      'scope.webmailWorks': false,
      'scope.phoneWorks': false,
      'scope.otherPcWorks': false,
      'scope.affected': 'one-user',
    },
  }),
  leafSign(
    against.strong,
    'many-people',
    'scope.affected',
    ['all', 'moved-only', 'one-site', 'one-path', 'one-database', 'all-on-one-version'],
    'one-user',
    (seen) => `Several people see it (${seen.text('scope.affected')}); ${why}.`,
  ),
  // A policy, or a day on which many passwords end, may meet some at once.
  leafSign(
    against.fair,
    'some-people',
    'scope.affected',
    ['some'],
    'one-user',
    () => `Some people see it; ${why}.`,
  ),
  leafSign(
    against.strong,
    'password-taken',
    'popup.passwordAccepted',
    ['accepted', 'accepted-returns'],
    'refused',
    'The box takes the password; such an account is let in nowhere.',
    'let-in',
  ),
  leafSign(
    against.strong,
    'another-name-works',
    'popup.domainUserWorks',
    [true],
    false,
    'Typed as DOMAIN\\user the same password works, so the account is let in.',
    'let-in',
  ),
  leafSign(
    against.strong,
    'looked-over',
    'checked[credentials].result',
    ['right'],
    'wrong',
    'Name, password and account were looked over and found right.',
    'let-in',
  ),
  leafSign(
    against.fair,
    'comes-and-goes',
    'timeline.pattern',
    ['once', 'peak', 'random', 'hourly', 'after-network-change'],
    'constant',
    (seen) => `It comes and goes (${seen.text('timeline.pattern')}); an account is refused all the time.`,
  ),
  cures(
    against.strong,
    'mended-elsewhere',
    [
      'new-profile',
      'clear-credentials',
      'remove-secondary',
      'automapping-off',
      'recycle-autodiscover',
      'recycle-mapi',
      'iis-reset',
      'mapi-http-off-client',
      'ntlm-only',
      'client-update',
    ],
    'Something else ended it, and the account is as before.',
  ),
];
