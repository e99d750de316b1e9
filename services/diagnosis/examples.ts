import type { CaseFile } from '../case-file.ts';
import { type Example, exampleAt, exampleMailbox } from '../cause.ts';
import { type Fact, type FactValue, naturalSource, type Path, parsePath, type Source } from '../facts.ts';
import { timeOf } from '../time.ts';
import { vocabulary } from '../vocabulary.ts';

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

/** How the texts of an example become those of a case: its names, each as a whole word, and its moment. */
export interface Renaming {
  readonly rename: (text: string) => string;
  readonly shiftMs: number;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A renaming by words in lower case. */
export function renaming(words: ReadonlyMap<string, string>, shiftMs: number): Renaming {
  const changed = [...words].filter(([from, to]) => from !== to).map(([from]) => from);
  if (changed.length === 0) return { shiftMs, rename: (text) => text };
  const longest = [...words.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(`(?<![\\w-])(?:${longest.map(escaped).join('|')})(?![\\w-])`, 'gi');
  return {
    shiftMs,
    rename: (text) => text.replace(pattern, (word) => words.get(word.toLowerCase()) ?? word),
  };
}

/** A value of an example with names and times of the case. */
export function rebound({ path, value }: ExampleFact, { rename, shiftMs }: Renaming): FactValue {
  const time = (text: string): string => {
    const at = timeOf(text);
    return at === undefined ? text : new Date(at + shiftMs).toISOString();
  };
  if (path.value === 'element') {
    const leaves = vocabulary[path.group]?.leaves ?? {};
    return Object.fromEntries(
      Object.entries(value as Readonly<Record<string, unknown>>).map(([part, one]) => [
        part,
        typeof one !== 'string' ? one : leaves[part]?.kind === 'time' ? time(one) : rename(one),
      ]),
    );
  }
  if (path.value === 'none') return value;
  const { kind } = path.value;
  if (kind === 'time') return time(String(value));
  if (kind === 'texts') return (value as readonly string[]).map((one) => rename(one));
  return kind === 'text' || kind === 'text-or-number'
    ? typeof value === 'string'
      ? rename(value)
      : value
    : value;
}
