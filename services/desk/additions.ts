import type { Diagnosis } from '../diagnosis/types.ts';
import { bands } from '../diagnosis/types.ts';
import { type Fact, pathId } from '../facts.ts';
import type { Addition, VerdictChange } from './types.ts';

/** What a case was opened with and what was added to it. */
interface Said {
  readonly told: readonly Fact[];
  readonly additions: readonly Addition[];
}

/** Which facts stand for one thing: a chain of popups begins with the popup. */
const thingOf = ({ fact }: Fact): string => (/^popup\.(kind|chain)$/i.test(fact) ? 'popup' : pathId(fact));
const isElement = ({ fact }: Fact): boolean => fact.endsWith('[]');

/**
 * What people said and pasted, as it is judged. Of one person's answers to the same the last stands, also where it
 * corrects what the case was opened with; two people's different words stay beside each other and are shown so.
 */
export function saidIn({ told, additions }: Said): readonly Fact[] {
  let said: readonly { readonly fact: Fact; readonly by: string | undefined; readonly addition: number }[] =
    told.map((fact) => ({ fact, by: undefined, addition: -1 }));
  additions.forEach(({ by, kind, questions, facts }, addition) => {
    const again = new Set(
      kind === 'paste'
        ? []
        : additions.flatMap((earlier, index) =>
            index < addition &&
            earlier.kind === 'answer' &&
            earlier.by.entraId === by.entraId &&
            earlier.questions.every((id) => questions.includes(id))
              ? [index]
              : [],
          ),
    );
    const things = new Set(facts.filter((fact) => !isElement(fact)).map(thingOf));
    const corrected = (one: (typeof said)[number]): boolean =>
      again.has(one.addition) ||
      (kind !== 'paste' &&
        one.fact.from === 'told' &&
        (one.by === undefined || one.by === by.entraId) &&
        things.has(thingOf(one.fact)));
    const kept = said.filter((one) => !corrected(one));
    const known = new Set(kept.map(({ fact }) => statement(fact)));
    const news = facts.filter((fact) => !known.has(statement(fact)));
    said = [...kept, ...news.map((fact) => ({ fact, by: by.entraId, addition }))];
  });
  return said.map(({ fact }) => fact);
}
const statement = ({ fact, value, from }: Fact): string => JSON.stringify([fact.toLowerCase(), value, from]);

/** A mark by which it is seen that something was said meanwhile. */
export const saidMark = ({ told, additions }: Said): string =>
  `${told.length} ${additions.map(({ id }) => id).join(' ')}`;

/** The verdicts that are in another band than before, the weightiest first. */
export function changedVerdicts(before: Diagnosis, after: Diagnosis): readonly VerdictChange[] {
  const was = new Map(before.verdicts.map(({ cause, band }) => [cause, band]));
  return after.verdicts
    .flatMap(({ cause, band: to }): readonly VerdictChange[] => {
      const from = was.get(cause);
      return from === undefined || from === to ? [] : [{ cause, from, to }];
    })
    .toSorted((one, other) => highest(one) - highest(other));
}
const highest = ({ from, to }: VerdictChange): number => Math.min(bands.indexOf(from), bands.indexOf(to));
