import type { Answer } from '../services/desk/types.ts';

export type Refused = Extract<Answer<never>, { ok: false }>;

/** The case is not there any more, or never was. */
export const unknownCase: Refused = {
  ok: false,
  refused: 'unknown',
  says: 'I know no such case. Nothing was done. Write “status” to see your cases.',
};
/** A press that no card of ours carries now. */
export const forged: Refused = {
  ok: false,
  refused: 'forged',
  says: 'This button does not belong to the case as it is now. Nothing was done. Please use the newest card.',
};
/** Something given that says nothing to us; the form it stood in stays as it is. */
export const notUnderstood = (says: string): Refused => ({ ok: false, refused: 'not-understood', says });
