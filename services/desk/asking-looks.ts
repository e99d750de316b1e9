import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Queue } from '../store/queue.ts';
import type { Purpose, Tables } from '../store/tables.ts';

/** The progress of a look that no worker has taken yet. */
export const nothingYet = { done: 0, total: 0, latest: 'waiting for a worker' } as const;

export interface LookAsk {
  readonly purpose: Purpose;
  readonly address: string;
  readonly at: number;
  readonly caseId?: string;
  readonly planId?: string;
}

/** Records a look that a worker shall do and queues it, in one transaction. Gives its id. */
export async function askForLook(
  transaction: Transaction<Tables>,
  queue: Queue,
  ask: LookAsk,
): Promise<string> {
  const id = randomUUID();
  await transaction
    .insertInto('looks')
    .values({
      id,
      purpose: ask.purpose,
      case_id: ask.caseId ?? null,
      plan_id: ask.planId ?? null,
      address: ask.address,
      state: 'queued',
      asked_at: new Date(ask.at),
      worker: null,
      mailbox: null,
      facts: null,
      blind: null,
      diagnosis: null,
      says: null,
    })
    .execute();
  await queue.send('look', id, transaction);
  return id;
}
