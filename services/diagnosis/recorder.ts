import type { Element, ElementValue, Seen, Truth } from '../cause.ts';
import { type Fact, type FactValue, parsePath, pathId, type Source } from '../facts.ts';
import { timeOf } from '../time.ts';
import { andMore } from '../vocabulary.ts';
import { equivalent } from './equivalents.ts';
import type { Indexed } from './indexed.ts';

/** What a sign read: facts by the path they are shown under, and paths nobody could tell. */
export interface Notes {
  readonly facts: Map<string, Fact>;
  readonly unseen: Set<string>;
}
export interface Recorder {
  readonly seen: Seen;
  /** Runs a reading and gives what it read beside what it found. */
  record<T>(read: (seen: Seen) => T): { readonly result: T; readonly notes: Notes };
}

/** How far a source is believed: what was told least, what was pasted next, all that we saw ourselves most. */
export const belief = (source: Source): number => (source === 'told' ? 0 : source === 'pasted' ? 1 : 2);
/** The belief in the weakest fact of these notes. */
export const weakestBelief = ({ facts }: Notes): number => {
  let weakest = 2;
  for (const { from } of facts.values()) weakest = Math.min(weakest, belief(from));
  return weakest;
};

const emptyNotes = (): Notes => ({ facts: new Map(), unseen: new Set() });
function merge(into: Notes, from: Notes): void {
  for (const [path, fact] of from.facts) into.facts.set(path, fact);
  for (const path of from.unseen) into.unseen.add(path);
}
const same = (value: FactValue | undefined, wanted: string | number): boolean =>
  typeof value === 'string' && typeof wanted === 'string'
    ? value.toLowerCase() === wanted.toLowerCase()
    : value === wanted || String(value) === String(wanted);
/** A log lasts until it is written: a search counts up to now when it ended this short before. */
const lateMs = 15 * 60_000;

