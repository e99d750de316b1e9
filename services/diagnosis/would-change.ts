import { pathId, type Source } from '../facts.ts';
import type { Bench } from './bench.ts';
import type { Binder } from './binding.ts';
import type { SetFact } from './examples.ts';
import { height, type Judged, judgeCause, rulesOut } from './judge.ts';
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
/** Facts that turn a sign, but not yet the band. */
interface Half {
  readonly set: readonly SetFact[];
  readonly unseen: boolean;
  readonly sign: string;
  /** How far it moves the weight. */
  readonly moves: number;
}

/** What it costs to learn a fact: a probe is free, a collector cheap, a person's time dear. */
export const costOf = (from: Source): number =>
  from === 'probe' || from === 'directory' ? 0 : from === 'worker' || from === 'log' ? 1 : 2;
const cost = (set: readonly SetFact[]): number => Math.max(...set.map(({ from }) => costOf(from)));

/** How many are shown of one cause. */
const most = 4;
/** How many half turns are tried in pairs. */
const pairedOf = 8;

/** What trying all the examples of one cause gave. */
interface Found {
  readonly turns: readonly Turn[];
  readonly halves: readonly Half[];
}

/** Puts one example in, in each way that it can be bound, until it turns its sign. */
function tryOne(one: Try, judged: Judged, trials: Trials, bind: Binder): Turn | Half | undefined {
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
    const { band, weight } = trials.again(judged, trial, turned);
    if (band !== judged.band)
      return { cause: judged.cause.id, set: least(set, band, judged, trials), band, unseen };
    if (sign !== undefined)
      return { set, unseen, sign: sign.sign.id, moves: Math.abs(weight - judged.weight) };
  }
  return one.otherwise === undefined ? undefined : tryOne(one.otherwise, judged, trials, bind);
}

function found(tries: readonly Try[], judged: Judged, trials: Trials, bind: Binder): Found {
  const turns: Turn[] = [];
  const halves: Half[] = [];
  for (const one of tries) {
    const gave = tryOne(one, judged, trials, bind);
    if (gave === undefined) continue;
    if ('band' in gave) turns.push(gave);
    else halves.push(gave);
  }
  return { turns, halves };
}

/** Two signs turned at once, the weightiest first: for verdicts that no single one changes. */
function pairs(halves: readonly Half[], judged: Judged, trials: Trials): readonly Turn[] {
  const tried = halves.toSorted((left, right) => right.moves - left.moves).slice(0, pairedOf);
  return tried.flatMap((one, position) =>
    tried.slice(position + 1).flatMap((other): readonly Turn[] => {
      if (one.sign === other.sign) return [];
      const set = together(one.set, other.set);
      if (set === undefined) return [];
      const { band } = trials.again(judged, trials.put(set));
      if (band === judged.band) return [];
      const unseen = one.unseen && other.unseen;
      return [{ cause: judged.cause.id, set: least(set, band, judged, trials), band, unseen }];
    }),
  );
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
export function turnsOf(judged: Judged, on: Bench, trials: Trials, bind: Binder): readonly Turn[] {
  const single = found(triesOf(judged, on), judged, trials, bind);
  const mended = (): Found => found(allMusts(judged), judged, trials, bind);
  const turns = [() => single.turns, () => mended().turns, () => pairs(single.halves, judged, trials)].reduce<
    readonly Turn[]
  >((found, more) => (found.length > 0 ? found : more()), []);
  return distinct(turns).sort(
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

/** As they are shown: the first ones that a judgement of every sign confirms, in the words of the contract. */
export function changes(turns: readonly Turn[], { cause }: Judged, trials: Trials): readonly Change[] {
  const shown: Change[] = [];
  for (const { set, band } of turns) {
    if (shown.length === most) break;
    if (judgeCause(cause, trials.put(set).on).band === band) shown.push({ set, band });
  }
  return shown;
}
