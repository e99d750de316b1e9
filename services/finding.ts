import type { Seen, Truth } from './cause.ts';

/** Something worth knowing that does not explain the popup. */
export interface Finding {
  readonly id: string;
  readonly when: (seen: Seen) => Truth;
  /** One sentence with host and value, said when `when` is true. */
  readonly says: (seen: Seen) => string;
}

/** A finding as a table; the file's name must be its id. */
export const finding = (table: Finding): Finding => table;
