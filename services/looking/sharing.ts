import type { Fact } from '../facts.ts';
import type { Brought } from './look.ts';

/** What one run brought, its facts dated: they keep their age however often they are handed on. */
export type Dated = Omit<Brought, 'facts'> & { readonly facts: readonly Fact[] };

/** Runs of shared subjects: one in flight each, its result or failure handed to whoever asks within its life. */
export interface Sharing {
  /** `from`: results of runs begun before it are too old for this asker. */
  once(key: string, from: number, run: () => Promise<Dated>): Promise<Dated>;
}

export function createSharing(now: () => number, lifeMs: number): Sharing {
  const runs = new Map<string, { readonly begun: number; readonly result: Promise<Dated> }>();
  return {
    once: (key, from, run) => {
      const kept = runs.get(key);
      if (kept !== undefined && kept.begun >= from && kept.begun + lifeMs > now()) return kept.result;
      for (const [old, { begun }] of runs) if (begun + lifeMs <= now()) runs.delete(old);
      const begun = now();
      const result = run();
      // Everyone who waits hears of a failure; nobody waiting must not end the process.
      result.catch(() => undefined);
      runs.set(key, { begun, result });
      return result;
    },
  };
}
