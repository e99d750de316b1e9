import type { Cause, Seen } from '../services/cause.ts';
import type { Diagnosis } from '../services/diagnosis/types.ts';
import type { Remedy } from '../services/remedy.ts';

/** Where cards look up the words of a cause or remedy; facts come from the diagnosis alone. */
export interface Catalogue {
  readonly causes: ReadonlyMap<string, Cause>;
  readonly remedies: ReadonlyMap<string, Remedy>;
  /** The facts of a diagnosis as signs and steps read them. */
  readonly seenIn: (diagnosis: Diagnosis) => Seen;
}
