import type { Diagnosis, SignShown, Verdict } from '../../services/diagnosis/types.ts';
import type { Fact, FactValue } from '../../services/facts.ts';
import { age, value } from '../say.ts';
import { clip, type Element, label, line, quiet } from './elements.ts';

/**
 * What speaks for or against: each sentence, then each value with where it is from and how old it was. A fact is cited
 * once on a card; `cited` holds those that already are.
 */
export function evidence(
  title: string,
  signs: readonly SignShown[],
  diagnosis: Diagnosis,
  atMost: number,
  cited: Set<string>,
): readonly Element[] {
  if (signs.length === 0) return [];
  return [
    label(title),
    ...signs
      .slice(0, atMost)
      .flatMap((sign) => [
        line(`• ${sign.text}`),
        ...spokenOf(sign, diagnosis, cited).map((fact) => line(quiet(cite(fact, diagnosis.at)))),
      ]),
    ...(signs.length > atMost ? [line(quiet(`and ${signs.length - atMost} more in the case`))] : []),
  ];
}

/** Of the facts that a sign read, the two that its sentence speaks of most, if of none the first; without those cited before. */
function spokenOf(sign: SignShown, diagnosis: Diagnosis, cited: Set<string>): readonly Fact[] {
  const said = sign.text.toLowerCase();
  const read = sign.facts.flatMap((path) => {
    const fact = findFact(diagnosis, path);
    if (fact === undefined) return [];
    const words = wordsOf(path, fact.value).filter(
      (word) => word !== '' && said.includes(word.toLowerCase()),
    );
    return [{ path, fact, words: words.length }];
  });
  const spoken = read
    .filter(({ words }) => words > 0)
    .toSorted((one, other) => other.words - one.words)
    .slice(0, 2);
  const shown = (spoken.length > 0 ? spoken : read.slice(0, 1)).filter(({ path }) => !cited.has(path));
  for (const { path } of shown) cited.add(path);
  return shown.map(({ fact }) => fact);
}

/** The names in a fact's keys, and its value: by what a sentence would name it. */
function wordsOf(path: string, of: FactValue): readonly string[] {
  if (typeof of === 'object' && !Array.isArray(of)) return Object.values(of).map(String);
  const keys = [...path.matchAll(/\[([^\]]*)\]/g)].flatMap(([, key = '']) => key.split(/[@/]/));
  return [...keys, value(of)];
}

/** One fact on one line: name, value, source, age. */
function cite(fact: Fact, moment: string): string {
  const source = fact.source === '' ? fact.from : `${fact.from}, ${fact.source}`;
  return `${fact.fact} = ${clip(value(fact.value), 110)} (${clip(source, 110)}, ${age(fact.at, moment)})`;
}

/** A path of a sentence is a fact's own, or `log[3]` for the fourth `log[]` fact. */
function findFact(diagnosis: Diagnosis, path: string): Fact | undefined {
  const element = /^(log|tried|connections)\[(\d+)\]$/.exec(path);
  if (element) return diagnosis.facts.filter((fact) => fact.fact === `${element[1]}[]`)[Number(element[2])];
  return diagnosis.facts.find((fact) => fact.fact.toLowerCase() === path.toLowerCase());
}

/** What the verdict would have liked to see, grouped by why it could not. */
export function notSeen(verdict: Verdict, atMost: number): readonly Element[] {
  if (verdict.unseen.length === 0) return [];
  const byReason = new Map<string, Set<string>>();
  for (const { facts, why } of verdict.unseen) {
    const paths = byReason.get(why) ?? new Set();
    for (const path of facts) paths.add(path);
    byReason.set(why, paths);
  }
  const reasons = [...byReason];
  return [
    label('NOT SEEN'),
    ...reasons
      .slice(0, atMost)
      .map(([why, paths]) =>
        line(`• ${some([...paths], 3)}`, quiet(`  – ${why === '' ? 'not looked at' : why}`)),
      ),
    ...(reasons.length > atMost
      ? [line(quiet(`and ${reasons.length - atMost} more reasons in the case`))]
      : []),
  ];
}

/** What would turn the verdict, computed by putting it in and judging again. */
export function wouldChange(verdict: Verdict, diagnosis: Diagnosis): readonly Element[] {
  const change = verdict.wouldChange[0];
  const next = diagnosis.next;
  if (change === undefined && next === null) return [];
  const set = change?.set.map((fact) => `${fact.fact} = ${clip(value(fact.value), 80)}`) ?? [];
  return [
    label('WOULD CHANGE MY MIND'),
    ...(change === undefined ? [] : [line(`• If ${some(set, 3, ' and ')}, this would be ${change.band}.`)]),
    ...(next === null
      ? []
      : [line(`• Best next ${next.by === 'person' ? 'question' : 'look'}: ${next.ask}`)]),
  ];
}

function some(list: readonly string[], atMost: number, between = ', '): string {
  const shown = list.slice(0, atMost).join(between);
  return list.length > atMost ? `${shown} and ${list.length - atMost} more` : shown;
}
