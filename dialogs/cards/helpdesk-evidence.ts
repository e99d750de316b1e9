import type { CaseView } from '../../services/desk/types.ts';
import type { Diagnosis, Verdict } from '../../services/diagnosis/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { factWords } from '../fact-words.ts';
import { caseNonce } from '../presses.ts';
import { saidSection } from './added.ts';
import {
  type Action,
  actionsAtMost,
  askMore,
  bold,
  clip,
  type Element,
  group,
  label,
  line,
  press,
  quiet,
} from './elements.ts';
import { furtherQuestion, questionForm } from './question.ts';
import { cite, inWords } from './reasons.ts';
import { pasteField } from './report-form.ts';

/** Who brought the case, what the user says of it, and what was told and pasted. */
export function people(view: CaseView, now: string): readonly Element[] {
  return [
    ...(view.withHelpdesk ? [line(quiet(`Handed to the helpdesk by ${view.askedBy.name}`))] : []),
    ...userWord(view),
    ...saidSection(view, now),
  ];
}

/** What the helpdesk can add: the answer that would change the verdict, and any text. */
export function more(view: CaseView, catalogue: Catalogue, beside: number): readonly Action[] {
  const question = furtherQuestion(view, catalogue, 'helpdesk');
  const data = { case: view.id, nonce: caseNonce(view) };
  const paste = askMore(
    'Paste evidence',
    [
      pasteField('Output of a command, log lines, what a box says'),
      line(quiet(`A longer text comes in parts, or as a file with “paste ${view.number}”.`)),
      {
        type: 'Input.Text',
        id: 'zone',
        label: 'Zone of its times, if they name none',
        placeholder: '+01:00',
        maxLength: 10,
      },
    ],
    press('Read it', { verb: 'paste', ...data }),
  );
  if (question === undefined || beside + 2 > actionsAtMost) return [paste];
  const { fields, send } = questionForm(view, question, 'helpdesk');
  return [askMore('Answer a question', fields, send), paste];
}

/** Where the sources of what counts here contradict each other; the rest of them stands in the details. */
export function contradictions(diagnosis: Diagnosis, verdict: Verdict): readonly Element[] {
  const counts = new Set([...verdict.for, ...verdict.against].flatMap(({ facts }) => facts));
  const shown = diagnosis.disagreements.filter(({ fact }) => counts.has(fact)).slice(0, 2);
  return shown.length === 0
    ? []
    : [label('SOURCES DISAGREE'), ...shown.map((each) => disagreement(each, diagnosis))];
}
export const disagreement = (
  { fact, used, other }: Diagnosis['disagreements'][number],
  { at }: Diagnosis,
): Element =>
  line(
    `• ${factWords(fact)}: `,
    cite({ fact: used, named: true }, at),
    quiet(` is used, not ${cite({ fact: other, named: true }, at)}`),
  );

/** From where it was looked: a name may lead elsewhere from the user's own PC. */
export function seenFrom({ facts }: Diagnosis): readonly Element[] {
  const vantages = [...new Set(facts.map(({ vantage }) => vantage).filter((one) => one !== ''))];
  return vantages.length === 0 ? [] : [line(quiet(`Seen from: ${vantages.slice(0, 3).join(', ')}`))];
}

/** Every diagnosis says it when our own account was refused and nothing authenticates any more. */
export function breaker(diagnosis: Diagnosis): readonly Element[] {
  const account = diagnosis.facts.find((fact) => fact.fact === 'control.probeAccountUsable');
  const why = diagnosis.blind.find((blind) => /nothing authenticates until/.test(blind.why))?.why;
  if (account?.value !== false && why === undefined) return [];
  const where = account?.source
    ? ` at ${clip(account.source.replace(/https?:\/\/([^/\s]+)\S*/g, '$1'), 60)}`
    : '';
  const told = why ?? `one logon was refused${where}; nothing authenticates until doctor --reset-logon.`;
  return [line(bold('OUR OWN ACCOUNT IS NOT USABLE – '), inWords(told, diagnosis))];
}

function userWord(view: CaseView): readonly Element[] {
  if (view.userSays === undefined) return [];
  const says = view.userSays === 'gone' ? 'it is gone.' : 'it is still there.';
  const by = view.userSaidBy;
  const forHim = by !== undefined && by.entraId !== view.askedBy.entraId ? ` (told by ${by.name})` : '';
  return [group(line(bold(`The user says: ${says}`), quiet(forHim)))];
}
