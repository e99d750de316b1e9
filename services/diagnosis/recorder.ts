import type { Element, ElementValue, Seen, Truth } from '../cause.ts';
import { type Fact, type FactValue, parsePath, pathId } from '../facts.ts';
import { remembered } from '../remembered.ts';
import { timeOf } from '../time.ts';
import { andMore } from '../vocabulary.ts';
import { equivalent } from './equivalents.ts';
import type { Indexed } from './indexed.ts';
import { createMemory, type Memory, type Read } from './memory.ts';
import { belief, createNotebook, type Noted, type Notes, type Stretch, withoutRepeats } from './notes.ts';

export interface Reading<T> {
  readonly result: T;
  readonly notes: Notes;
}
/** A reading beside the questions that it put to the index, where they are kept. */
export interface Recorded<T> extends Reading<T> {
  readonly asked: ReadonlySet<string>;
}
export interface Recorder {
  readonly seen: Seen;
  /** Runs a reading and gives what it read beside what it found. */
  record<T>(read: (seen: Seen) => T): Recorded<T>;
  /** What it has read so far. */
  readonly memory: Memory;
}

const same = (value: FactValue | undefined, wanted: string | number): boolean =>
  typeof value === 'string' && typeof wanted === 'string'
    ? value.toLowerCase() === wanted.toLowerCase()
    : value === wanted || String(value) === String(wanted);
/** A log lasts until it is written: a search counts up to now when it ended this short before. */
const lateMs = 15 * 60_000;

/** The id of a path that the vocabulary knows; a misspelt one in a sign throws. */
const readable = remembered((path): { readonly id: string } => {
  parsePath(path);
  return { id: pathId(path) };
});

