import { pathId } from '../facts.ts';
import type { Bench } from './bench.ts';
import type { Binder } from './binding.ts';
import type { SetFact } from './examples.ts';
import { costOf, type Effect, effectOf, type Foretelling, foretelling } from './foretelling.ts';
import { height, type Judged, rulesOut } from './judge.ts';
import { type JudgedSign, judgeSign } from './judge-sign.ts';
import { type Trials, touches } from './trials.ts';
import { allMusts, type Try, triesOf } from './tries.ts';
import type { Band, Change } from './types.ts';

/** One look or question whose answer changes a verdict. */
export interface Turn extends Change {
  readonly cause: string;
  readonly set: readonly SetFact[];
  /** Whether what it asks for is unseen in the case. */
  readonly unseen: boolean;
}

const cost = (set: readonly SetFact[]): number => Math.max(...set.map(({ from }) => costOf(from)));

/** How many are shown of one cause; of one that nobody will look at, only the decisive. */
const most = { looked: 4, passed: 1 } as const;
/** How many are really tried for each that is wanted: the foretelling is nearly always right. */
const triedFor = 3;
/** How many half turns are tried in pairs. */
const pairedOf = 8;

/** An example beside what it is foretold to do. */
interface Candidate {
  readonly one: Try;
  readonly effect: Effect;
  readonly band: Band;
}
const order = (judged: Judged) => (left: Candidate, right: Candidate) =>
  Number(right.one.unseen) - Number(left.one.unseen) ||
  Math.abs(height(right.band) - height(judged.band)) - Math.abs(height(left.band) - height(judged.band)) ||
  left.effect.cost - right.effect.cost ||
  left.effect.size - right.effect.size;

/** Puts one example in, in each way that it can be bound, until it turns its sign and with it the band. */
function tryOne(one: Try, judged: Judged, trials: Trials, bind: Binder): Turn | undefined {
  const { example, unseen, sign, to } = one;
  const bars = judged.band === 'ruled-out' ? judged.signs.filter(rulesOut) : [];
  for (const set of bind(example)) {
    if (set.length === 0) continue;
    const trial = trials.put(set);
    // What rules a cause out goes on doing so where it is not touched.
    if (!bars.every((bar) => touches(trial, bar))) continue;
    let turned: JudgedSign | undefined;
    if (sign !== undefined) {
      if (!touches(trial, sign)) continue;
      turned = judgeSign(sign.sign, trial.on);
      if (turned.truth !== to) continue;
    }
    const { band } = trials.again(judged, trial, turned);
    if (band !== judged.band) return { cause: judged.cause.id, set, band, unseen };
    if (sign !== undefined) return undefined;
  }
  return one.otherwise === undefined ? undefined : tryOne(one.otherwise, judged, trials, bind);
}

/** Really tries the most promising until enough of them changed the band. */
function tried(tries: Iterable<() => Turn | undefined>, wanted: number): readonly Turn[] {
  const turns: Turn[] = [];
  let left = wanted * triedFor;
  for (const attempt of tries) {
    if (turns.length === wanted || left-- === 0) break;
    const turn = attempt();
    if (turn !== undefined) turns.push(turn);
  }
  return turns;
}

/** Two signs turned at once, the weightiest first: for verdicts that no single one changes. */
function* pairs(
  halves: readonly Candidate[],
  judged: Judged,
  foretell: Foretelling,
  trials: Trials,
  bind: Binder,
): Generator<() => Turn | undefined> {
  const moves = ({ effect }: Candidate): number => Math.abs(foretell(effect).weight - judged.weight);
  const weighty = halves
    .map((half) => ({ half, by: moves(half) }))
    .filter(({ by }) => by > 0)
    .sort((left, right) => right.by - left.by)
    .slice(0, pairedOf)
    .map(({ half }) => half);
  for (const [position, one] of weighty.entries()) {
    for (const other of weighty.slice(position + 1)) {
      if (one.one.sign === other.one.sign || foretell(one.effect, other.effect).band === judged.band)
        continue;
      yield () => tryBoth(one.one, other.one, judged, trials, bind);
    }
  }
}
function tryBoth(one: Try, other: Try, judged: Judged, trials: Trials, bind: Binder): Turn | undefined {
  const [first] = bind(one.example);
  const [second] = bind(other.example);
  const set = first === undefined || second === undefined ? undefined : together(first, second);
  if (set === undefined || set.length === 0) return undefined;
  const { band } = trials.again(judged, trials.put(set));
  const unseen = one.unseen && other.unseen;
  return band === judged.band ? undefined : { cause: judged.cause.id, set, band, unseen };
}
/** Both sets at once; undefined when they say different things of one path. */
function together(one: readonly SetFact[], other: readonly SetFact[]): readonly SetFact[] | undefined {
  const known = new Map(one.map((fact) => [pathId(fact.fact), fact]));
  const added: SetFact[] = [];
  for (const fact of other) {
    const beside = fact.fact.endsWith('[]') ? undefined : known.get(pathId(fact.fact));
    if (beside === undefined) added.push(fact);
    else if (JSON.stringify(beside.value) !== JSON.stringify(fact.value)) return undefined;
  }
  return [...one, ...added];
}

