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
  read(path: string, look: () => Omit<Read, 'asked'>): Read;
  shared(reading: unknown, about: unknown, work: () => Omit<Shared, 'asked'>): Shared;
  /** Runs a reading and gives the questions that it took. */
  overhear<T>(work: () => T): { readonly result: T; readonly asked: ReadonlySet<string> };
  recall(path: string): Read | undefined;
  recallShared(reading: unknown, about: unknown): Shared | undefined;
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
  const recallShared = (reading: unknown, about: unknown): Shared | undefined =>
    readings.get(reading)?.get(about);

  return {
    index: hearing ? overheard(index, (question) => heard?.add(question)) : index,
    overhear,
    recall: (path) => reads.get(path),
    recallShared,
    read: (path, look) => {
      const known = reads.get(path) ?? still(before?.memory.recall(path));
      if (known !== undefined) return again(known);
      const { result, asked } = overhear(look);
      const read: Read = { value: result.value, facts: result.facts, unseen: result.unseen, asked };
      reads.set(path, read);
      return read;
    },
    shared: (reading, about, work) => {
      const known = recallShared(reading, about) ?? still(before?.memory.recallShared(reading, about));
      if (known !== undefined) return again(known);
      const { result, asked } = overhear(work);
      const shared: Shared = { result: result.result, notes: result.notes, asked };
      const beside = readings.get(reading);
      if (beside === undefined) readings.set(reading, new Map([[about, shared]]));
      else beside.set(about, shared);
      return shared;
    },
  };
}
