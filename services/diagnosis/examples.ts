import type { CaseFile } from '../case-file.ts';
import { type Example, exampleAt, exampleMailbox } from '../cause.ts';
import { type Fact, type FactValue, naturalSource, type Path, parsePath, type Source } from '../facts.ts';

/** A fact of an example, or of what is put into a case to see what would change. */
export interface SetFact {
  readonly fact: string;
  readonly value: FactValue;
  readonly from: Source;
}
export interface ExampleFact {
  readonly path: Path;
  readonly value: FactValue;
  readonly from: Source;
}

const stated = (entry: unknown): entry is { readonly value: FactValue; readonly from: Source } =>
  typeof entry === 'object' &&
  entry !== null &&
  'value' in entry &&
  'from' in entry &&
  Object.keys(entry).length === 2;

/** The facts of an example: a list of elements is one fact for each, a source not stated is the natural one. */
export function exampleFacts(example: Example): readonly ExampleFact[] {
  return Object.entries(example).flatMap(([text, entry]): readonly ExampleFact[] => {
    const path = parsePath(text);
    const value = stated(entry) ? entry.value : (entry as FactValue); // an Example holds values, or values with a source
    const from = stated(entry) ? entry.from : naturalSource(text);
    const values =
      path.value === 'element' && Array.isArray(value) ? (value as readonly FactValue[]) : [value]; // elements are objects
    return values.map((one) => ({ path, value: one, from }));
  });
}

/** An example as a case of its own, for the mailbox and the moment that all examples are written for. */
export const exampleCase = (...examples: readonly Example[]): CaseFile => ({
  case: 'popup-desk/1',
  mailbox: exampleMailbox.address,
  at: exampleAt,
  facts: exampleFacts(Object.assign({}, ...examples)).map(
    ({ path, value, from }): Fact => ({
      fact: path.text,
      value,
      from,
      source: 'example',
      at: exampleAt,
      vantage: '',
    }),
  ),
  blind: [],
});
