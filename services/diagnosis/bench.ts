import type { Seen } from '../cause.ts';
import { andMore } from '../vocabulary.ts';
import { type Answered, answeredBy } from './asleep.ts';
import type { Indexed } from './indexed.ts';
import { once } from './lazily.ts';
import { createMemory } from './memory.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** A case with its readers, shared by all causes. */
export interface Bench {
  readonly index: Indexed;
  readonly recorder: Recorder;
  /** A reader to which what is believed less (told; told or pasted) is unseen. */
  readonly believing: (atLeast: 1 | 2) => Recorder;
  readonly popup: Known<string | undefined>;
  readonly controlled: Known<boolean>;
  /** The belief in the best source of the whole case. */
  readonly strongest: number;
  /** Which questions have an answer in the case; undefined where something was put in to turn a sign. */
  readonly answered: Answered | undefined;
}
interface Known<T> {
  readonly value: T;
  readonly asked: ReadonlySet<string>;
}
/** A judged case to which a bench with something put in may turn for all that was not touched. */
export interface Earlier {
  readonly bench: Bench;
  readonly touched: readonly string[];
}

export const control = ['control.probeAccountUsable', 'control.knownGoodTarget'] as const;
/** The popup a case is judged on: the first of the chain, else its kind; `other` and `gone` tell nothing. */
function judgedPopup(seen: Seen): string | undefined {
  const first = seen.list('popup.chain')?.find((kind) => kind !== andMore) ?? seen.text('popup.kind');
  return first === 'other' || first === 'gone' ? undefined : first;
}

/** Our own account was seen to sign in at a place where that is known to work. */
function isControlled(seen: Seen): boolean {
  const target = seen.text(control[1]);
  return seen.flag(control[0]) === true && target !== undefined && target !== '';
}

/** Everything that judging one cause after the other needs; with `hearing` each verdict keeps what it rests on. */
export function bench(index: Indexed, how: 'plain' | 'hearing' | Earlier = 'plain'): Bench {
  const recorderOf = (atLeast: 0 | 1 | 2): Recorder => {
    if (typeof how === 'string')
      return createRecorder(index, atLeast, createMemory(index, how === 'hearing'));
    const { bench: earlier, touched } = how;
    const { memory } = atLeast === 0 ? earlier.recorder : earlier.believing(atLeast);
    return createRecorder(index, atLeast, createMemory(index, false, { memory, touched }));
  };
  const recorder = recorderOf(0);
  // Made when first needed: most signs lean on nothing that was told.
  const believing = { 1: once(() => recorderOf(1)), 2: once(() => recorderOf(2)) };
  const known = <T>(read: (seen: Seen) => T): (() => Known<T>) =>
    once(() => {
      const { result, asked } = recorder.record(read);
      return { value: result, asked };
    });
  const [popup, controlled] = [known(judgedPopup), known(isControlled)];
  return {
    index,
    recorder,
    strongest: index.strongest,
    answered: typeof how === 'string' ? answeredBy(index) : undefined,
    believing: (atLeast) => believing[atLeast](),
    get popup() {
      return popup();
    },
    get controlled() {
      return controlled();
    },
  };
}
