import { aboutOf, choicesFor, mostQuestions, questions } from '../asking-people.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Fact } from '../facts.ts';
import { parsePath, pathId } from '../facts.ts';
import type { Question } from '../question.ts';
import { bench } from './bench.ts';
import { equivalent } from './equivalents.ts';
import { type CaseIndex, indexed } from './indexed.ts';
import { judgeAll } from './judge.ts';
import { shownOf, worthOf } from './question-worth.ts';
import { createTrials } from './trials.ts';
import type { Diagnosis } from './types.ts';

export interface Asking {
  readonly causes: Catalogue['causes'];
  /** A user is asked only what a user can answer. */
  readonly who: 'user' | 'helpdesk';
  /** Ids of questions that were dealt with otherwise, as by the form of a report; they do not count among the four. */
  readonly dealtWith?: readonly string[];
}

/** What of a diagnosis the questions are chosen from. */
export type AskedAbout = Pick<Diagnosis, 'mailbox' | 'at' | 'facts' | 'blind'>;

/** Which box is seen bears on every cause. */
const popupFirst = 4;

/**
 * The next question to a person, or none: none after four, none that was asked or answered (with "I don't know" too),
 * none whose answer would not move a verdict that counts, and of a confirmed one only what could overturn it.
 */
export function questionsBefore(
  diagnosis: AskedAbout,
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
const rankings = new WeakMap<AskedAbout, readonly Ranking[]>();

/** The questions whose answers would move a verdict that counts, what moves most first. */
function ranked(diagnosis: AskedAbout, causes: Asking['causes'], who: Asking['who']): readonly Question[] {
  const before = rankings.get(diagnosis) ?? [];
  const known = before.find((one) => one.causes === causes && one.who === who);
  if (known !== undefined) return known.questions;
  const { mailbox, at, facts, blind } = diagnosis;
  const index = indexed({ case: 'popup-desk/1', mailbox, at, facts, blind });
  const on = bench(index, 'hearing');
  const judged = judgeAll(causes, on);
  const shown = shownOf(createTrials(index, on, judged));
  const told = knownIn(facts);
  const found = questions
    .filter((one) => (who === 'helpdesk' || one.who === 'user') && !isAnswered(one, told, index))
    .map((one) => ({
      one,
      value: worthOf(one, choicesFor(one, who), shown, at) * (one.id === 'popup' ? popupFirst : 1),
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
