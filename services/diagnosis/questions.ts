import type { Indexed } from './indexed.ts';

/** The names of questions to an index; a path stands for the question what it holds. */
export const questions = {
  keys: (group: string): string => `keys of ${group}`,
  whole: (group: string): string => `whether ${group} is whole`,
  elements: (group: string): string => `elements of ${group}`,
} as const;

/** An index that names each question before it answers. */
export const overheard = (index: Indexed, hear: (question: string) => void): Indexed => ({
  mailbox: index.mailbox,
  now: index.now,
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
