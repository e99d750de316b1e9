export type Source = 'directory' | 'probe' | 'worker' | 'log' | 'pasted' | 'told';
export type FactValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly never[]
  | Readonly<Record<string, unknown>>;

/** One named, typed statement. `at` is ISO with a zone. */
export interface Fact {
  readonly fact: string;
  readonly value: FactValue;
  readonly from: Source;
  readonly source: string;
  readonly at: string;
  readonly vantage: string;
}
/** A fact, group or key that could not be had, and why. */
export interface Blind {
  readonly fact: string;
  readonly why: string;
}