/**
 * What would change the verdict on one cause, each really put into the case and judged. First what nobody has looked
 * at yet, then what would have to be different from what was seen; of these what changes most, then what costs least.
 */
export function turnsOf(
  judged: Judged,
  on: Bench,
  trials: Trials,
  bind: Binder,
  looked: keyof typeof most,
): readonly Turn[] {
  const foretell = foretelling(judged, on.popup.value);
  const foretold = (one: Try): Candidate => {
    const effect = effectOf(judged.cause, one.known);
    return { one, effect, band: foretell(effect).band };
  };
  const all = triesOf(judged, on).map(foretold);
  const turning = all.filter(({ band }) => band !== judged.band).sort(order(judged));
  const trying = function* (candidates: readonly Candidate[]) {
    for (const { one } of candidates) yield () => tryOne(one, judged, trials, bind);
  };
  const turns = [
    () => trying(turning),
    () => trying(allMusts(judged).map(foretold)),
    () => pairs(all, judged, foretell, trials, bind),
    () => trying(all.filter(({ band }) => band === judged.band)),
  ].reduce<readonly Turn[]>((found, more) => (found.length > 0 ? found : tried(more(), most[looked])), []);
  const shortest = (turn: Turn): Turn => ({ ...turn, set: least(turn.set, turn.band, judged, trials) });
  return distinct(looked === 'looked' ? turns.map(shortest) : turns).sort(
    (left, right) =>
      Number(right.unseen) - Number(left.unseen) ||
      Math.abs(height(right.band) - height(judged.band)) -
        Math.abs(height(left.band) - height(judged.band)) ||
      cost(left.set) - cost(right.set) ||
      left.set.length - right.set.length,
  );
}

/** The facts of a set without those that the case has already, or that make no difference. */
function least(set: readonly SetFact[], band: Band, judged: Judged, trials: Trials): readonly SetFact[] {
  const does = (some: readonly SetFact[]): boolean =>
    some.length > 0 && trials.again(judged, trials.put(some)).band === band;
  const { index } = trials;
  const asItIs = ({ fact, value }: SetFact): boolean => index.fact(pathId(fact))?.value === value;
  const others = set.filter((fact) => !asItIs(fact));
  let kept = others.length < set.length && does(others) ? others : set;
  if (kept.length === 1) return kept;
  const known = ({ fact }: SetFact): number => (index.fact(pathId(fact)) === undefined ? 1 : 0);
  for (const path of paths([...kept].sort((left, right) => known(left) - known(right)))) {
    const fewer = kept.filter(({ fact }) => fact !== path);
    if (does(fewer)) kept = fewer;
  }
  return kept;
}
const paths = (set: readonly SetFact[]): readonly string[] => [...new Set(set.map(({ fact }) => fact))];

function distinct(turns: readonly Turn[]): Turn[] {
  const seen = new Map<string, Turn>();
  for (const turn of turns) {
    const key = JSON.stringify(turn.set);
    if (!seen.has(key)) seen.set(key, turn);
  }
  return [...seen.values()];
}

/** As they are shown, in the words of the contract. */
export const changes = (turns: readonly Turn[]): readonly Change[] =>
  turns.slice(0, most.looked).map(({ set, band }) => ({ set, band }));
