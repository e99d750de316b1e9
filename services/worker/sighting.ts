import { errorText } from '../error-code.ts';
import type { Looked, LookOptions, Progress } from '../looking/looker.ts';
import type { Connection } from './connection.ts';
import { beatenSchema, type ClaimedLook, finishedSchema } from './messages.ts';

/** How a worker looks: at a mailbox, and at nothing but the directory for a person's name. */
export interface Sights {
  readonly look: (address: string, options: LookOptions) => Promise<Looked>;
  readonly person: (name: string, signal: AbortSignal) => Promise<Looked>;
  /** ms between two signs of life. */
  readonly beatMs?: number;
}

/** Does one look: tells its progress while it lasts, then what was seen or why nothing could be. */
export async function lookFor(
  claimed: ClaimedLook,
  sights: Sights,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const teller = tellProgress(claimed, sights.beatMs ?? 300, connection, stop, () => over.abort());
  const result = await looked(claimed, sights, stop, teller.tell);
  await teller.end();
  // Taken away while it looked: somebody else answers.
  if (over.signal.aborted) return;
  await connection.persist('/finish', { look: claimed.lease, result }, finishedSchema, signal);
}

async function looked(
  claimed: ClaimedLook,
  sights: Sights,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<unknown> {
  try {
    const { mailbox, facts, blind, refusal } =
      claimed.purpose === 'person'
        ? await sights.person(claimed.address, signal)
        : await sights.look(claimed.address, { signal, onProgress, fresh: claimed.fresh });
    return { mailbox, facts, blind, ...(refusal === undefined ? {} : { refusal }) };
  } catch (error) {
    signal.throwIfAborted();
    return { failed: errorText(error) };
  }
}

/** Sends the newest progress, one message at a time, and a sign of life every few seconds; tells when the look was taken away. */
function tellProgress(
  { lease }: ClaimedLook,
  beatMs: number,
  connection: Connection,
  signal: AbortSignal,
  lost: () => void,
) {
  let newest: Progress = { done: 0, total: 0, latest: 'begun' };
  let told = newest;
  let quietMs = 0;
  let sending: Promise<void> = Promise.resolve();
  const send = async () => {
    told = newest;
    quietMs = 0;
    try {
      const { yours } = await connection.post(
        '/beat',
        { look: lease, progress: newest },
        beatenSchema,
        signal,
      );
      if (!yours) lost();
    } catch {
      // A lost sign of life is made good by the next; the look itself goes on.
    }
  };
  let free = true;
  const timer = setInterval(() => {
    quietMs += beatMs;
    if (!free || (told === newest && quietMs < 3_000)) return;
    free = false;
    sending = send().finally(() => {
      free = true;
    });
  }, beatMs);
  return {
    tell: (progress: Progress) => {
      newest = progress;
    },
    end: async () => {
      clearInterval(timer);
      await sending;
    },
  };
}
