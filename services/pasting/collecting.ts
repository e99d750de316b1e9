import type { FactValue } from '../facts.ts';
import type { Passage, Pasted, ReadFact, ReadText } from '../reader.ts';
import { passagesOf } from './passages.ts';

/** Collects what one reader finds, line by line, and gives it in order. */
export interface Collection {
  fact(
    line: number,
    fact: string,
    value: FactValue | undefined,
    more?: {
      readonly at?: string | undefined;
      readonly about?: string | undefined;
      /** An empty value says: looked, empty. */
      readonly empty?: boolean;
    },
  ): void;
  understood(line: number, says: string, to?: number): void;
  ignored(line: number, why: string, to?: number): void;
  about(name: string | undefined): void;
  withoutZone(line: number): void;
  /** Undefined when nothing in the text was of this reader's kind. */
  result(): ReadText | undefined;
}
const mostNames = 50;

export function collecting({ lines }: Pick<Pasted, 'lines'>): Collection {
  const facts: ReadFact[] = [];
  const known = new Set<string>();
  const understood = new Map<number, string>();
  const ignored = new Map<number, string>();
  const about = new Map<string, string>();
  const withoutZone = new Set<number>();
  const eachLine = (into: Map<number, string>, from: number, to: number, says: string): void => {
    for (let line = from; line <= to; line += 1)
      if ((lines[line - 1] ?? '').trim() !== '') into.set(line, says);
  };
  const passages = (map: Map<number, string>): readonly Passage[] =>
    passagesOf(
      [...map].toSorted(([one], [other]) => one - other),
      (line) => (lines[line - 1] ?? '').trim() === '',
    );
  return {
    fact: (line, fact, value, { at, about: whom, empty = false } = {}) => {
      if (value === undefined || (value === '' && !empty)) return;
      const id = `${fact}\n${JSON.stringify(value)}\n${at ?? ''}`;
      if (known.has(id)) return;
      known.add(id);
      facts.push({
        fact,
        value,
        line,
        ...(at === undefined ? {} : { at }),
        ...(whom === undefined ? {} : { about: whom }),
      });
    },
    understood: (line, says, to = line) => {
      eachLine(understood, line, to, says);
    },
    ignored: (line, why, to = line) => {
      eachLine(ignored, line, to, why);
    },
    about: (name) => {
      const clean = name?.trim();
      if (clean && about.size < mostNames) about.set(clean.toLowerCase(), clean);
    },
    withoutZone: (line) => {
      withoutZone.add(line);
    },
    result: () => {
      if (facts.length === 0 && understood.size === 0 && ignored.size === 0) return undefined;
      for (const line of understood.keys()) ignored.delete(line);
      return {
        facts,
        understood: passages(understood),
        ignored: passages(ignored),
        about: [...about.values()],
        withoutZone: [...withoutZone].toSorted((one, other) => one - other),
      };
    },
  };
}
