import type { Questions } from '../dialogs/catalogue.ts';
import { answering } from '../services/answering.ts';
import { questionFor } from '../services/asking-people.ts';
import type { Catalogue } from '../services/catalogue.ts';
import { questionsBefore } from '../services/diagnosis/questions-before.ts';
import type { Question } from '../services/question.ts';

/** A card is drawn many times while its case stands still; judging what every answer would change is done once. */
const rememberedAtMost = 200;

/** The questions to people as the chat asks them. */
export function questionsOf({ causes, questions }: Pick<Catalogue, 'causes' | 'questions'>): Questions {
  const remembered = new Map<string, Question | undefined>();
  return {
    all: questions,
    about: questionFor,
    facts: answering,
    next(diagnosis, { asked, dealtWith }, who) {
      const { mailbox, at, facts } = diagnosis;
      const key = JSON.stringify([mailbox, at, facts.length, asked, dealtWith, who]);
      if (remembered.has(key)) return remembered.get(key);
      const found = questionsBefore(diagnosis, asked, { causes, who, dealtWith });
      const [oldest] = remembered.keys();
      if (oldest !== undefined && remembered.size >= rememberedAtMost) remembered.delete(oldest);
      remembered.set(key, found);
      return found;
    },
  };
}
