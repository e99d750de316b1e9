import { type FactValue, parsePath, pathId } from '../facts.ts';
import type { Choice, Question } from '../question.ts';
import { durationOf } from '../time.ts';
import type { SetFact } from './examples.ts';
import type { ElementGroup } from './indexed.ts';
import { height, type Judged } from './judge.ts';
import { questions as questionsTo } from './questions.ts';
import type { Trials } from './trials.ts';
import type { Band } from './types.ts';

/** What it is worth to know that a verdict moves, by where it stands. */
const worth: Readonly<Record<Band, number>> = {
  confirmed: 2,
  likely: 3,
  possible: 2,
  unlikely: 0.5,
  'ruled-out': 0,
};
const ofTop = 2;
/** Where "not tried" is an answer it is the likeliest; of most things that are tried on servers above all. */
const mayBeNothing = 0.5;
const wasHardlyTried = 0.4;
/** So many verdicts are looked at, the first ones: an answer that moves others only is not worth a question. */
const lookedAt = 16;

/** The verdicts that an answer should move, and every question to the case that they rest on. */
export interface Shown {
  readonly trials: Trials;
  readonly shown: readonly Judged[];
  readonly heard: ReadonlySet<string>;
}
/** The first verdicts of a judged case; of a confirmed one it alone, for then only what overturns it matters. */
export function shownOf(trials: Trials): Shown {
  const shown = trials.judged.slice(0, trials.judged[0]?.band === 'confirmed' ? 1 : lookedAt);
  const heard = new Set(
    shown.flatMap(({ asked, signs }) => [...asked, ...signs.flatMap((sign) => [...sign.asked])]),
  );
  return { trials, shown, heard };
}
/** What a case is asked when somebody reads a path. */
function namesOf(path: string): readonly string[] {
  const { group, value } = parsePath(path);
  const whole = questionsTo.whole(group);
  return value === 'element' ? [questionsTo.elements(group as ElementGroup), whole] : [pathId(path), whole]; // as the vocabulary has them
}

/** Results of a try that few tell, and that tell little: not worth the time to judge by them. */
const rarelyTold = (value: FactValue | undefined): boolean =>
  typeof value === 'object' &&
  'result' in value &&
  !['cured', 'nothing', 'until-restart'].includes(String(value.result));

/** How much the answers to a question move, each taken for as likely as the other. */
export function worthOf(
  { id, facts, several }: Question,
  choices: readonly Choice[],
  { trials, shown, heard }: Shown,
  at: string,
): number {
  const first = shown[0];
  const answers = choices
    .filter(({ sets }) => !rarelyTold(sets['tried[]']))
    .map((choice) => setOf(choice, at, several))
    .filter((set) => set.length > 0);
  if (first === undefined || answers.length === 0) return 0;
  let sum = 0;
  for (const set of answers) {
    // Nothing that is shown was ever asked for it.
    if (!set.some(({ fact }) => namesOf(fact).some((name) => heard.has(name)))) continue;
    const trial = trials.put(withOthers(set, trials));
    for (const one of shown) {
      const { band } = trials.again(one, trial);
      if (band !== one.band && (one === first || counts(one, band)))
        sum += worth[one.band] * Math.abs(height(one.band) - height(band)) * (one === first ? ofTop : 1);
    }
  }
  const tried = facts.includes('tried[]') && id !== 'tried-new-profile';
  return (
    (sum / answers.length) *
    (choices.some(({ sets, ago = sets }) => Object.keys(ago).length === 0) ? mayBeNothing : 1) *
    (tried ? wasHardlyTried : 1)
  );
}
/** What is put into a list stands for the whole of it: what was told before stays beside it. */
function withOthers(set: readonly SetFact[], { index }: Trials): readonly SetFact[] {
  const others = (['tried', 'connections'] as const).flatMap((group) =>
    set.some(({ fact }) => fact === `${group}[]`) ? index.elements(group).map(({ fact }) => fact) : [],
  );
  return [...others, ...set];
}
/** Whether anybody would see the change: a verdict leaves or joins those that are acted on. */
const counts = ({ band: from }: Judged, to: Band): boolean =>
  [from, to].some((band) => band === 'confirmed' || band === 'likely');

/** An answer as it would be put into the case; one box alone tells no chain. */
function setOf({ sets, ago = {} }: Choice, at: string, several: Question['several']): readonly SetFact[] {
  const own = Object.entries(sets).filter(([, value]) => several !== 'in-order' || !Array.isArray(value));
  const times = Object.entries(ago).map(
    ([path, span]) => [path, new Date(Date.parse(at) - (durationOf(span) ?? 0)).toISOString()] as const,
  );
  return [...own, ...times].map(([fact, value]) => ({ fact, value, from: 'told' }));
}
