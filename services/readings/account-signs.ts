import { against, any, fair, not, type Sign } from '../cause.ts';
import { manyPeople } from './leaf-signs.ts';

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
  manyPeople(against.strong, why),
];
