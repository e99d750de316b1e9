import type { Question } from '../services/question.ts';
import type { Questions } from './catalogue.ts';

/** A field of the report, and the leaves of which one tells what it asks. */
interface Field {
  readonly id: ReportInput;
  readonly paths: readonly string[];
  readonly label: string;
  readonly style: 'compact' | 'expanded';
  /** Only one choice, although the question takes several: its order is told by two fields. */
  readonly single?: true;
  /** What he may write beside the choices. */
  readonly textLabel?: string;
}
export const reportInputs = ['popup', 'second', 'since', 'otherPc', 'webMail', 'otherMailboxes'] as const;
export type ReportInput = (typeof reportInputs)[number];

/** The report in the order in which a person tells it: what he sees first, then since when, then where it is well. */
const fields: readonly Field[] = [
  {
    id: 'popup',
    paths: ['popup.kind', 'popup.chain'],
    label: 'Which box do you see first?',
    style: 'compact',
    single: true,
  },
  {
    id: 'second',
    paths: ['popup.chain', 'popup.kind'],
    label: 'And which one after it, if any?',
    style: 'compact',
    single: true,
  },
  { id: 'since', paths: ['timeline.since'], label: 'Since when?', style: 'compact' },
  {
    id: 'otherPc',
    paths: ['scope.otherPcWorks'],
    label: 'Is Outlook fine when you sign in on another PC?',
    style: 'compact',
  },
  { id: 'webMail', paths: ['scope.webmailWorks'], label: 'Does web mail work?', style: 'compact' },
  {
    id: 'otherMailboxes',
    paths: ['secondary'],
    label: 'Do you have other mailboxes open in Outlook?',
    style: 'compact',
    textLabel: 'If so, which? Their addresses',
  },
];

/** A field of the report with the question that it asks. */
export interface ReportField extends Field {
  readonly question: Question;
}

/** The fields for which there is a question; the second box is asked only where the order can be told. */
export const reportFields = ({ about }: Questions): readonly ReportField[] =>
  fields.flatMap((field) => {
    const question = field.paths.map(about).find((one) => one !== undefined);
    if (question === undefined) return [];
    if (field.id === 'second' && question.several !== 'in-order') return [];
    return [{ ...field, question }];
  });
