import type { FactValue } from './facts.ts';

/** One object that a cmdlet printed; names of properties in any case, whole or as far as a table shows them. */
export interface PrintedObject {
  /** The cmdlet that was typed above it, lower case. */
  readonly cmdlet: string | undefined;
  /** What was typed behind the cmdlet without a name of its own: `anna` of `Get-Mailbox anna`. */
  readonly argument: string | undefined;
  /** The case's moment, ms since the epoch. */
  readonly now: number;
  has(property: string): boolean;
  /** The value as text, "" when it is empty; undefined when it was not printed or is cut. */
  text(property: string): string | undefined;
  flag(property: string): boolean | undefined;
  number(property: string): number | undefined;
  /** Elements; a list that was cut ends in "…". */
  list(property: string): readonly string[] | undefined;
  /** ISO time; undefined too when it has no zone and none was told, which is noted. */
  time(property: string): string | undefined;
}
/** A fact and the property that shows it; an undefined value is left out. */
export type Shown = readonly [property: string, fact: string, value: FactValue | undefined];

/** Cmdlets that print the same objects, and what their properties say in the words of the vocabulary. */
export interface CmdletFamily {
  readonly id: string;
  /** `Get-Mailbox`, … */
  readonly cmdlets: readonly string[];
  /** Properties that are read, and those that only say which object it is. */
  readonly reads: readonly string[];
  /** Sets of properties any of which tells these objects when no command stands above them. */
  readonly marks: readonly (readonly string[])[];
  /** Its objects show one element each of lists that end in "…"; together they are the whole. */
  readonly listsWhole?: boolean;
  /** The person whom the object is about: all names of it, the most telling first; undefined when it is no person's. */
  whose?(object: PrintedObject): readonly string[];
  read(object: PrintedObject): readonly Shown[];
}

/** A family as a table; the file's name must be its id. */
export const cmdletFamily = (family: CmdletFamily): CmdletFamily => family;
