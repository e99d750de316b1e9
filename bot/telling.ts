import type { Catalogue } from '../dialogs/catalogue.ts';
import { answerNonce, formNonce, type Press } from '../dialogs/presses.ts';
import { reportFields } from '../dialogs/report-fields.ts';
import type { Answered } from '../services/answering.ts';
import { iDoNotKnow } from '../services/asking-people.ts';
import type { Answer, CaseView } from '../services/desk/types.ts';
import type { Fact } from '../services/facts.ts';
import type { Question } from '../services/question.ts';
import type { Bot } from './conversation.ts';
import { forged, notUnderstood } from './refusals.ts';
import type { Turn } from './turn.ts';

/** What stood in the fields of one question. */
interface Words {
  readonly choices: readonly string[];
  readonly text: string;
}
type Sent<Verb> = Extract<Press, { readonly verb: Verb }>;

/** Adds what the form of a report says; a field left empty says nothing, "I don't know" is an answer. */
export async function sendReport(
  bot: Bot,
  { questions }: Catalogue,
  turn: Turn,
  view: CaseView,
  press: Sent<'send-report'>,
): Promise<Answer<CaseView>> {
  if (press.nonce !== formNonce(view)) return forged;
  const given = new Map<Question, Words>();
  for (const { id, question } of reportFields(questions)) {
    const before = given.get(question) ?? { choices: [], text: '' };
    const text = press[`${id}Text`];
    given.set(question, {
      choices: [...before.choices, ...choicesOf(press[id])],
      text: before.text === '' ? text : before.text,
    });
  }
  const at = new Date(bot.clock.now()).toISOString();
  const answers = [...given].filter(([, { choices, text }]) => choices.length > 0 || text !== '');
  const facts: Fact[] = [];
  for (const [question, one] of answers) {
    const read = readAnswer(questions, question, one, at, turn);
    if ('refused' in read) return notUnderstood(read.refused);
    facts.push(...read.facts);
  }
  return bot.desk.addFacts({
    caseId: view.id,
    by: turn.person,
    kind: 'report',
    facts,
    about: 'What the user sees, since when, and where it works',
    questions: answers.map(([{ id }]) => id),
  });
}

/** Adds the answer to one question of a case. */
export async function sendAnswer(
  bot: Bot,
  { questions }: Catalogue,
  turn: Turn,
  view: CaseView,
  press: Sent<'answer'>,
): Promise<Answer<CaseView>> {
  const question = questions.all.find(({ id }) => press.nonce === answerNonce(view, id));
  if (question === undefined) return forged;
  const given = { choices: choicesOf(press.choice), text: press.text };
  if (given.choices.length === 0 && given.text === '')
    return notUnderstood('Choose an answer first; “I don’t know” is one.');
  const at = new Date(bot.clock.now()).toISOString();
  const read = readAnswer(questions, question, given, at, turn);
  if ('refused' in read) return notUnderstood(read.refused);
  const words = question.choices.filter(({ id }) => given.choices.includes(id)).map(({ says }) => says);
  const said = given.text !== '' ? [given.text] : words.length === 0 ? [iDoNotKnow.says] : words;
  return bot.desk.addFacts({
    caseId: view.id,
    by: turn.person,
    kind: 'answer',
    facts: read.facts,
    about: `${question.asks} – ${said.join(', then ')}`,
    questions: [question.id],
  });
}

/** Ids of choices as a card's input sends them: several stand beside each other with commas. */
const choicesOf = (sent: string): readonly string[] =>
  sent
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A choice that says nothing by itself gives way to words of his own, "I don't know" to any other answer. */
function readAnswer(
  { facts }: Catalogue['questions'],
  question: Question,
  { choices, text }: Words,
  at: string,
  { person, zoneMinutes }: Turn,
): Answered {
  const saysNothing = (id: string): boolean =>
    id === iDoNotKnow.id ||
    question.choices.some((one) => one.id === id && Object.keys({ ...one.sets, ...one.ago }).length === 0);
  const telling = choices.filter((id) => !saysNothing(id));
  const kept = telling.length > 0 || text !== '' ? telling : choices.slice(0, 1);
  const zone = zoneMinutes === undefined ? {} : { zoneMinutes };
  return facts(question, { choices: kept, text, ...zone }, at, person.name);
}
