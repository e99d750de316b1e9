import type { Cause, Seen, Truth, Weight } from '../cause.ts';
import type { Bench } from './bench.ts';
import { both, type JudgedSign, judgeSigns, nothing } from './judge-sign.ts';
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

export interface Judged {
  readonly cause: Cause;
  readonly band: Band;
  readonly weight: number;
  readonly signs: readonly JudgedSign[];
  /** Whether a proof counts as one. */
  readonly proven: boolean;
  /** Whether it is kept from being the first with these facts. */
  readonly held: boolean;
  /** The questions on which the weighing itself rests: the popup, and whether it may come first. */
  readonly asked: ReadonlySet<string>;
}
/** Whether what a person pasted can confirm it. */
export const confirmsWhenPasted = ({ side, id }: Cause): boolean =>
  side === 'client' || id === 'ep-tls-inspection';
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
  const signs = judgeSigns(cause.signs, on, known);
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
  return { cause, band, weight, signs, proven, held: neverFirst, asked: both(on.popup.asked, asked) };
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
