import type { Cause, Seen, Sign, Truth, Weight } from '../cause.ts';
import { andMore } from '../vocabulary.ts';
import type { Indexed } from './indexed.ts';
import { once } from './lazily.ts';
import { createMemory } from './memory.ts';
import { type Noted, type Notes, weakestBelief } from './notes.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { Band } from './types.ts';

/** Log odds of each weight and prior, and where the bands begin. */
export const weights: Readonly<Record<Weight, number>> = { proof: 3, strong: 1, fair: 0.5, weak: 0.2 };
export const priors: Readonly<Record<Cause['usual'], number>> = { usual: -1, occasional: -1.5, rare: -2 };
/** What the named weights and priors amount to. */
export interface Scale {
  readonly weights: Readonly<Record<Weight, number>>;
  readonly priors: Readonly<Record<Cause['usual'], number>>;
}
const standard: Scale = { weights, priors };
export const unfitPopup = -1;
export const likelyFrom = 0.3;
export const possibleFrom = -0.7;

export interface JudgedSign {
  readonly sign: Sign;
  readonly truth: Truth;
  readonly facts: readonly Noted[];
  readonly unseen: readonly string[];
  /** The weakest source it leans on: 0 told, 1 pasted, 2 seen by ourselves. */
  readonly belief: number;
  /** Why it is unseen, when that is not for want of its own facts. */
  readonly why?: string;
  /** The questions to the index on whose answers it rests, where they are kept. */
  readonly asked: ReadonlySet<string>;
}
export interface Judged {
  readonly cause: Cause;
  readonly band: Band;
  readonly weight: number;
  readonly signs: readonly JudgedSign[];
  /** Whether a proof counts as one. */
  readonly proven: boolean;
  /** The questions on which the weighing itself rests: the popup, and whether it may come first. */
  readonly asked: ReadonlySet<string>;
}
/** A case with its readers, shared by all causes. */
export interface Bench {
  readonly index: Indexed;
  readonly recorder: Recorder;
  /** A reader to which what is believed less (told; told or pasted) is unseen. */
  readonly believing: (atLeast: 1 | 2) => Recorder;
  readonly popup: Known<string | undefined>;
  readonly controlled: Known<boolean>;
}
interface Known<T> {
  readonly value: T;
  readonly asked: ReadonlySet<string>;
}
/** A judged case to which a bench with something put in may turn for all that was not touched. */
export interface Earlier {
  readonly bench: Bench;
  readonly touched: readonly string[];
}

const control = ['control.probeAccountUsable', 'control.knownGoodTarget'] as const;
/** The popup a case is judged on: the first of the chain, else its kind; `other` and `gone` tell nothing. */
function judgedPopup(seen: Seen): string | undefined {
  const first = seen.list('popup.chain')?.find((kind) => kind !== andMore) ?? seen.text('popup.kind');
  return first === 'other' || first === 'gone' ? undefined : first;
}

/** Our own account was seen to sign in at a place where that is known to work. */
function isControlled(seen: Seen): boolean {
  const target = seen.text(control[1]);
  return seen.flag(control[0]) === true && target !== undefined && target !== '';
}

/** Everything that judging one cause after the other needs; with `hearing` each verdict keeps what it rests on. */
export function bench(index: Indexed, how: 'plain' | 'hearing' | Earlier = 'plain'): Bench {
  const recorderOf = (atLeast: 0 | 1 | 2): Recorder => {
    if (typeof how === 'string')
      return createRecorder(index, atLeast, createMemory(index, how === 'hearing'));
    const { bench: earlier, touched } = how;
    const { memory } = atLeast === 0 ? earlier.recorder : earlier.believing(atLeast);
    return createRecorder(index, atLeast, createMemory(index, false, { memory, touched }));
  };
  const recorder = recorderOf(0);
  // Made when first needed: most signs lean on nothing that was told.
  const believing = { 1: once(() => recorderOf(1)), 2: once(() => recorderOf(2)) };
  const known = <T>(read: (seen: Seen) => T): (() => Known<T>) =>
    once(() => {
      const { result, asked } = recorder.record(read);
      return { value: result, asked };
    });
  const [popup, controlled] = [known(judgedPopup), known(isControlled)];
  return {
    index,
    recorder,
    believing: (atLeast) => believing[atLeast](),
    get popup() {
      return popup();
    },
    get controlled() {
      return controlled();
    },
  };
}

