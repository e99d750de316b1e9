import type { ElementGroup, Indexed } from './indexed.ts';

const [keysOf, wholeOf, elementsOf] = ['keys of ', 'whole: ', 'elements of '] as const;
/** The names of questions to an index; a path stands for the question what it holds. */
export const questions = {
  mailbox: 'whose mailbox',
  keys: (group: string): string => `${keysOf}${group}`,
  whole: (group: string): string => `${wholeOf}${group}`,
  elements: (group: string): string => `${elementsOf}${group}`,
} as const;

/** Whether a question has another answer in a case than in one where nothing stands. */
export function answering(question: string): (index: Indexed) => boolean {
  const after = (start: string): string | undefined =>
    question.startsWith(start) ? question.slice(start.length) : undefined;
  if (question === questions.mailbox) return () => true;
  const [keyed, whole, list] = [after(keysOf), after(wholeOf), after(elementsOf)];
  if (keyed !== undefined) return (index) => index.keys(keyed, 'unseen').length > 0;
  if (whole !== undefined) return (index) => index.enumeratedBy(whole) !== undefined;
  if (list !== undefined) return (index) => index.elements(list as ElementGroup).length > 0; // as questions.elements() made it
  return (index) => index.fact(question) !== undefined;
}

/** An index that names each question before it answers. */
export const overheard = (index: Indexed, hear: (question: string) => void): Indexed => ({
  get mailbox() {
    hear(questions.mailbox);
    return index.mailbox;
  },
  now: index.now,
  strongest: index.strongest,
  blind: index.blind,
  fact: (id) => {
    hear(id);
    return index.fact(id);
  },
  keys: (group, unseen) => {
    hear(questions.keys(group));
    return index.keys(group, unseen);
  },
  enumeratedBy: (group) => {
    hear(questions.whole(group));
    return index.enumeratedBy(group);
  },
  elements: (group) => {
    hear(questions.elements(group));
    return index.elements(group);
  },
});

/** Whether one of the questions with another answer is among those asked. */
export function meets(touched: readonly string[], asked: ReadonlySet<string>): boolean {
  for (const question of touched) if (asked.has(question)) return true;
  return false;
}
