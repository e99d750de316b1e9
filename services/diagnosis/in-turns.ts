import { setImmediate } from 'node:timers/promises';
import type { CaseFile } from '../case-file.ts';
import type { Catalogue } from '../catalogue.ts';
import { inSlices } from './diagnose.ts';
import type { Diagnosis } from './types.ts';

/** How turns are taken; the clock gives ms, a pause lets timers and sockets run. */
export interface Turns {
  readonly clock?: () => number;
  readonly pause?: () => Promise<unknown>;
  /** Judging goes on for so many ms before it pauses. */
  readonly sliceMs?: number;
}

// A catalogue's cases wait in one line: two hundred slices side by side would still hold the loop for all their length.
const lastInLine = new WeakMap<Catalogue, Promise<unknown>>();

/**
 * All verdicts on a case, as `diagnose` gives them, but judged in short turns: cases wait for each other, and between
 * two turns everything else in the process may run.
 */
export function diagnoseInTurns(
  caseFile: CaseFile,
  catalogue: Catalogue,
  turns: Turns = {},
): Promise<Diagnosis> {
  const before = lastInLine.get(catalogue) ?? Promise.resolve();
  const own = before.then(() => judged(caseFile, catalogue, turns));
  // Whoever waits behind a case that failed only waits for its end.
  lastInLine.set(
    catalogue,
    own.catch(() => undefined),
  );
  return own;
}

async function judged(
  caseFile: CaseFile,
  catalogue: Catalogue,
  { clock = performance.now.bind(performance), pause = setImmediate, sliceMs = 2 }: Turns,
): Promise<Diagnosis> {
  await pause();
  let since = clock();
  const slices = inSlices(caseFile, catalogue, clock);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
    if (clock() - since < sliceMs) continue;
    await pause();
    since = clock();
  }
}
