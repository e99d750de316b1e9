import { choicesFor, iDoNotKnow, sentenceOf } from '../../services/asking-people.ts';
import type { Addition, CaseView } from '../../services/desk/types.ts';
import type { Question } from '../../services/question.ts';
import type { Asked, AskedBefore, Catalogue } from '../catalogue.ts';
import { answerNonce } from '../presses.ts';
import { clip, type Element, type Input, type Press, press } from './elements.ts';

const unknown = { title: iDoNotKnow.says, value: iDoNotKnow.id } as const;
/** Longest answer in words of one's own, in characters. */
export const wordsAtMost = 500;

/** What was asked in a case already; the helpdesk may go on as long as an answer would change something. */
function askedIn({ additions, askedBy }: CaseView, who: Asked): AskedBefore {
  const isHis = ({ kind, by }: Addition) =>
    who === 'user' && kind === 'answer' && by.entraId === askedBy.entraId;
  const ids = (of: readonly Addition[]) => [...new Set(of.flatMap(({ questions }) => questions))];
  return { asked: ids(additions.filter(isHis)), dealtWith: ids(additions.filter((one) => !isHis(one))) };
}

/** The one further question of a case to a person, if its answer would change the verdict. */
export const furtherQuestion = (
  view: CaseView,
  { questions }: Catalogue,
  who: Asked,
): Question | undefined =>
  view.diagnosis === undefined || view.state !== 'diagnosed'
    ? undefined
    : questions.next(view.diagnosis, askedIn(view, who), who);

/** The fields of a question: its choices as a person would put them, or a line to write in. */
export function fieldsOf(
  question: Question,
  who: Asked,
  ids: { readonly choice: string; readonly text?: string },
  look: {
    readonly label: string;
    readonly style?: 'compact' | 'expanded';
    readonly value?: string;
    readonly textLabel?: string;
    /** One of several, although the question takes more. */
    readonly single?: true;
  },
): readonly Input[] {
  const { several, text } = question;
  const choices = choicesFor(question, who);
  const { label, style = 'expanded', value, single, textLabel = 'Or in your own words' } = look;
  const known = choices.some(({ id }) => id === value);
  return [
    ...(choices.length === 0
      ? []
      : [
          {
            type: 'Input.ChoiceSet',
            id: ids.choice,
            label: clip(label, 200),
            style,
            wrap: true,
            ...(several !== undefined && single === undefined && ({ isMultiSelect: true } as const)),
            ...(style === 'compact' && { placeholder: 'Please choose' }),
            ...(known && value !== undefined && { value }),
            choices: [...choices.map(({ id, says }) => ({ title: clip(says, 120), value: id })), unknown],
          } as const,
        ]),
    ...(text === undefined || ids.text === undefined
      ? []
      : [
          {
            type: 'Input.Text',
            id: ids.text,
            label: choices.length === 0 ? clip(label, 200) : textLabel,
            placeholder: clip(text.hint, 120),
            maxLength: wordsAtMost,
          } as const,
        ]),
  ];
}

/** A question with its fields, and the button that sends the answer. */
export function questionForm(
  view: CaseView,
  question: Question,
  who: Asked,
): { readonly fields: readonly Element[]; readonly send: Press } {
  return {
    fields: fieldsOf(question, who, { choice: 'choice', text: 'text' }, { label: sentenceOf(question, who) }),
    send: press('Send answer', { verb: 'answer', case: view.id, nonce: answerNonce(view, question.id) }),
  };
}