const nothing: ReadonlySet<string> = new Set();
const nobody: readonly Fact[] = [];
/** A reader of an indexed case that notes what is read; facts believed less than `atLeast` are as unseen to it. */
export function createRecorder(
  from: Indexed,
  atLeast = 0,
  memory: Memory = createMemory(from, false),
): Recorder {
  const { index } = memory;
  const notes = createNotebook();
  const hidden = (fact: Fact): boolean => atLeast > 0 && belief(fact.from) < atLeast;
  /** Runs a reading and takes what it noted out again. */
  function apart<T>(read: () => T): Reading<T> {
    const before = notes.mark();
    try {
      return { result: read(), notes: notes.since(before) };
    } finally {
      notes.strike(before);
    }
  }

  function look(path: string): Omit<Read, 'asked'> {
    const { id } = readable(path);
    const fact = index.fact(id);
    if (fact !== undefined) {
      return hidden(fact)
        ? { value: undefined, facts: [], unseen: fact.fact }
        : { value: fact.value, facts: [[fact.fact, fact]], unseen: undefined };
    }
    const implied = equivalent(index, id);
    if (implied === undefined || implied.facts.some(({ fact: one }) => hidden(one))) {
      return { value: undefined, facts: [], unseen: id };
    }
    const facts = implied.facts.map(({ path: at, fact: one }): Noted => [at, one]);
    return { value: implied.value, facts, unseen: undefined };
  }
  function read(path: string): Read {
    const found = memory.recall(path) ?? memory.learn(path, look);
    if (found.unseen !== undefined) notes.miss(found.unseen);
    for (const noted of found.facts) notes.note(noted);
    return found;
  }
  const get = (path: string): FactValue | undefined => read(path).value;
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
    return index.enumeratedBy(group)?.some((fact) => !hidden(fact)) === true;
  };

  /** Of the keys those that decide, of them the best believed, are what it leans on; else all. */
  function over(group: string, test: (key: string) => Truth, deciding: boolean): Truth {
    const keys = index.keys(group, 'unseen');
    const before = notes.mark();
    const decisive: Stretch[] = [];
    let open = false;
    for (const key of keys) {
      const from = notes.mark();
      const result = test(key);
      if (result === deciding) decisive.push({ from, to: notes.mark() });
      else if (result === undefined) open = true;
    }
    if (decisive.length > 0) {
      notes.keepBest(before, decisive);
      return deciding;
    }
    if (open) return undefined;
    if (deciding && enumerated(group)) {
      if (keys.length === 0)
        for (const fact of index.enumeratedBy(group) ?? []) notes.note([fact.fact, fact]);
      return false;
    }
    if (!deciding && keys.length > 0) return true;
    notes.miss(group);
    return undefined;
  }

  const elements: Seen['elements'] = (group) => {
    const found = index.elements(group).filter(({ fact }) => !hidden(fact));
    if (found.length === 0) notes.miss(`${group}[]`);
    return found.map(
      ({ path, fact, noted }): Element => ({
        path,
        get value(): ElementValue {
          notes.note(noted);
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
      const begin = seen.time(`searched[${key}].from`);
      const end = seen.time(`searched[${key}].to`);
      if (begin === undefined || end === undefined || begin > end) return false;
      return begin <= (from ?? begin) && end >= (to ?? (from === undefined ? begin : index.now - lateMs));
    });
    if (spans.length === 0) notes.miss('searched');
    return spans.length > 0 && spans.every((covered) => covered);
  }
  const someElement: Seen['someElement'] = (group, test, searched) => {
    if (index.elements(group).length > 0) {
      const found = passing(group, test);
      if (found !== 'none') return found;
    }
    const none = index.enumeratedBy(group)?.filter((fact) => !hidden(fact)) ?? nobody;
    for (const fact of none) notes.note([fact.fact, fact]);
    if (none.length > 0 || (searched !== undefined && searchedAll(searched))) return false;
    notes.miss(`${group}[]`);
    return undefined;
  };
  /** Whether an element passes: true, undefined when one may, or that none does. */
  function passing(
    group: Parameters<Seen['someElement']>[0],
    test: Parameters<Seen['someElement']>[1],
  ): true | undefined | 'none' {
    const before = notes.mark();
    const passed: Stretch[] = [];
    let open = false;
    for (const { fact, noted } of index.elements(group)) {
      if (hidden(fact)) continue;
      const from = notes.mark();
      notes.note(noted);
      const result = test(fact.value as ElementValue); // as in elements()
      if (result === true) passed.push({ from, to: notes.mark() });
      else if (result === undefined) open = true;
      else notes.strike(from);
    }
    if (passed.length > 0) {
      notes.keepBest(before, passed);
      return true;
    }
    if (open) {
      notes.strikeFacts(before);
      notes.miss(`${group}[]`);
      return undefined;
    }
    return 'none';
  }

  const once: Seen['once'] = (read, about) => {
    const found =
      memory.recallShared(read, about) ??
      memory.learnShared(read, about, () => {
        const { result, notes: noted } = apart(() => read(seen, about));
        return { result, notes: withoutRepeats(noted) };
      });
    notes.copy(found.notes);
    return found.result as ReturnType<typeof read>; // kept under this very reading
  };

  const seen: Seen = {
    get mailbox() {
      return index.mailbox;
    },
    now: index.now,
    get,
    text,
    flag,
    number: (path) => {
      const value = get(path);
      return typeof value === 'number' ? value : undefined;
    },
    list: (path) => {
      const found = read(path);
      if (!Array.isArray(found.value)) return undefined;
      const whole = found.value as readonly string[]; // as in rawList
      found.list ??= whole.includes(andMore) ? whole.filter((item) => item !== andMore) : whole;
      return found.list;
    },
    time: (path) => {
      const found = read(path);
      found.time ??= { at: timeOf(found.value) };
      return found.time.at;
    },
    is: (path, ...values) => {
      const value = get(path);
      if (value === undefined) return undefined;
      for (const wanted of values) if (same(value, wanted)) return true;
      return false;
    },
    has: (path, value) => {
      const list = rawList(path);
      if (list === undefined) return undefined;
      for (const item of list) if (same(item, value)) return true;
      return list.at(-1) === andMore ? undefined : false;
    },
    keys: (group) => {
      const keys = index.keys(group);
      if (keys.length === 0) notes.miss(group);
      return keys;
    },
    enumerated,
    some: (group, test) => over(group, test, true),
    every: (group, test) => over(group, test, false),
    elements,
    someElement,
    once,
  };
  return {
    seen,
    memory,
    record: (read) => {
      if (!memory.hearing) {
        const { result, notes: noted } = apart(() => read(seen));
        return { result, notes: noted, asked: nothing };
      }
      const { result, asked } = memory.overhear(() => apart(() => read(seen)));
      return { result: result.result, notes: result.notes, asked };
    },
  };
}
