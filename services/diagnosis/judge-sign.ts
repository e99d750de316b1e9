import type { Sign, Truth } from '../cause.ts';
import { createSleep } from './asleep.ts';
import { type Bench, bench, control } from './bench.ts';
import { indexed } from './indexed.ts';
import { type Noted, type Notes, weakestBelief } from './notes.ts';

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
export const nothing: ReadonlySet<string> = new Set();
export const both = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  other.size === 0 ? one : new Set([...one, ...other]);

const uncontrolled = 'our own account has not been seen to sign in anywhere, so its refusal says nothing';

const unseen = (
  sign: Sign,
  { facts, unseen: paths }: Notes,
  asked: ReadonlySet<string>,
  why?: string,
): JudgedSign =>
  why === undefined
    ? { sign, truth: undefined, facts, unseen: paths, belief: 2, asked }
    : { sign, truth: undefined, facts, unseen: paths, belief: 2, asked, why };

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
    for (let atLeast = on.strongest; atLeast > weakestBelief(notes); atLeast--) {
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

const unreadable = /^the sign could not be read/;
const nowhere = '1970-01-01T00:00:00Z';
const empty = () =>
  bench(
    indexed({ case: 'popup-desk/1', mailbox: 'somebody@example.com', at: nowhere, facts: [], blind: [] }),
    'hearing',
  );
const asleep = createSleep((sign) => {
  const judged = judgeSign(sign, empty());
  return unreadable.test(judged.why ?? '') ? undefined : { judged, asked: judged.asked };
});

const awakeAll: readonly undefined[] = [];
/** All signs of a cause; those known already, by position, are not judged again, those asleep are not read. */
export function judgeSigns(
  signs: readonly Sign[],
  on: Bench,
  known: readonly (JudgedSign | undefined)[],
): readonly JudgedSign[] {
  const sleeping = on.answered === undefined ? awakeAll : asleep(signs, on.answered);
  return signs.map((sign, position) => known[position] ?? sleeping[position] ?? judgeSign(sign, on));
}