const uncontrolled = 'our own account has not been seen to sign in anywhere, so its refusal says nothing';

const nothing: ReadonlySet<string> = new Set();
const both = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  other.size === 0 ? one : new Set([...one, ...other]);

const unseen = (
  sign: Sign,
  { facts, unseen: paths }: Notes,
  asked: ReadonlySet<string>,
  why?: string,
): JudgedSign => ({
  sign,
  truth: undefined,
  facts,
  unseen: paths,
  belief: 2,
  asked,
  ...(why === undefined ? {} : { why }),
});

/** One sign read from the facts; when it holds without the weaker ones it leans on the stronger alone. */
export function judgeSign(sign: Sign, on: Bench): JudgedSign {
  let asked = nothing;
  try {
    const first = on.recorder.record(sign.when);
    const { result } = first;
    let { notes } = first;
    asked = first.asked;
    // No evidence, no cause: what was decided without any fact was not seen.
    if (result === undefined || notes.facts.length === 0) return unseen(sign, notes, asked);
    // Without all that is believed less; if that does not do, without what was only told.
    for (let atLeast = 2; atLeast > weakestBelief(notes); atLeast--) {
      const again = on.believing(atLeast === 2 ? 2 : 1).record(sign.when);
      asked = both(asked, again.asked);
      if (again.result === result && again.notes.facts.length > 0) notes = again.notes;
    }
    const ours =
      sign.ownAccount === true && notes.facts.some(([, { from }]) => from === 'probe' || from === 'worker');
    if (ours) {
      asked = both(asked, on.controlled.asked);
      if (!on.controlled.value)
        return unseen(sign, { facts: notes.facts, unseen: [...control] }, asked, uncontrolled);
    }
    return {
      sign,
      truth: result,
      facts: notes.facts,
      unseen: notes.unseen,
      belief: weakestBelief(notes),
      asked,
    };
  } catch (error) {
    return unseen(
      sign,
      { facts: [], unseen: [] },
      asked,
      `the sign could not be read: ${(error as Error).message}`,
    );
  }
}

const confirmsWhenPasted = ({ side, id }: Cause): boolean => side === 'client' || id === 'ep-tls-inspection';
const readsLog = ({ facts }: JudgedSign): boolean =>
  facts.some(([path, { from }]) => path.startsWith('log[') || from === 'log');

interface Counted {
  readonly judged: JudgedSign;
  readonly amount: number;
  /** A proof that confirms. */
  readonly proof: boolean;
}

/** What a sign that holds is worth; a told proof is strong, a pasted one confirms on the client's side only. */
function counted(cause: Cause, judged: JudgedSign, logAgrees: boolean, scale: Scale): Counted {
  const { sign, belief } = judged;
  const heldBack = belief === 0 || (sign.unverified === true && !logAgrees);
  const weight: Weight = sign.weight === 'proof' && heldBack ? 'strong' : sign.weight;
  const proof = sign.role === 'for' && weight === 'proof' && (belief === 2 || confirmsWhenPasted(cause));
  const amount = scale.weights[weight];
  return { judged, proof, amount: sign.role === 'against' ? -amount : amount };
}

/** Of each group of signs the strongest, and every sign without a group. */
function strongestOfGroups(all: readonly Counted[]): readonly Counted[] {
  const best = new Map<string, Counted>();
  const alone: Counted[] = [];
  for (const one of all) {
    const { group } = one.judged.sign;
    if (group === undefined) {
      alone.push(one);
      continue;
    }
    const other = best.get(group);
    const stronger =
      other === undefined ||
      Math.abs(one.amount) > Math.abs(other.amount) ||
      (Math.abs(one.amount) === Math.abs(other.amount) && one.proof && !other.proof);
    if (stronger) best.set(group, one);
  }
  return [...alone, ...best.values()];
}

