import { any, type Seen, type Sign, type SignBody } from '../cause.ts';

type Weigh = (id: string, body: SignBody) => Sign;

const many = [
  'some',
  'moved-only',
  'one-database',
  'one-site',
  'one-path',
  'all-on-one-version',
  'all',
] as const;

/** Whether several people see it. */
export const seenByMany = (seen: Seen) => seen.is('scope.affected', ...many);

/** A sign that holds when several people see it. */
export const byMany = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: seenByMany,
    says: (seen) => `Several people see it (${seen.text('scope.affected')}): ${says}.`,
    shown: { 'scope.affected': 'some' },
    cleared: { 'scope.affected': 'one-user' },
  });

/** A sign that holds when one person or one PC alone is affected. */
export const byOne = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: (seen) => seen.is('scope.affected', 'one-user', 'one-pc'),
    says: (seen) => `Only one is affected (${seen.text('scope.affected')}): ${says}.`,
    shown: { 'scope.affected': 'one-user' },
    cleared: { 'scope.affected': 'all' },
  });

/** A sign that holds when the same person is well on another PC. */
export const wellElsewhere = (weigh: Weigh, id: string, says: string): Sign =>
  weigh(id, {
    when: (seen) => any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc')),
    says: () => `The same person is well on another PC: ${says}.`,
    shown: { 'scope.otherPcWorks': true },
    cleared: { 'scope.otherPcWorks': false, 'scope.affected': 'some' },
  });
