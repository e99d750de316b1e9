/** A bell: whoever waits is woken when it rings, or after his time. */
export interface Bell {
  ring(): void;
  wait(ms: number, gone: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const sleepers = new Set<() => void>();
  return {
    ring: () => {
      for (const wakeUp of [...sleepers]) wakeUp();
    },
    wait: (ms, gone) =>
      new Promise((resolve) => {
        const wakeUp = () => {
          clearTimeout(timer);
          gone.removeEventListener('abort', wakeUp);
          sleepers.delete(wakeUp);
          resolve();
        };
        const timer = setTimeout(wakeUp, ms);
        gone.addEventListener('abort', wakeUp, { once: true });
        sleepers.add(wakeUp);
        if (gone.aborted) wakeUp();
      }),
  };
}

/** Listeners called with what changed; one that throws does not keep the others from hearing. */
export interface Announcer<T> {
  readonly listen: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
}
export function createAnnouncer<T>(onError: (error: unknown) => void): Announcer<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell: (value) => {
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
