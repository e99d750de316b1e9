import { loadFolder } from './catalogue.ts';
import { type FactValue, parsePath, pathId } from './facts.ts';
import type { Choice, Question } from './question.ts';

/** Every question to people, as the folder holds them. */
export const questions: readonly Question[] = await loadFolder<Question>(
  new URL('./questions/', import.meta.url),
);

/** The answer that is always possible; it says nothing, and is not asked for twice. */
export const iDoNotKnow: Choice = { id: 'unknown', says: 'I don’t know', sets: {} };
/** How many questions are put one by one before a verdict is given. */
export const mostQuestions = 4;

/** A question by its id, as a button names it. */
export const questionById = (id: string): Question | undefined => questions.find((one) => one.id === id);

/** The choices that somebody can be offered; "I don't know" is added by whoever shows them. */
export const choicesFor = ({ choices }: Question, who: 'user' | 'helpdesk'): readonly Choice[] =>
  who === 'helpdesk' ? choices : choices.filter((choice) => choice.who !== 'helpdesk');

/** The sentence of a question to the user, or to the helpdesk about the user. */
export const sentenceOf = ({ asks, asksHelpdesk }: Question, to: 'user' | 'helpdesk'): string =>
  to === 'helpdesk' ? (asksHelpdesk ?? asks) : asks;

/** The thing tried that an element speaks of; undefined for everything else. */
const triedIn = (value: FactValue | undefined): string | undefined => {
  const what =
    typeof value === 'object' && !Array.isArray(value) ? (value as { what?: unknown }).what : undefined; // an element is an object
  return typeof what === 'string' ? what : undefined;
};
/** What a question is about: a path, and of what was tried which thing. */
export const aboutOf = (path: string, value?: FactValue): string => {
  const what = path === 'tried[]' ? triedIn(value) : undefined;
  return what === undefined ? pathId(path) : `tried[] ${what}`;
};

const byAbout: ReadonlyMap<string, Question> = new Map(
  questions.flatMap((one): readonly (readonly [string, Question])[] => {
    const things = one.choices.flatMap(({ sets }) => triedIn(sets['tried[]']) ?? []);
    return things.length > 0
      ? things.map((what) => [aboutOf('tried[]', { what }), one] as const)
      : one.facts.map((fact) => [pathId(fact), one] as const);
  }),
);

/** The one question that brings a leaf, of what was tried the one about that thing; undefined when no person can tell. */
export function questionFor(path: string, value?: FactValue): Question | undefined {
  const { text, group, leaf = '' } = parsePath(path);
  return byAbout.get(aboutOf(text, value)) ?? byAbout.get(pathId(text)) ?? byAbout.get(`${group}.${leaf}`);
}
