import type { Fact, Source } from '../facts.ts';
import { timeOf } from '../time.ts';

/** Groups that a user's own screen tells best. */
const userGroups: ReadonlySet<string> = new Set([
  'client',
  'connections',
  'popup',
  'scope',
  'timeline',
  'tried',
  'path',
]);
const serverOrder: readonly Source[] = ['probe', 'worker', 'log', 'directory', 'pasted', 'told'];
const userOrder: readonly Source[] = ['pasted', 'log', 'told', 'probe', 'worker', 'directory'];

/** A fact beside its time in ms. */
interface Candidate {
  readonly fact: Fact;
  readonly at: number;
}

/** The latest of one source: the later `at`, then the later in the file. */
const latest = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (best, next) => (best === undefined || next.at >= best.at ? next : best),
    undefined,
  );

function strongest(group: string, candidates: readonly Candidate[]): Candidate | undefined {
  const of = (source: Source): Candidate | undefined =>
    latest(candidates.filter(({ fact }) => fact.from === source));
  if (userGroups.has(group)) return first(userOrder.map(of));
  const read = first([of('probe'), of('worker'), of('directory')]);
  const logged = of('log');
  // Between a log line and a fresh read the later observation wins, whatever the order says.
  if (read !== undefined && logged !== undefined && read.at !== logged.at) {
    return read.at > logged.at ? read : logged;
  }
  return first(serverOrder.map(of));
}
const first = (candidates: readonly (Candidate | undefined)[]): Candidate | undefined =>
  candidates.find((candidate) => candidate !== undefined);

/**
 * The fact that wins among those of one path, in the order of the file. `changedAt` is the last known change of its
 * subject: what was seen before it yields to whatever was seen since.
 */
export function winning(group: string, facts: readonly Fact[], changedAt: number | undefined): Fact {
  const [only] = facts;
  if (only === undefined) throw new Error('no fact to choose from');
  if (facts.length === 1) return only;
  const candidates = facts.map((fact): Candidate => ({ fact, at: Date.parse(fact.at) }));
  const since = changedAt === undefined ? [] : candidates.filter(({ at }) => at >= changedAt);
  return strongest(group, since.length > 0 ? since : candidates)?.fact ?? only;
}

const plain = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return timeOf(value) ?? value.toLowerCase();
};
/** Whether two values say the same: words in any case, times in any zone, lists in any order. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    const [one, other] = [new Set(left.map(plain)), new Set(right.map(plain))];
    const partly = one.has('…') || other.has('…');
    if (!partly) return one.size === other.size && [...one].every((item) => other.has(item));
    // A list that names some agrees with another that holds them.
    const within = (some: Set<unknown>, whole: Set<unknown>): boolean =>
      [...some].every((item) => item === '…' || whole.has(item));
    return (one.has('…') && within(one, other)) || (other.has('…') && within(other, one));
  }
  return plain(left) === plain(right);
}
