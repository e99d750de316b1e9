import type { Diagnosis, SignShown } from '../services/diagnosis/types.ts';
import { type Fact, pathId } from '../services/facts.ts';
import { age, type Now, shortened, valueWords } from './ticket-words.ts';

/** The winning fact of a path, as a ticket shows it; elements are counted in the order of the facts. */
export function factsByPath({ facts, disagreements }: Diagnosis): ReadonlyMap<string, Fact> {
  const found = new Map<string, Fact>();
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const group = fact.fact.endsWith('[]') ? fact.fact.slice(0, -2) : undefined;
    const position = group === undefined ? 0 : (counts.get(group) ?? 0);
    if (group !== undefined) counts.set(group, position + 1);
    found.set(group === undefined ? fact.fact : `${group}[${position}]`, fact);
  }
  for (const { fact, used } of disagreements) found.set(fact, used);
  return found;
}

/** What a ticket has said already: every fact and every sentence stands in it once. */
export interface Written {
  readonly facts: Set<string>;
  readonly sentences: Set<string>;
}
export const nothingWritten = (): Written => ({ facts: new Set(), sentences: new Set() });
/** Whether a sentence is new to the ticket; it counts as written then. */
export function isNew({ sentences }: Written, sentence: string): boolean {
  if (sentences.has(sentence)) return false;
  sentences.add(sentence);
  return true;
}

/** `group[key]` of a path, where facts of one thing stand on one line. */
const thingOf = (path: string): string => (path.endsWith(']') ? path : path.slice(0, path.lastIndexOf('.')));
const leafOf = (path: string, thing: string): string => path.slice(thing.length + 1);
const element = /^(log|tried|connections)\[\d+\]$/;

interface Shown {
  readonly path: string;
  readonly fact: Fact;
}
/** The facts of some paths that the ticket does not show yet: what one look brought of one thing on one line. */
export function factLines(
  paths: readonly string[],
  found: ReadonlyMap<string, Fact>,
  written: Written,
  now: Now,
): readonly string[] {
  const fresh = paths.flatMap((path): readonly Shown[] => {
    const fact = found.get(path);
    if (fact === undefined || written.facts.has(pathId(path))) return [];
    written.facts.add(pathId(path));
    return [{ path, fact }];
  });
  const lines = Map.groupBy(fresh, ({ path, fact }) =>
    [thingOf(path), fact.from, fact.source, fact.at].join('\n'),
  );
  return [...lines.values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const { path, fact } = first;
    const said = [fact.from, shortened(fact.source, now), age(fact, now)].filter((one) => one !== '');
    const thing = thingOf(path);
    const what = element.test(path)
      ? valueWords(fact.value, now)
      : together.length === 1 || thing === ''
        ? together.map((one) => `${one.path} = ${valueWords(one.fact.value, now)}`).join(', ')
        : `${thing}: ${together.map((one) => `${leafOf(one.path, thing)} = ${valueWords(one.fact.value, now)}`).join(', ')}`;
    return [`      ${what} [${said.join('; ')}]`];
  });
}

/** Each sign as a sentence with the facts that it is the first to lean on. */
export const signLines = (
  signs: readonly SignShown[],
  found: ReadonlyMap<string, Fact>,
  written: Written,
  now: Now,
): readonly string[] =>
  signs.flatMap((sign) => {
    const sentence = shortened(sign.text, now);
    const facts = factLines(sign.facts, found, written, now);
    return isNew(written, sentence) ? [`  - ${sentence}`, ...facts] : facts;
  });
