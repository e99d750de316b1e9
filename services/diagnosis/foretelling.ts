import type { Cause, Example } from '../cause.ts';
import type { Source } from '../facts.ts';
import { bench } from './bench.ts';
import { exampleCase } from './examples.ts';
import { indexed } from './indexed.ts';
import {
  confirmsWhenPasted,
  type Judged,
  judgeCause,
  likelyFrom,
  possibleFrom,
  priors,
  unfitPopup,
  weights,
} from './judge.ts';
import type { Band } from './types.ts';

/** What it costs to learn a fact: a probe is free, a collector cheap, a person's time dear. */
export const costOf = (from: Source): number =>
  from === 'probe' || from === 'directory' ? 0 : from === 'worker' || from === 'log' ? 1 : 2;

/** What an example does to the signs of a cause where nothing else stands: position, truth and belief of each it decides. */
export interface Effect {
  readonly turned: readonly { readonly position: number; readonly truth: boolean; readonly belief: number }[];
  /** The popup it states. */
  readonly popup: string | undefined;
  /** How many facts it has. */
  readonly size: number;
  /** What learning the dearest of them costs. */
  readonly cost: number;
}

const known = new WeakMap<Cause, WeakMap<Example, Effect>>();
/** The effect of an example on a cause, judged once for all cases. */
export function effectOf(cause: Cause, example: Example): Effect {
  let ofCause = known.get(cause);
  if (ofCause === undefined) {
    ofCause = new WeakMap();
    known.set(cause, ofCause);
  }
  const found = ofCause.get(example);
  if (found !== undefined) return found;
  const file = exampleCase(example);
  const on = bench(indexed(file));
  const effect: Effect = {
    turned: judgeCause(cause, on).signs.flatMap(({ truth, belief }, position) =>
      truth === undefined ? [] : [{ position, truth, belief }],
    ),
    popup: on.popup.value,
    size: file.facts.length,
    cost: file.facts.reduce((most, { from }) => Math.max(most, costOf(from)), 0),
  };
  ofCause.set(example, effect);
  return effect;
}

/** A cause's signs as numbers: what each amounts to, seen or only told, and its group. */
interface Form {
  readonly seen: Float64Array;
  readonly told: Float64Array;
  readonly group: Int8Array;
  readonly groups: number;
  readonly must: readonly boolean[];
  readonly speaksFor: readonly boolean[];
  readonly proof: readonly boolean[];
  readonly pasted: boolean;
}
const forms = new WeakMap<Cause, Form>();
function formOf(cause: Cause): Form {
  const before = forms.get(cause);
  if (before !== undefined) return before;
  const names = [...new Set(cause.signs.flatMap(({ group }) => group ?? []))];
  const amounts = (told: boolean) =>
    Float64Array.from(cause.signs, ({ role, weight, unverified }) => {
      const amount = weights[weight === 'proof' && (told || unverified === true) ? 'strong' : weight];
      return role === 'must' ? 0 : role === 'against' ? -amount : amount;
    });
  const form: Form = {
    seen: amounts(false),
    told: amounts(true),
    group: Int8Array.from(cause.signs, ({ group }) => (group === undefined ? -1 : names.indexOf(group))),
    groups: names.length,
    must: cause.signs.map(({ role }) => role === 'must'),
    speaksFor: cause.signs.map(({ role }) => role === 'for'),
    proof: cause.signs.map(({ role, weight, unverified }) =>
      role === 'for' && weight === 'proof' ? unverified !== true : false,
    ),
    pasted: confirmsWhenPasted(cause),
  };
  forms.set(cause, form);
  return form;
}

/** Foretells of one judged cause which band and weight examples would give it, by its weights alone. */
export type Foretelling = (...effects: readonly Effect[]) => { readonly band: Band; readonly weight: number };

/**
 * The foretelling for one verdict: what an example decides stands in place of what the case says, the rest stays. It is
 * a guess, made in less than a microsecond, about which of some forty examples are worth putting into the case; a
 * change is only announced when it was really put in and judged.
 */
export function foretelling(judged: Judged, popup: string | undefined): Foretelling {
  const { cause, signs, held } = judged;
  const form = formOf(cause);
  const truths = Int8Array.from(signs, ({ truth }) => (truth === undefined ? -1 : truth ? 1 : 0));
  const beliefs = Int8Array.from(signs, ({ belief }) => belief);
  const [truth, belief] = [new Int8Array(signs.length), new Int8Array(signs.length)];
  const best = new Float64Array(form.groups);
  return (...effects) => {
    truth.set(truths);
    belief.set(beliefs);
    best.fill(0);
    let shown = popup;
    for (const effect of effects) {
      shown = effect.popup ?? shown;
      for (const one of effect.turned) {
        truth[one.position] = one.truth ? 1 : 0;
        belief[one.position] = one.belief;
      }
    }
    let weight =
      priors[cause.usual] + (shown !== undefined && !cause.popups.includes(shown) ? unfitPopup : 0);
    let [ruledOut, open, supported, proven] = [false, false, false, false];
    for (let position = 0; position < truth.length; position++) {
      const told = belief[position] === 0;
      if (form.must[position] === true) {
        if (truth[position] === 0 && told) weight -= weights.strong;
        else if (truth[position] === 0) ruledOut = true;
        else if (truth[position] === -1) open = true;
        continue;
      }
      if (truth[position] !== 1) continue;
      const amount = (told ? form.told[position] : form.seen[position]) ?? 0;
      const group = form.group[position] ?? -1;
      if (group < 0) weight += amount;
      else {
        const before = best[group] ?? 0;
        if (Math.abs(amount) > Math.abs(before)) {
          weight += amount - before;
          best[group] = amount;
        }
      }
      if (form.speaksFor[position] === true) supported = true;
      if (form.proof[position] === true && (belief[position] === 2 || (form.pasted && !told))) proven = true;
    }
    if (held) weight = Math.min(weight, possibleFrom);
    if (ruledOut) return { band: 'ruled-out', weight };
    // A sum of tenths misses its limit by a binary fraction.
    if (weight < possibleFrom - 1e-9) return { band: 'unlikely', weight };
    if (weight < likelyFrom - 1e-9 || open || !supported || held) return { band: 'possible', weight };
    return { band: proven ? 'confirmed' : 'likely', weight };
  };
}
