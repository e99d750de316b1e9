import type { FactValue } from '../facts.ts';
import type { Indexed } from './indexed.ts';
import type { Noted, Notes } from './notes.ts';
import { meets, overheard } from './questions.ts';

/** What was worked out once, and the questions to the index that it took (none are kept where nobody needs them). */
interface Kept {
  readonly asked: ReadonlySet<string>;
}
/** What a path gave. */
export interface Read extends Kept {
  readonly value: FactValue | undefined;
  readonly facts: readonly Noted[];
  readonly unseen: string | undefined;
  /** The value as a time, once somebody asked for one. */
  time?: { readonly at: number | undefined };
  /** The value as a list, without what closes one that names only some. */
  list?: readonly string[];
}
/** What a reading that many share gave. */
export interface Shared extends Kept {
  readonly result: unknown;
  readonly notes: Notes;
}

/** What a recorder has read so far. */
export interface Memory {
  /** The index to ask. */
  readonly index: Indexed;
  /** What a path gave, if it was read. */
  recall(path: string): Read | undefined;
  learn(path: string, look: (path: string) => Omit<Read, 'asked'>): Read;
  /** What a shared reading gave about something, if it was done. */
  recallShared(reading: unknown, about: unknown): Shared | undefined;
  learnShared(reading: unknown, about: unknown, work: () => Omit<Shared, 'asked'>): Shared;
  /** Runs a reading and gives the questions that it took. */
  overhear<T>(work: () => T): { readonly result: T; readonly asked: ReadonlySet<string> };
  readonly hearing: boolean;
}
/** The same case before something was put in, and the questions that may now have another answer. */
export interface Before {
  readonly memory: Memory;
  readonly touched: readonly string[];
}

const nobody: ReadonlySet<string> = new Set();

/** A memory for one case; with `hearing` it keeps which questions each thing took. */
export function createMemory(index: Indexed, hearing: boolean, before?: Before): Memory {
  let heard: Set<string> | undefined;
  const reads = new Map<string, Read>();
  const readings = new Map<unknown, Map<unknown, Shared>>();

  function overhear<T>(work: () => T): { result: T; asked: ReadonlySet<string> } {
    if (!hearing) return { result: work(), asked: nobody };
    const outer = heard;
    const asked = new Set<string>();
    heard = asked;
    try {
      return { result: work(), asked };
    } finally {
      heard = outer;
      if (outer !== undefined) for (const question of asked) outer.add(question);
    }
  }
  const again = <K extends Kept>(kept: K): K => {
    if (heard !== undefined) for (const question of kept.asked) heard.add(question);
    return kept;
  };
  const still = <K extends Kept>(kept: K | undefined): K | undefined =>
    kept === undefined || before === undefined || meets(before.touched, kept.asked) ? undefined : kept;
  function keep(reading: unknown, about: unknown, shared: Shared): Shared {
    const beside = readings.get(reading);
    if (beside === undefined) readings.set(reading, new Map([[about, shared]]));
    else beside.set(about, shared);
    return shared;
  }

  return {
    index: hearing ? overheard(index, (question) => heard?.add(question)) : index,
    hearing,
    overhear,
    recall: (path) => {
      const known = reads.get(path);
      if (known !== undefined) return again(known);
      const earlier = still(before?.memory.recall(path));
      if (earlier !== undefined) reads.set(path, earlier);
      return earlier;
    },
    learn: (path, look) => {
      const { result, asked } = overhear(() => look(path));
      const read: Read = { value: result.value, facts: result.facts, unseen: result.unseen, asked };
      reads.set(path, read);
      return read;
    },
    recallShared: (reading, about) => {
      const known = readings.get(reading)?.get(about);
      if (known !== undefined) return again(known);
      const earlier = still(before?.memory.recallShared(reading, about));
      return earlier === undefined ? undefined : keep(reading, about, earlier);
    },
    learnShared: (reading, about, work) => {
      const { result, asked } = overhear(work);
      return keep(reading, about, { result: result.result, notes: result.notes, asked });
    },
  };
}
