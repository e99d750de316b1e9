import type { Clock } from '../../bot/clock.ts';

/** A clock that stands until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on and lets what waited for it go on. */
  pass(ms: number): Promise<void>;
  readonly waiting: () => number;
}

export function manualClock(start = Date.parse('2026-11-20T10:00:00Z')): ManualClock {
  let now = start;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    wait: (ms) =>
      new Promise((wake) => {
        sleepers.push({ until: now + ms, wake });
      }),
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        sleepers.sort((one, other) => one.until - other.until);
        const first = sleepers[0];
        if (first === undefined || first.until > end) break;
        sleepers.shift();
        now = Math.max(now, first.until);
        first.wake();
      }
      now = end;
      await settle();
    },
    waiting: () => sleepers.length,
  };
}
