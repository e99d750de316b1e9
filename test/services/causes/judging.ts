import type { Cause, Example } from '../../../services/cause.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { type Judged, judgeCause } from '../../../services/diagnosis/judge.ts';

/** One cause judged over examples laid one over the other, for the mailbox and the moment of the examples. */
export const judge = (cause: Cause, ...examples: readonly Example[]): Judged =>
  judgeCause(cause, bench(indexed(exampleCase(...examples))));

export const truthOf = (judged: Judged, sign: string) =>
  judged.signs.find((one) => one.sign.id === sign)?.truth;

/** What a person says, whatever its usual source. */
export const told = <Value>(value: Value) => ({ value, from: 'told' as const });

/** The sentence of a sign over these examples. */
export const sentence = (cause: Cause, sign: string, ...examples: readonly Example[]): string | undefined => {
  const { recorder } = bench(indexed(exampleCase(...examples)));
  return cause.signs.find(({ id }) => id === sign)?.says(recorder.seen);
};
