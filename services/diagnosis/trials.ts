import { type Bench, bench } from './bench.ts';
import type { SetFact } from './examples.ts';
import type { CaseIndex } from './indexed.ts';
import { type Judged, judgeCause } from './judge.ts';
import type { JudgedSign } from './judge-sign.ts';
import { meets } from './questions.ts';
import { whatIf } from './what-if.ts';

/** A case with something put in. */
export interface Trial {
  readonly on: Bench;
  readonly touched: readonly string[];
}
/** A judged case in which other facts can be tried; only the signs that they touch are judged again. */
export interface Trials {
  readonly index: CaseIndex;
  readonly judged: readonly Judged[];
  put(set: readonly SetFact[]): Trial;
  /** The verdict on one cause in a trial; a sign that was judged in it already is not judged twice. */
  again(judged: Judged, trial: Trial, done?: JudgedSign): Judged;
}

/** Whether a trial can change what a sign says. */
export const touches = ({ touched }: Trial, { asked }: JudgedSign): boolean => meets(touched, asked);

/** Trials on a case that was judged on a bench which keeps what each verdict rests on. */
export const createTrials = (index: CaseIndex, on: Bench, judged: readonly Judged[]): Trials => ({
  index,
  judged,
  put: (set) => {
    const { index: changed, touched } = whatIf(index, set);
    return { on: bench(changed, { bench: on, touched }), touched };
  },
  again: (one, trial, done) => {
    const signs = one.signs.map((known) =>
      done?.sign === known.sign ? done : touches(trial, known) ? undefined : known,
    );
    const same = signs.every((sign, position) => sign === one.signs[position]);
    return same && !meets(trial.touched, one.asked) ? one : judgeCause(one.cause, trial.on, signs);
  },
});
