import type { FactValue } from './facts.ts';

/** One answer that a person would give, and what it says in facts. */
export interface Choice {
  readonly id: string;
  /** As the person would put it; a popup by its literal wording. */
  readonly says: string;
  /** Leaves of the vocabulary, each with source `told`; none where the person does not know. */
  readonly sets: Readonly<Record<string, FactValue>>;
}
/** A question to a person: short, answerable without knowing Exchange. */
export interface Question {
  readonly id: string;
  /** The leaves it can bring. */
  readonly facts: readonly string[];
  /** One sentence to the user himself. */
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
