/** Thrown when the store does not answer in time or is gone; nothing was decided. */
export class StoreUnavailable extends Error {
  readonly unavailable = true;
}

/** Whether an operation's caller has given up: what it waited for must then change nothing any more. */
export interface GivenUp {
  readonly givenUp: () => boolean;
}

/** What an operation gives, or StoreUnavailable after `ms`; the operation is told so that it does not commit afterwards. */
export async function withinTime<T>(
  ms: number,
  what: string,
  operation: (limit: GivenUp) => Promise<T>,
): Promise<T> {
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new StoreUnavailable(`the store did not answer within ${ms} ms (${what})`));
    }, ms);
  });
  const running = operation({ givenUp: () => late });
  // After the limit nobody waits for the operation; its late failure is the one already told.
  running.catch(() => undefined);
  try {
    return await Promise.race([running, limit]);
  } finally {
    clearTimeout(timer);
  }
}