const capped = (band: Band, most: Band): Band =>
  most === 'possible' && (band === 'likely' || band === 'confirmed') ? 'possible' : band;
/** Sums of tenths, without what binary fractions add to them. */
const tenths = (weight: number): number => Math.round(weight * 1e4) / 1e4 + 0;

/** Whether a sign rules its cause out: a must that was seen to fail, not only told. */
export const rulesOut = ({ sign, truth, belief }: JudgedSign): boolean =>
  sign.role === 'must' && truth === false && belief > 0;

/**
 * One cause weighed on its own; signs that are known already, by position, are not judged again. Another scale is for
 * trying how much hangs on the amounts.
 */
export function judgeCause(
  cause: Cause,
  on: Bench,
  known: readonly (JudgedSign | undefined)[] = [],
  scale: Scale = standard,
): Judged {
  const signs = cause.signs.map((sign, position) => known[position] ?? judgeSign(sign, on));
  const musts = signs.filter(({ sign }) => sign.role === 'must');
  const holding = signs.filter(({ sign, truth }) => truth === true && sign.role !== 'must');
  const logAgrees = holding.some((judged) => judged.sign.role === 'for' && readsLog(judged));
  const counting = strongestOfGroups(holding.map((judged) => counted(cause, judged, logAgrees, scale)));
  const ruledOut = musts.some(rulesOut);
  const toldFalse = musts.filter(({ truth, belief }) => truth === false && belief === 0).length;
  const shown = on.popup.value;
  const popup = shown !== undefined && !cause.popups.includes(shown) ? unfitPopup : 0;
  let weight = tenths(
    scale.priors[cause.usual] +
      popup -
      toldFalse * scale.weights.strong +
      counting.reduce((sum, { amount }) => sum + amount, 0),
  );
  const unseenMust = musts.some(({ truth }) => truth === undefined);
  const supported = counting.some(({ judged }) => judged.sign.role === 'for');
  const { held: neverFirst, asked } = heldBack(cause, on);
  if (neverFirst) weight = Math.min(weight, possibleFrom);
  const proven = counting.some(({ proof }) => proof);
  let band: Band = weight >= likelyFrom ? 'likely' : weight >= possibleFrom ? 'possible' : 'unlikely';
  if (unseenMust || !supported || neverFirst) band = capped(band, 'possible');
  if (band === 'likely' && proven && !unseenMust) band = 'confirmed';
  if (ruledOut) band = 'ruled-out';
  return { cause, band, weight, signs, proven, asked: both(on.popup.asked, asked) };
}
/** Whether field notes keep a cause from being the first with these facts. */
function heldBack(
  { neverFirst }: Cause,
  { recorder }: Bench,
): { readonly held: boolean; readonly asked: ReadonlySet<string> } {
  if (neverFirst === undefined) return { held: false, asked: nothing };
  // A cause that cannot tell whether it may come first does not.
  const careful = (seen: Seen): Truth => {
    try {
      return neverFirst(seen);
    } catch {
      return true;
    }
  };
  const { result, notes, asked } = recorder.record(careful);
  return { held: result === true && notes.facts.length > 0, asked };
}

const rank: Readonly<Record<Band, number>> = {
  confirmed: 4,
  likely: 3,
  possible: 2,
  unlikely: 1,
  'ruled-out': 0,
};
/** How high a band stands: 4 confirmed … 0 ruled out. */
export const height = (band: Band): number => rank[band];

/** Every cause of the catalogue judged, the likeliest first. */
export function judgeAll(causes: readonly Cause[], on: Bench): readonly Judged[] {
  return causes.map((cause) => judgeCause(cause, on)).sort(byRank);
}
/** The order of verdicts: by band, then weight, then id. */
export const byRank = (left: Judged, right: Judged): number =>
  rank[right.band] - rank[left.band] ||
  right.weight - left.weight ||
  (left.cause.id < right.cause.id ? -1 : 1);
