import { iDoNotKnow } from './asking-people.ts';
import { type Fact, type FactValue, leafType, parsePath, valueProblems } from './facts.ts';
import type { Choice, Question } from './question.ts';
import { durationOf, timeOf } from './time.ts';
import { andMore } from './vocabulary.ts';
import { Refusal, type Sets, writtenIn } from './written-answer.ts';

/** What a person gave as an answer: ids of choices in his order, a text of his own, or both. */
export interface Given {
  readonly choices?: readonly string[];
  readonly text?: string;
  /** Minutes east of UTC of his clock, for a time that he writes without a zone. */
  readonly zoneMinutes?: number;
}
/** The facts of an answer (none for "I don't know"), or why it is none, in words for the person. */
export type Answered = { readonly facts: readonly Fact[] } | { readonly refused: string };

const notBoth = `"${iDoNotKnow.says}" does not go with another answer; choose one of both.`;
const nothingToo = 'One of these answers says that there is nothing; it does not go with the others.';

/** What an answer says in facts; `by` is whoever gave it, as the case shows it. */
export function answering(question: Question, given: Given, at: string, by: string): Answered {
  try {
    const chosen = choicesIn(question, given.choices ?? []);
    const text = (given.text ?? '').trim();
    if (chosen.includes(iDoNotKnow)) {
      if (text !== '') throw new Refusal(notBoth);
      return { facts: [] };
    }
    if (chosen.length === 0 && text === '') throw new Refusal(`Choose an answer, or "${iDoNotKnow.says}".`);
    const written = text === '' ? [] : [writtenIn(question, text, given.zoneMinutes)];
    const own = chosen.map((choice) => ({ ...choice.sets, ...timesOf(choice, at) }));
    return { facts: factsOf(question, [...own, ...written], at, by) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

function choicesIn({ choices, several, id }: Question, ids: readonly string[]): readonly Choice[] {
  const known = [...choices, iDoNotKnow];
  const found = ids.map((one) => {
    const choice = known.find((candidate) => candidate.id === one);
    if (choice === undefined)
      throw new Refusal(`The question "${id}" has no such answer. Answer it on its newest card.`);
    return choice;
  });
  const chosen = several === 'in-order' ? found : [...new Set(found)];
  const isSeveral = chosen.length > 1;
  if (isSeveral && several === undefined) throw new Refusal('Choose one answer, not several.');
  if (isSeveral && chosen.includes(iDoNotKnow)) throw new Refusal(notBoth);
  if (isSeveral && chosen.some(({ sets, ago }) => Object.keys({ ...sets, ...ago }).length === 0))
    throw new Refusal(nothingToo);
  // Nobody sees more boxes in a row than there are kinds of them.
  if (chosen.length > known.length) throw new Refusal('These are too many answers.');
  return chosen;
}

const timesOf = ({ ago = {} }: Choice, at: string): Sets =>
  Object.fromEntries(
    Object.entries(ago).map(([path, span]) => [
      path,
      new Date((timeOf(at) ?? Number.NaN) - (durationOf(span) ?? 0)).toISOString(),
    ]),
  );

/** What begins after it is told of was mistyped. */
function notLater(path: string, value: FactValue, at: string): void {
  const [time, now] = [timeOf(value), timeOf(at)];
  if (leafType(path) === 'time' && time !== undefined && now !== undefined && time > now)
    throw new Refusal(`${String(value)} lies in the future. Write when it was seen first.`);
}

/** One fact for each leaf: lists join, a chain keeps its order, what contradicts itself is refused. */
function factsOf(question: Question, sets: readonly Sets[], at: string, by: string): readonly Fact[] {
  const ordered = question.several === 'in-order';
  const merged = new Map<string, FactValue>();
  const elements: { readonly path: string; readonly value: FactValue }[] = [];
  const isNone = (value: FactValue | undefined): boolean => Array.isArray(value) && value.length === 0;
  if (sets.length > 1 && sets.some((one) => Object.values(one).some(isNone))) throw new Refusal(nothingToo);
  for (const one of sets) {
    for (const [path, value] of Object.entries(one)) {
      const before = merged.get(path);
      if (path.endsWith('[]')) elements.push({ path, value });
      else if (before === undefined || isNone(before)) merged.set(path, value);
      else if (Array.isArray(before) && Array.isArray(value))
        merged.set(path, joined(before, value, ordered));
      // Of a chain the first box is the popup.
      else if (!ordered && before !== value)
        throw new Refusal('These answers contradict each other; choose one of them.');
    }
  }
  // One box alone says what is seen, not that nothing follows it.
  if (ordered && sets.length === 1)
    for (const [path, value] of merged) if (Array.isArray(value)) merged.delete(path);
  return [...[...merged].map(([path, value]) => ({ path, value })), ...elements].map(({ path, value }) => {
    const problem = valueProblems(parsePath(path), value)[0];
    if (problem !== undefined) throw new Refusal(`This answer does not fit: ${problem.says}.`);
    notLater(path, value, at);
    return { fact: path, value, from: 'told', source: `${by}, asked "${question.id}"`, at, vantage: 'chat' };
  });
}

function joined(before: readonly string[], value: readonly string[], ordered: boolean): readonly string[] {
  const items = [...before, ...value].filter((item) => item !== andMore);
  const open = [...before, ...value].includes(andMore);
  return [...(ordered ? items : new Set(items)), ...(open ? [andMore] : [])];
}