/** A reader of an indexed case that notes what is read; facts believed less than `atLeast` are as unseen to it. */
export function createRecorder(index: Indexed, atLeast = 0): Recorder {
  let notes = emptyNotes();
  const hidden = (fact: Fact): boolean => atLeast > 0 && belief(fact.from) < atLeast;
  /** Runs one branch with notes of its own. */
  const apart = <T>(read: () => T): { readonly result: T; readonly notes: Notes } => {
    const outer = notes;
    notes = emptyNotes();
    try {
      return { result: read(), notes };
    } finally {
      notes = outer;
    }
  };

  function get(path: string): FactValue | undefined {
    const id = pathId(path);
    const fact = index.fact(id);
    if (fact !== undefined) {
      if (hidden(fact)) {
        notes.unseen.add(fact.fact);
        return undefined;
      }
      notes.facts.set(fact.fact, fact);
      return fact.value;
    }
    const implied = equivalent(index, id);
    if (implied !== undefined && !implied.facts.some(({ fact: one }) => hidden(one))) {
      for (const one of implied.facts) notes.facts.set(one.path, one.fact);
      return implied.value;
    }
    notes.unseen.add(implied === undefined ? parsePath(path).text : id);
    return undefined;
  }
  const text = (path: string): string | undefined => {
    const value = get(path);
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (path: string): Truth => {
    const value = get(path);
    return typeof value === 'boolean' ? value : undefined;
  };
  const rawList = (path: string): readonly string[] | undefined => {
    const value = get(path);
    return Array.isArray(value) ? (value as readonly string[]) : undefined; // leaves that are lists hold texts
  };
  const enumerated = (group: string): boolean =>
    index.enumeratedBy(group)?.some((fact) => !hidden(fact)) === true;

  /** Keeps of several branches what decided: of those that gave `deciding` the best believed, else all. */
  function decide(
    branches: readonly { readonly result: Truth; readonly notes: Notes }[],
    deciding: boolean,
  ): Truth {
    const decisive = branches.filter(({ result }) => result === deciding);
    if (decisive.length > 0) {
      const best = Math.max(...decisive.map((branch) => weakestBelief(branch.notes)));
      for (const branch of decisive) if (weakestBelief(branch.notes) === best) merge(notes, branch.notes);
      return deciding;
    }
    for (const branch of branches) merge(notes, branch.notes);
    return branches.some(({ result }) => result === undefined) ? undefined : !deciding;
  }
  function over(group: string, test: (key: string) => Truth, deciding: boolean): Truth {
    const keys = index.keys(group, 'unseen');
    const found = decide(
      keys.map((key) => apart(() => test(key))),
      deciding,
    );
    if (found === deciding) return deciding;
    if (keys.length > 0 && found === undefined) return undefined;
    if (deciding && enumerated(group)) {
      if (keys.length === 0)
        for (const fact of index.enumeratedBy(group) ?? []) notes.facts.set(fact.fact, fact);
      return false;
    }
    if (!deciding && keys.length > 0) return true;
    notes.unseen.add(group);
    return undefined;
  }

  const elements: Seen['elements'] = (group) => {
    const found = index.elements(group).filter(({ fact }) => !hidden(fact));
    if (found.length === 0) notes.unseen.add(`${group}[]`);
    return found.map(
      ({ path, fact }): Element => ({
        path,
        get value(): ElementValue {
          notes.facts.set(path, fact);
          return fact.value as ElementValue; // the schema of elements holds texts, numbers and flags only
        },
      }),
    );
  };
  function searchedAll({ servers, log, from, to }: NonNullable<Parameters<Seen['someElement']>[2]>): boolean {
    const wanted =
      servers?.map((server) => `${server.toLowerCase()}/${log}`) ??
      index.keys('searched').filter((key) => key.endsWith(`/${log}`));
    const spans = wanted.map((key) => {
      const begin = timeOf(get(`searched[${key}].from`));
      const end = timeOf(get(`searched[${key}].to`));
      if (begin === undefined || end === undefined || begin > end) return false;
      return begin <= (from ?? begin) && end >= (to ?? (from === undefined ? begin : index.now - lateMs));
    });
    if (spans.length === 0) notes.unseen.add('searched');
    return spans.length > 0 && spans.every((covered) => covered);
  }
  const someElement: Seen['someElement'] = (group, test, searched) => {
    const branches = index
      .elements(group)
      .filter(({ fact }) => !hidden(fact))
      .map(({ path, fact }) =>
        apart(() => {
          notes.facts.set(path, fact);
          return test(fact.value as ElementValue); // as in elements()
        }),
      );
    if (branches.some(({ result }) => result === true)) return decide(branches, true);
    if (branches.some(({ result }) => result === undefined)) {
      for (const { result, notes: read } of branches) {
        if (result === undefined) for (const path of read.unseen) notes.unseen.add(path);
      }
      notes.unseen.add(`${group}[]`);
      return undefined;
    }
    const none = index.enumeratedBy(group)?.filter((fact) => !hidden(fact)) ?? [];
    for (const fact of none) notes.facts.set(fact.fact, fact);
    if (none.length > 0 || (searched !== undefined && searchedAll(searched))) return false;
    notes.unseen.add(`${group}[]`);
    return undefined;
  };

  const seen: Seen = {
    mailbox: index.mailbox,
    now: index.now,
    get,
    text,
    flag,
    number: (path) => {
      const value = get(path);
      return typeof value === 'number' ? value : undefined;
    },
    list: (path) => rawList(path)?.filter((item) => item !== andMore),
    time: (path) => timeOf(get(path)),
    is: (path, ...values) => {
      const value = get(path);
      return value === undefined ? undefined : values.some((wanted) => same(value, wanted));
    },
    has: (path, value) => {
      const list = rawList(path);
      if (list === undefined) return undefined;
      if (list.some((item) => same(item, value))) return true;
      return list.at(-1) === andMore ? undefined : false;
    },
    keys: (group) => {
      const keys = index.keys(group);
      if (keys.length === 0) notes.unseen.add(group);
      return keys;
    },
    enumerated,
    some: (group, test) => over(group, test, true),
    every: (group, test) => over(group, test, false),
    elements,
    someElement,
  };
  return { seen, record: (read) => apart(() => read(seen)) };
}
