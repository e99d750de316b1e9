import type { Answered, Given } from '../services/answering.ts';
import type { Cause, Seen } from '../services/cause.ts';
import type { Diagnosis } from '../services/diagnosis/types.ts';
import type { Question } from '../services/question.ts';
import type { Remedy } from '../services/remedy.ts';

/** Where cards look up the words of a cause or remedy; facts come from the diagnosis alone. */
export interface Catalogue {
  readonly causes: ReadonlyMap<string, Cause>;
  readonly remedies: ReadonlyMap<string, Remedy>;
  readonly questions: Questions;
  /** The facts of a diagnosis as signs and steps read them. */
  readonly seenIn: (diagnosis: Diagnosis) => Seen;
}

/** Who is asked: the user at his screen, or the helpdesk, who also knows what only they can look up. */
export type Asked = Question['who'];
/** The questions that were dealt with in a case. */
export interface AskedBefore {
  /** Put to this person one by one: after some of them he is left in peace. */
  readonly asked: readonly string[];
  /** Answered otherwise: by a report's form, or by somebody else. */
  readonly dealtWith: readonly string[];
}

/** The questions to people: which there are, which comes next, and what an answer says in facts. */
export interface Questions {
  readonly all: readonly Question[];
  /** The question that brings a leaf. */
  readonly about: (path: string) => Question | undefined;
  /** The one further question whose answer would change the verdict; none when there is no such, or enough was asked. */
  readonly next: (diagnosis: Diagnosis, before: AskedBefore, who: Asked) => Question | undefined;
  /** The facts of an answer, or why it is none. */
  readonly facts: (question: Question, given: Given, at: string, by: string) => Answered;
}
