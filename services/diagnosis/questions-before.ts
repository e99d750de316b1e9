import { aboutOf, choicesFor, mostQuestions, questions } from '../asking-people.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Fact } from '../facts.ts';
import { parsePath, pathId } from '../facts.ts';
import type { Choice, Question } from '../question.ts';
import { durationOf } from '../time.ts';
import { bench } from './bench.ts';
import { equivalent } from './equivalents.ts';
import type { SetFact } from './examples.ts';
import { type CaseIndex, indexed } from './indexed.ts';
import { height, type Judged, judgeAll } from './judge.ts';
import { createTrials, type Trials } from './trials.ts';
import type { Band, Diagnosis } from './types.ts';

export interface Asking {
  readonly causes: Catalogue['causes'];
  /** A user is asked only what a user can answer. */
  readonly who: 'user' | 'helpdesk';
  /** Ids of questions that were dealt with otherwise, as by the form of a report; they do not count among the four. */
  readonly dealtWith?: readonly string[];
}

/** What it is worth to know that a verdict moves, by where it stands. */
const worth: Readonly<Record<Band, number>> = {
  confirmed: 2,
  likely: 3,
  possible: 2,
  unlikely: 0.5,
  'ruled-out': 0,
};
/** Which box is seen bears on every cause. */
const popupFirst = 4;
const ofTop = 2;
/** Where "not tried" is an answer it is the likeliest; of most things that are tried on servers above all. */
const mayBeNothing = 0.5;
const wasHardlyTried = 0.4;
/** So many verdicts are looked at, the first ones: an answer that moves others only is not worth a question. */
const lookedAt = 16;

/**
 * The next question to a person, or none: none after four, none that was asked or answered (with "I don't know" too),
 * none whose answer would not move a verdict that counts, and of a confirmed one only what could overturn it.
 */
export function questionsBefore(
  diagnosis: Diagnosis,
  asked: readonly string[],
  { causes, who, dealtWith = [] }: Asking,
): Question | undefined {
  if (new Set(asked).size >= mostQuestions) return undefined;
  const gone = new Set([...asked, ...dealtWith]);
  return ranked(diagnosis, causes, who).find(({ id }) => !gone.has(id));
}

interface Ranking {
  readonly causes: Asking['causes'];
  readonly who: Asking['who'];
  readonly questions: readonly Question[];
}
// A card is drawn more often than its case is judged; a ranking costs as much as judging several times.
const rankings = new WeakMap<Diagnosis, readonly Ranking[]>();

/** The questions whose answers would move a verdict that counts, what moves most first. */
function ranked(diagnosis: Diagnosis, causes: Asking['causes'], who: Asking['who']): readonly Question[] {
  const before = rankings.get(diagnosis) ?? [];
  const known = before.find((one) => one.causes === causes && one.who === who);
  if (known !== undefined) return known.questions;
  const { mailbox, at, facts, blind } = diagnosis;
  const index = indexed({ case: 'popup-desk/1', mailbox, at, facts, blind });
  const on = bench(index, 'hearing');
  const judged = judgeAll(causes, on);
  const trials = createTrials(index, on, judged);
  const told = knownIn(facts);
  const found = questions
    .filter((one) => (who === 'helpdesk' || one.who === 'user') && !isAnswered(one, told, index))
    .map((one) => ({
      one,
      value: worthOf(one, choicesFor(one, who), trials, at) * (one.id === 'popup' ? popupFirst : 1),
    }))
    .filter(({ value }) => value > 0)
    .sort((left, right) => right.value - left.value)
    .map(({ one }) => one);
  rankings.set(diagnosis, [...before, { causes, who, questions: found }]);
  return found;
}

/** What is known of a case, as questions are about it. */
function knownIn(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap(({ fact, value }) => {
      const { text, group, leaf } = parsePath(fact);
      const about = aboutOf(text, value);
      // Other rows or things tried may still be told; that nothing was, is told once for all.
      return Array.isArray(value) && value.length === 0
        ? [about, `${group} none`]
        : [about, `${group}.${leaf}`];
    }),
  );
}
function isAnswered({ facts, choices }: Question, known: ReadonlySet<string>, index: CaseIndex): boolean {
  if (!facts.includes('tried[]'))
    return facts.some((fact) => known.has(pathId(fact)) || equivalent(index, pathId(fact)) !== undefined);
  const things = choices.flatMap(({ sets }) =>
    sets['tried[]'] === undefined ? [] : aboutOf('tried[]', sets['tried[]']),
  );
  return known.has('tried none') || things.some((thing) => known.has(thing));
}

/** How much the answers to a question move, each taken for as likely as the other. */
function worthOf(
  { id, facts, several }: Question,
  choices: readonly Choice[],
  trials: Trials,
  at: string,
): number {
  const first = trials.judged[0];
  const answers = choices.map((choice) => setOf(choice, at, several)).filter((set) => set.length > 0);
  if (first === undefined || answers.length === 0) return 0;
  // What is confirmed is to be mended: only what could still overturn it is worth a question.
  const shown = trials.judged.slice(0, first.band === 'confirmed' ? 1 : lookedAt);
  let sum = 0;
  for (const set of answers) {
    const trial = trials.put(withOthers(set, trials));
    for (const one of shown) {
      const { band } = trials.again(one, trial);
      if (band !== one.band && counts(one, band))
        sum += worth[one.band] * Math.abs(height(one.band) - height(band)) * (one === first ? ofTop : 1);
    }
  }
  const tried = facts.includes('tried[]') && id !== 'tried-new-profile';
  return (
    (sum / answers.length) *
    (answers.length < choices.length ? mayBeNothing : 1) *
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
/** Whether anybody would see the change: a verdict leaves or joins those that are shown. */
const counts = ({ band: from }: Judged, to: Band): boolean =>
  [from, to].some((band) => band === 'confirmed' || band === 'likely') ||
  (from === 'possible' && to === 'ruled-out');

/** An answer as it would be put into the case; one box alone tells no chain. */
function setOf({ sets, ago = {} }: Choice, at: string, several: Question['several']): readonly SetFact[] {
  const own = Object.entries(sets).filter(([, value]) => several !== 'in-order' || !Array.isArray(value));
  const times = Object.entries(ago).map(
    ([path, span]) => [path, new Date(Date.parse(at) - (durationOf(span) ?? 0)).toISOString()] as const,
  );
  return [...own, ...times].map(([fact, value]) => ({ fact, value, from: 'told' }));
}
