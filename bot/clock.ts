import { setTimeout as wait } from 'node:timers/promises';

/** Time as it is handed in, so that tests need not sleep. */
export interface Clock {
  /** ms since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** The machine's own clock; what waits does not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  wait: async (ms) => {
    await wait(ms, undefined, { ref: false });
  },
};
