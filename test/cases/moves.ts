import type { Cause, Sign, Weight } from '../../services/cause.ts';
import {
  byRank,
  type Judged,
  judgeCause,
  priors,
  type Scale,
  weights,
} from '../../services/diagnosis/judge.ts';
import type { JudgedSign } from '../../services/diagnosis/judge-sign.ts';
import type { RankedCase } from './ranking.ts';

/** A move of one weight or prior by one step, after which another cause comes first. */
export interface Flip {
  readonly case: string;
  /** What was moved, and from where to where. */
  readonly move: string;
  readonly from: string;
  readonly to: string;
}
/** What moving every weight and prior showed. */
export interface Moved {
  /** Moves tried, over all cases. */
  readonly tried: number;
  readonly flips: readonly Flip[];
}

const ladder: readonly Weight[] = ['weak', 'fair', 'strong', 'proof'];
const usualness: readonly Cause['usual'][] = ['rare', 'occasional', 'usual'];

const neighbours = <T>(steps: readonly T[], step: T): readonly (T | undefined)[] => {
  const at = steps.indexOf(step);
  return [steps[at + 1], steps[at - 1]];
};

/** The amounts of a ladder with one step at the place of its neighbour; at an end the last distance is gone again. */
function movedAmounts<T extends string>(
  amounts: Readonly<Record<T, number>>,
  steps: readonly T[],
  ends: { readonly above: number; readonly below: number },
): readonly { readonly move: string; readonly amounts: Readonly<Record<T, number>> }[] {
  return steps.flatMap((step) => {
    const [up, down] = neighbours(steps, step);
    return [up === undefined ? ends.above : amounts[up], down === undefined ? ends.below : amounts[down]].map(
      (amount) => ({
        move: `every ${step} ${amounts[step]} → ${amount}`,
        amounts: { ...amounts, [step]: amount },
      }),
    );
  });
}

/** Every named weight and prior at the place of its neighbour, for all causes at once. */
export const movedScales: readonly { readonly move: string; readonly scale: Scale }[] = [
  ...movedAmounts(weights, ladder, { above: 4, below: 0 }).map(({ move, amounts }) => ({
    move,
    scale: { weights: amounts, priors },
  })),
  ...movedAmounts(priors, usualness, { above: -0.5, below: -2.5 }).map(({ move, amounts }) => ({
    move,
    scale: { weights, priors: amounts },
  })),
];

/** A verdict weighed again with one sign taking another weight; without a weight it is left out. */
function withSign(
  judged: Judged,
  moved: JudgedSign,
  weight: Weight | undefined,
  on: RankedCase['on'],
): Judged {
  const signs = judged.signs.flatMap((one): readonly JudgedSign[] => {
    if (one !== moved) return [one];
    const sign: Sign | undefined = weight === undefined ? undefined : { ...one.sign, weight };
    return sign === undefined ? [] : [{ ...one, sign }];
  });
  return judgeCause({ ...judged.cause, signs: signs.map(({ sign }) => sign) }, on, signs);
}

/** One cause moved at a time: each of its signs that holds here, and how usual it is. */
function* ownMoves(judged: Judged, on: RankedCase['on']): Generator<{ move: string; after: Judged }> {
  const { cause, signs } = judged;
  for (const one of signs) {
    const { sign, truth } = one;
    if (truth !== true || sign.role === 'must' || sign.role === 'risk') continue;
    const [up, down] = neighbours(ladder, sign.weight);
    for (const weight of up === undefined ? [down] : [up, down]) {
      const against = sign.role === 'against' ? 'against ' : '';
      const move = `${cause.id}/${sign.id} ${against}${sign.weight} → ${weight ?? 'nothing'}`;
      yield { move, after: withSign(judged, one, weight, on) };
    }
  }
  for (const usual of neighbours(usualness, cause.usual)) {
    if (usual === undefined) continue;
    yield {
      move: `${cause.id} ${cause.usual} → ${usual}`,
      after: judgeCause({ ...cause, usual }, on, signs),
    };
  }
}

/** The first cause of a case, when it is another one after a move. */
const flip = (one: RankedCase, move: string, first: Judged | undefined): readonly Flip[] => {
  const [from, to] = [one.judged[0]?.cause.id, first?.cause.id];
  return from === undefined || to === undefined || from === to ? [] : [{ case: one.id, move, from, to }];
};

/** Moves every weight and prior of a case one step up and down, one at a time, and tells which change its first cause. */
export function movedIn(one: RankedCase): Moved {
  const flips: Flip[] = [];
  let tried = 0;
  for (const { move, scale } of movedScales) {
    tried += 1;
    const [first] = one.judged
      .map((known) => judgeCause(known.cause, one.on, known.signs, scale))
      .sort(byRank);
    flips.push(...flip(one, move, first));
  }
  const [top, second] = one.judged;
  for (const known of one.judged) {
    const best = known === top ? second : top;
    for (const { move, after } of ownMoves(known, one.on)) {
      tried += 1;
      flips.push(...flip(one, move, best === undefined || byRank(after, best) < 0 ? after : best));
    }
  }
  return { tried, flips };
}
