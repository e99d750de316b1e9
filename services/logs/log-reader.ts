import type { LogAsk } from './gathering.ts';
import { type LogsRead, readLogs } from './pass.ts';

/** Reads servers' logs for whoever asks. */
export interface LogReader {
  /** What a server's logs hold for one mailbox; rejects with the signal's reason as soon as it is given up. */
  read(ask: LogAsk, signal: AbortSignal): Promise<LogsRead>;
}
interface Asker {
  readonly ask: LogAsk;
  readonly signal: AbortSignal;
  readonly resolve: (read: LogsRead) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A reader that goes through a server's logs once at a time: whoever asks meanwhile waits, and all who wait share the
 * next pass. A pass ends early when nobody waits for it any more.
 */
export function createLogReader(readAll: typeof readLogs = readLogs): LogReader {
  const waiting = new Map<string, Asker[]>();

  const serve = async (server: string, askers: Asker[]): Promise<void> => {
    while (askers.length > 0) {
      // Whoever asks in the same moment comes along.
      await new Promise((resolve) => setImmediate(resolve));
      await pass(
        askers.splice(0).filter(({ signal }) => !signal.aborted),
        readAll,
      );
    }
    waiting.delete(server);
  };
  return {
    read: (ask, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop, { once: true });
        const asker: Asker = {
          ask,
          signal,
          resolve: (read) => {
            signal.removeEventListener('abort', stop);
            resolve(read);
          },
          reject: (error) => {
            signal.removeEventListener('abort', stop);
            reject(error);
          },
        };
        const server = JSON.stringify([ask.server, ask.folders]);
        const there = waiting.get(server);
        if (there !== undefined) there.push(asker);
        else {
          const askers = [asker];
          waiting.set(server, askers);
          void serve(server, askers);
        }
      }),
  };
}

/** One pass for several; never rejects, each asker is told. */
async function pass(askers: readonly Asker[], readAll: typeof readLogs): Promise<void> {
  if (askers.length === 0) return;
  const abandoned = new AbortController();
  const leave = () => {
    if (askers.every(({ signal }) => signal.aborted)) abandoned.abort(new Error('nobody waits any more'));
  };
  for (const { signal } of askers) signal.addEventListener('abort', leave, { once: true });
  try {
    const read = await readAll(
      askers.map(({ ask }) => ask),
      abandoned.signal,
    );
    for (const [number, asker] of askers.entries()) {
      const own = read[number];
      if (own === undefined)
        asker.reject(new Error(`the pass over the logs of ${asker.ask.server} left one out`));
      else asker.resolve(own);
    }
  } catch (error) {
    for (const asker of askers) asker.reject(error);
  } finally {
    for (const { signal } of askers) signal.removeEventListener('abort', leave);
  }
}
