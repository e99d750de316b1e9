import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { actOn, settle } from './acting.ts';
import type { ActionParts, WorkerAction } from './action.ts';
import { type Connection, NotReached, pauseMs } from './connection.ts';
import { claimedSchema } from './messages.ts';
import { lookFor, type Sights } from './sighting.ts';

/** What a worker is made of. */
export interface WorkerParts {
  readonly connection: Connection;
  /** Whose orders it obeys: raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** How it looks; undefined when it does not. */
  readonly sights: Sights | undefined;
  /** How it acts and which actions it knows; undefined when acting is off. */
  readonly acting: { readonly parts: ActionParts; readonly actions: readonly WorkerAction[] } | undefined;
  /** Its journal's id, kept even when acting is off. */
  readonly journal: string;
  /** Looks at the same time. */
  readonly most?: number;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const pollMs = 25_000;

/** Works until the signal. Rejects when it may not work at all (it is not enrolled). */
export async function runWorker(parts: WorkerParts): Promise<void> {
  const loops = [
    ...(parts.sights === undefined ? [] : [lookLoop(parts, parts.sights)]),
    ...(parts.acting === undefined ? [] : [actLoop(parts, parts.acting)]),
  ];
  try {
    await Promise.all(loops);
  } catch (error) {
    if (!parts.signal.aborted) throw error;
  }
}

async function lookLoop(parts: WorkerParts, sights: Sights): Promise<void> {
  const { signal, log, connection } = parts;
  const most = parts.most ?? 32;
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    if (running.size >= most) await Promise.race(running);
    const { looks } = await claim(parts, { looks: most - running.size, act: false });
    for (const look of looks) {
      const going = lookFor(look, sights, connection, signal)
        .catch((error: unknown) => {
          if (!signal.aborted) log.error({ look: look.lease.id, error: String(error) }, 'a look was lost');
        })
        .finally(() => running.delete(going));
      running.add(going);
    }
  }
  await Promise.all(running);
}

async function actLoop(parts: WorkerParts, acting: NonNullable<WorkerParts['acting']>): Promise<void> {
  while (!parts.signal.aborted) {
    const { act, unsettled } = await claim(parts, { looks: 0, act: true });
    // What was begun before comes first: nothing new is begun beside an open end.
    for (const one of unsettled) await settle(one, { ...parts, ...acting });
    if (act !== undefined) await actOn(act, { ...parts, ...acting });
  }
}

/** Asks for work until there is some; a lost gateway is asked again, ever more slowly. */
async function claim(
  { connection, journal, signal }: WorkerParts,
  ask: { readonly looks: number; readonly act: boolean },
) {
  for (let failures = 0; ; failures++) {
    try {
      return await connection.post(
        '/claim',
        { ...ask, journal, waitMs: pollMs },
        claimedSchema,
        signal,
        pollMs + 15_000,
      );
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      await wait(pauseMs(failures), undefined, { signal });
    }
  }
}
