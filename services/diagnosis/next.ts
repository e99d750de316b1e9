import { aboutOf } from '../asking-people.ts';
import { type FactValue, pathId } from '../facts.ts';
import { askedOf, asking } from './asking.ts';
import type { SetFact } from './examples.ts';
import { costOf } from './foretelling.ts';
import type { CaseIndex } from './indexed.ts';
import { height, type Judged } from './judge.ts';
import { foundBy, isOfMailTeam, standing } from './standing.ts';
import type { Trials } from './trials.ts';
import type { Band, NextLook } from './types.ts';
import type { Turn } from './would-change.ts';

/** How much a change of a verdict is worth knowing, by where the verdict stands now. */
const worth: Readonly<Record<Band, number>> = {
  confirmed: 1,
  likely: 3,
  possible: 2,
  unlikely: 0.5,
  'ruled-out': 0,
};
/** What the looking costs, as a divisor; finding somebody of the mail team costs more than asking the user. */
const price = [1, 1.5, 3] as const;
const mailTeam = 2;
/** Which box is seen bears on every cause: nobody goes on without having asked that. */
const popupFirst = 4;
/** A look that has just failed may fail again. */
const afterFailure = 0.15;
const shortlist = 4;
const answersTried = 3;

interface Question {
  readonly path: string;
  /** One of the values asked for: of what was tried it says which thing. */
  readonly value: FactValue;
  readonly by: 'probe' | 'worker' | 'person';
  readonly answers: readonly (readonly SetFact[])[];
  readonly score: number;
}

const distance = (from: Band, to: Band): number => Math.abs(height(from) - height(to));
/**
 * The fact of a set that one would have to find out: the telling line or entry, else the first that is open. None
 * where something in the set was answered otherwise, or cannot be had: then no look brings it about.
 */
function wanted(set: readonly SetFact[], index: CaseIndex): SetFact | undefined {
  const rows = set.map((fact) => ({ fact, stands: standing(fact, set, index) }));
  if (rows.some(({ stands }) => stands === 'answered' || stands === 'hopeless')) return undefined;
  const open = rows.filter(({ stands }) => stands === 'open').map(({ fact }) => fact);
  const found =
    open.find(({ fact }) => fact.endsWith('[]')) ??
    open.find(({ fact }) => !fact.startsWith('searched[')) ??
    open[0];
  return found === undefined ? undefined : { ...found, from: foundBy(found) };
}

function questions(turns: readonly Turn[], judged: readonly Judged[], index: CaseIndex): readonly Question[] {
  const bandOf = new Map(judged.map(({ cause, band }) => [cause.id, band]));
  const first = judged[0];
  const top = first?.cause.id;
  const byAbout = new Map<string, { readonly fact: SetFact; readonly turns: Turn[] }>();
  for (const turn of turns) {
    // What is confirmed is to be mended: only what could still overturn it is worth a look before.
    if (first?.band === 'confirmed' && turn.cause !== top) continue;
    const fact = turn.unseen ? wanted(turn.set, index) : undefined;
    if (fact === undefined) continue;
    const about = aboutOf(fact.fact, fact.value);
    const known = byAbout.get(about);
    if (known === undefined) byAbout.set(about, { fact, turns: [turn] });
    else known.turns.push(turn);
  }
  return [...byAbout.values()]
    .map(({ fact, turns: own }): Question => {
      const best = new Map<string, number>();
      for (const { cause, band, set } of own) {
        const present = bandOf.get(cause) ?? 'ruled-out';
        // An answer that needs several facts at once is a less likely one.
        const value = (worth[present] * distance(present, band) * (cause === top ? 2 : 1)) / set.length;
        best.set(cause, Math.max(best.get(cause) ?? 0, value));
      }
      const failed = index.blind(pathId(fact.fact)) !== undefined;
      const divisor = (price[costOf(fact.from)] ?? 1) * (isOfMailTeam(fact) ? mailTeam : 1);
      const sum =
        [...best.values()].reduce((total, value) => total + value, 0) *
        (fact.fact === 'popup.kind' ? popupFirst : 1);
      return {
        path: fact.fact,
        value: fact.value,
        by: askedOf(fact.from),
        answers: [...new Map(own.map(({ set }) => [JSON.stringify(set), set])).values()].slice(
          0,
          answersTried,
        ),
        score: (sum * (failed ? afterFailure : 1)) / divisor,
      };
    })
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || (left.path < right.path ? -1 : 1));
}

/** The best next look or question: the one whose answers move the most verdicts for the least trouble. */
export function nextLook(turns: readonly Turn[], trials: Trials): NextLook | null {
  const { index, judged } = trials;
  const moved = (answers: Question['answers']): NextLook['wouldChange'] => {
    const rows = new Map<string, NextLook['wouldChange'][number]>();
    for (const set of answers) {
      const trial = trials.put(set);
      for (const one of judged) {
        const { band: to } = trials.again(one, trial);
        const { cause, band: from } = one;
        if (from !== to) rows.set(`${cause.id} ${to}`, { cause: cause.id, from, to });
      }
    }
    return [...rows.values()].sort(
      (left, right) =>
        worth[right.from] * distance(right.from, right.to) -
          worth[left.from] * distance(left.from, left.to) || (left.cause < right.cause ? -1 : 1),
    );
  };
  for (const { path, by, answers } of questions(turns, judged, index).slice(0, shortlist)) {
    const wouldChange = moved(answers);
    if (wouldChange.length > 0) return { fact: path, ask: asking(path, by), by, wouldChange };
  }
  return null;
}
