import { readdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { attempt } from './attempt.ts';
import { mutated } from './mutations.ts';
import { randomOf, seedOf } from './random.ts';
import type { Target } from './target.ts';

/** What the worker is told. */
export interface Task {
  readonly seed: string;
  readonly milliseconds: number;
  /** Only this target, and only this run of it. */
  readonly target?: string;
  readonly run?: number;
  /** Number of the target and its run that goes on now, for whoever watches. */
  readonly standing: SharedArrayBuffer;
}
export interface Failure {
  readonly target: string;
  readonly run: number;
  readonly says: string;
  readonly input: Uint8Array;
}
export type Told =
  | { readonly kind: 'targets'; readonly ids: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly runs: Readonly<Record<string, number>>; readonly ms: number };

async function loadTargets(): Promise<readonly Target[]> {
  const folder = new URL('./targets/', import.meta.url);
  const found: Target[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    const loaded: { readonly default: () => readonly Target[] | Promise<readonly Target[]> } = await import(
      new URL(file, folder).href
    );
    found.push(...(await loaded.default()));
  }
  return found;
}

const tell = (told: Told): void => parentPort?.postMessage(told);

async function fuzz({ seed, milliseconds, target: only, run: onlyRun, standing }: Task): Promise<void> {
  const now = new Int32Array(standing);
  const all = await loadTargets();
  tell({ kind: 'targets', ids: all.map(({ id }) => id) });
  const targets = all.filter(({ id }) => only === undefined || id === only);
  const runs: Record<string, number> = Object.fromEntries(targets.map(({ id }) => [id, 0]));
  const began = performance.now();
  const isOver = (): boolean => targets.length === 0 || performance.now() - began >= milliseconds;
  for (let round = onlyRun ?? 0; !isOver(); round += 1) {
    for (const target of targets) {
      Atomics.store(now, 0, all.indexOf(target));
      Atomics.store(now, 1, round);
      const input = mutated(target.samples, randomOf(seedOf(seed, target.id, round)));
      const failed = attempt(target, input);
      if (failed !== undefined) {
        tell({ kind: 'failed', failure: { target: target.id, run: round, says: failed, input } });
        return;
      }
      runs[target.id] = (runs[target.id] ?? 0) + 1;
    }
    if (onlyRun !== undefined) break;
  }
  tell({ kind: 'done', runs, ms: performance.now() - began });
}

await fuzz(workerData as Task); // handed over by test/fuzz.ts
