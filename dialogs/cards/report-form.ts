import type { CaseView } from '../../services/desk/types.ts';
import type { Catalogue } from '../catalogue.ts';
import { caseNonce, formNonce, pastedAtMost } from '../presses.ts';
import { type ReportField, reportFields } from '../report-fields.ts';
import { type Action, bold, type Element, heading, type Input, line, press, quiet } from './elements.ts';
import { fieldsOf } from './question.ts';

/** Where a text is pasted into; a longer one comes in parts or as a file. */
export const pasteField = (label: string): Input => ({
  type: 'Input.Text',
  id: 'pasted',
  label,
  isMultiline: true,
  placeholder: 'Passwords and tokens in it are cut before anything is kept.',
  maxLength: pastedAtMost,
});

/** The report as one form. It stays as it is while the looks go on, so that nothing typed is lost. */
export function reportForm(view: CaseView, catalogue: Catalogue): readonly Element[] {
  return [
    heading('What do you see?', 'Medium'),
    line('I am looking at the servers already. Tell me what you know; leave out what you do not.'),
    ...reportFields(catalogue.questions).flatMap((field) => fieldOf(field, view)),
    pasteField('Anything to paste? A message, Connection Status, a log line'),
    line(
      quiet(
        'I read where your mailbox lives and how it lets you sign in, never your mail. Never write a password.',
      ),
    ),
  ];
}

function fieldOf(field: ReportField, view: CaseView): readonly Input[] {
  const { id, question, label, style, single, textLabel } = field;
  const text = textLabel !== undefined || question.choices.length === 0 ? { text: `${id}Text` } : {};
  const value = preselected(field, view);
  return fieldsOf(
    question,
    'user',
    { choice: id, ...text },
    {
      label,
      style,
      ...(value !== undefined && { value }),
      ...(single !== undefined && { single }),
      ...(textLabel !== undefined && { textLabel }),
    },
  );
}

/** The choice that says what the person said already: the popup that he named in his first words. */
function preselected({ id, question }: ReportField, { said }: CaseView): string | undefined {
  if (id !== 'popup') return undefined;
  const kind = said.find(({ fact }) => fact === 'popup.kind')?.value;
  const fits = question.choices.filter(({ sets }) =>
    Object.entries(sets).some(
      ([path, value]) =>
        (path === 'popup.kind' && value === kind) ||
        (path === 'popup.chain' && Array.isArray(value) && value[0] === kind),
    ),
  );
  return fits[0]?.id;
}

/** What the form ends with. */
export const reportActions = (view: CaseView): readonly Action[] => [
  press('Send', { verb: 'send-report', case: view.id, nonce: formNonce(view) }),
  ...(view.withHelpdesk
    ? []
    : [press('Talk to helpdesk', { verb: 'talk-to-helpdesk', case: view.id, nonce: caseNonce(view) })]),
];

export const reportTitle = (view: CaseView): Element => line(bold(view.number), '  ·  ', view.mailbox);
