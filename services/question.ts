import type { FactValue } from './facts.ts';

/** One answer that a person would give, and what it says in facts. */
export interface Choice {
  readonly id: string;
  /** As the person would put it; a popup by its literal wording. */
  readonly says: string;
  /** Leaves of the vocabulary, each with source `told`; none where nothing is said by it (not tried yet). */
  readonly sets: Readonly<Record<string, FactValue>>;
  /** Times that lie so far before the answer, as ISO durations: the latest that the words allow. */
  readonly ago?: Readonly<Record<string, string>>;
  /** A user cannot tell it: offered to helpdesk and mail team only. */
  readonly who?: 'helpdesk';
}
/** A question to a person: short, answerable without knowing Exchange. "I don't know" is always an answer. */
export interface Question {
  readonly id: string;
  /** The leaves it can bring; of `tried[]` the choices say which thing was tried. */
  readonly facts: readonly string[];
  /** One sentence to whoever answers; `{}` is the name of a value, where the path has one. */
  readonly asks: string;
  /** The same to the helpdesk about the user, where it reads otherwise. */
  readonly asksHelpdesk?: string;
  readonly choices: readonly Choice[];
  /** Several choices may be given; for a chain the order counts. */
  readonly several?: 'any' | 'in-order';
  /** A text the person may write instead, straight into one leaf. */
  readonly text?: { readonly fact: string; readonly hint: string };
  /** Who can answer: the user at his screen, or only the helpdesk or mail team. */
  readonly who: 'user' | 'helpdesk';
}

/** A question as a table; the file's name must be its id. */
export const question = (table: Question): Question => table;

/** The two answers to a leaf that holds or does not. */
export const yesOrNo = (fact: string, yes: string, no: string): readonly Choice[] => [
  { id: 'yes', says: yes, sets: { [fact]: true } },
  { id: 'no', says: no, sets: { [fact]: false } },
];

/** The answers to whether one thing was tried, and what it did. */
export const triedOrNot = (what: string): readonly Choice[] => [
  { id: 'cured', says: 'Yes, and the box is gone since', sets: { 'tried[]': { what, result: 'cured' } } },
  {
    id: 'for-a-while',
    says: 'Yes, and it was gone for a while',
    sets: { 'tried[]': { what, result: 'for-a-while' } },
  },
  {
    id: 'until-restart',
    says: 'Yes, and it was gone until the next start',
    sets: { 'tried[]': { what, result: 'until-restart' } },
  },
  { id: 'nothing', says: 'Yes, and nothing changed', sets: { 'tried[]': { what, result: 'nothing' } } },
  {
    id: 'sometimes',
    says: 'Yes, and it comes more rarely since',
    sets: { 'tried[]': { what, result: 'sometimes' } },
    who: 'helpdesk',
  },
  {
    id: 'some-users',
    says: 'Yes, and it helped some of the people',
    sets: { 'tried[]': { what, result: 'some-users' } },
    who: 'helpdesk',
  },
  { id: 'worse', says: 'Yes, and it got worse', sets: { 'tried[]': { what, result: 'worse' } } },
  { id: 'not-tried', says: 'No, that was not tried', sets: {} },
];

/** The answers to whether somebody looked over an area of the servers' settings. */
export const lookedOver = (area: string): readonly Choice[] => [
  { id: 'right', says: 'Yes, and it was right', sets: { [`checked[${area}].result`]: 'right' } },
  { id: 'wrong', says: 'Yes, and it was wrong', sets: { [`checked[${area}].result`]: 'wrong' } },
  { id: 'not-yet', says: 'Nobody has looked', sets: {} },
];
