import type { Element, ElementValue, Seen, Truth } from '../cause.ts';
import { type Fact, type FactValue, parsePath, pathId, type Source } from '../facts.ts';
import { timeOf } from '../time.ts';
import { andMore, vocabulary } from '../vocabulary.ts';
import { equivalent } from './equivalents.ts';
import type { Indexed } from './indexed.ts';

/** A fact beside the path it is shown under (`log[3]` for an element). */
export type Noted = readonly [path: string, fact: Fact];
/** What was read: facts, and paths nobody could tell; either may be named more than once. */
export interface Notes {
  readonly facts: Noted[];
  readonly unseen: string[];
}
export interface Reading<T> {
  readonly result: T;
  readonly notes: Notes;
}
export interface Recorder {
  readonly seen: Seen;
  /** Runs a reading and gives what it read beside what it found. */
  record<T>(read: (seen: Seen) => T): Reading<T>;
}

/** How far a source is believed: what was told least, what was pasted next, all that we saw ourselves most. */
export const belief = (source: Source): number => (source === 'told' ? 0 : source === 'pasted' ? 1 : 2);
/** The belief in the weakest fact of these notes. */
export const weakestBelief = ({ facts }: Notes): number => {
  let weakest = 2;
  for (const [, { from }] of facts) weakest = Math.min(weakest, belief(from));
  return weakest;
};

const emptyNotes = (): Notes => ({ facts: [], unseen: [] });
function merge(into: Notes, { facts, unseen }: Notes): void {
  for (const noted of facts) into.facts.push(noted);
  for (const path of unseen) into.unseen.push(path);
}
const same = (value: FactValue | undefined, wanted: string | number): boolean =>
  typeof value === 'string' && typeof wanted === 'string'
    ? value.toLowerCase() === wanted.toLowerCase()
    : value === wanted || String(value) === String(wanted);
/** A log lasts until it is written: a search counts up to now when it ended this short before. */
const lateMs = 15 * 60_000;

interface Read {
  readonly group: string;
  readonly value: FactValue | undefined;
  readonly facts: readonly Noted[];
  readonly unseen: string | undefined;
}
/** The group of a path that the vocabulary knows; a misspelt one in a sign throws. */
function checkedGroup(id: string): string {
  const bracket = id.indexOf('[');
  const dot = bracket < 0 ? id.indexOf('.') : id.indexOf('.', id.indexOf(']', bracket));
  const group = id.slice(0, Math.min(...[bracket, dot, id.length].filter((at) => at >= 0)));
  const leaf = dot < 0 ? '' : id.slice(dot + 1);
  const known = vocabulary[group];
  if (known?.leaves[leaf] === undefined || (known.shape === 'keyed') !== bracket >= 0)
    return parsePath(id).group;
  return group;
}

/** A reader of an indexed case that notes what is read; facts believed less than `atLeast` are as unseen to it. */
export function createRecorder(index: Indexed, atLeast = 0, groups?: Set<string>): Recorder {
  let notes = emptyNotes();
  const hidden = (fact: Fact): boolean => atLeast > 0 && belief(fact.from) < atLeast;
  /** Runs one branch with notes of its own. */
  const apart = <T>(read: () => T): Reading<T> => {
    const outer = notes;
    notes = emptyNotes();
    try {
      return { result: read(), notes };
    } finally {
      notes = outer;
    }
  };

  function look(path: string): Read {
    const id = pathId(path);
    const group = checkedGroup(id);
    const fact = index.fact(id);
    if (fact !== undefined) {
      return hidden(fact)
        ? { group, value: undefined, facts: [], unseen: fact.fact }
        : { group, value: fact.value, facts: [[fact.fact, fact]], unseen: undefined };
    }
    const implied = equivalent(index, id);
    if (implied === undefined || implied.facts.some(({ fact: one }) => hidden(one))) {
      return { group, value: undefined, facts: [], unseen: id };
    }
    const facts = implied.facts.map(({ path: at, fact: one }): Noted => [at, one]);
    return { group, value: implied.value, facts, unseen: undefined };
  }
  const reads = new Map<string, Read>();
  function get(path: string): FactValue | undefined {
    let read = reads.get(path);
    if (read === undefined) {
      read = look(path);
      reads.set(path, read);
    }
    groups?.add(read.group);
    if (read.unseen !== undefined) notes.unseen.push(read.unseen);
    for (const noted of read.facts) notes.facts.push(noted);
    return read.value;
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
  const enumerated = (group: string): boolean => {
    groups?.add(group);
    return index.enumeratedBy(group)?.some((fact) => !hidden(fact)) === true;
  };

  /** Keeps of several branches what decided: of those that gave `deciding` the best believed, else all. */
  function decide(branches: readonly Reading<Truth>[], deciding: boolean): Truth {
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
    groups?.add(group);
    const keys = index.keys(group, 'unseen');
    const found = decide(
      keys.map((key) => apart(() => test(key))),
      deciding,
    );
    if (found === deciding) return deciding;
    if (keys.length > 0 && found === undefined) return undefined;
    if (deciding && enumerated(group)) {
      if (keys.length === 0)
        for (const fact of index.enumeratedBy(group) ?? []) notes.facts.push([fact.fact, fact]);
      return false;
    }
    if (!deciding && keys.length > 0) return true;
    notes.unseen.push(group);
    return undefined;
  }

  const elements: Seen['elements'] = (group) => {
    groups?.add(group);
    const found = index.elements(group).filter(({ fact }) => !hidden(fact));
    if (found.length === 0) notes.unseen.push(`${group}[]`);
    return found.map(
      ({ path, fact }): Element => ({
        path,
        get value(): ElementValue {
          notes.facts.push([path, fact]);
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
    if (spans.length === 0) notes.unseen.push('searched');
    return spans.length > 0 && spans.every((covered) => covered);
  }
  const someElement: Seen['someElement'] = (group, test, searched) => {
    groups?.add(group);
    groups?.add('searched');
    const branches = index
      .elements(group)
      .filter(({ fact }) => !hidden(fact))
      .map(({ path, fact }) =>
        apart(() => {
          notes.facts.push([path, fact]);
          return test(fact.value as ElementValue); // as in elements()
        }),
      );
    if (branches.some(({ result }) => result === true)) return decide(branches, true);
    if (branches.some(({ result }) => result === undefined)) {
      for (const { result, notes: read } of branches) {
        if (result === undefined) for (const path of read.unseen) notes.unseen.push(path);
      }
      notes.unseen.push(`${group}[]`);
      return undefined;
    }
    const none = index.enumeratedBy(group)?.filter((fact) => !hidden(fact)) ?? [];
    for (const fact of none) notes.facts.push([fact.fact, fact]);
    if (none.length > 0 || (searched !== undefined && searchedAll(searched))) return false;
    notes.unseen.push(`${group}[]`);
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
      groups?.add(group);
      const keys = index.keys(group);
      if (keys.length === 0) notes.unseen.push(group);
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

/** A function that gives the groups which a reading asks about: facts put into other groups leave it as it is. */
export function createTracker(index: Indexed): (read: (seen: Seen) => unknown) => ReadonlySet<string> {
  const groups = new Set<string>();
  const { record } = createRecorder(index, 0, groups);
  return (read) => {
    groups.clear();
    try {
      record(read);
    } catch {
      // Judging has already shown that this sign cannot be read.
    }
    return new Set(groups);
  };
}
