import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Database } from './embedded.ts';
import type { Tables } from './tables.ts';

/** `look` is retried when its worker falls silent; `act` never: it is handed out once. */
export const queueNames = ['look', 'act'] as const;
export type QueueName = (typeof queueNames)[number];

/** A claim on one delivery: a later delivery of the same job has another `retryCount`, which fences the earlier one. */
export interface Lease {
  readonly id: string;
  readonly retryCount: number;
}

/** The durable queue: sending joins the caller's transaction, and settling with an overtaken lease changes nothing. */
export interface Queue {
  send(name: QueueName, id: string, transaction: Transaction<Tables>): Promise<void>;
  fetch(name: QueueName, most: number): Promise<readonly Lease[]>;
  /** False when the lease was overtaken. */
  touch(name: QueueName, lease: Lease): Promise<boolean>;
  complete(name: QueueName, lease: Lease, transaction: Transaction<Tables>): Promise<boolean>;
  /** Gives a failed delivery back for another try. */
  giveBack(name: QueueName, lease: Lease): Promise<boolean>;
  /** Whether a further delivery is still to come or under way. */
  pending(name: QueueName, id: string): Promise<boolean>;
  /** ms that a delivery has been waiting for somebody to take it; undefined when none waits. */
  waitingMs(name: QueueName, id: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Starts pg-boss on a database. Every queue is used once before it returns: see `warm`. */
export async function openQueue(database: Database, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    ...database.boss,
    schema: 'queue',
    max: 4,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue('look', {
    retryLimit: 2,
    retryDelay: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 120,
    deleteAfterSeconds: 86_400,
  });
  await boss.createQueue('act', { retryLimit: 0, expireInSeconds: 120, deleteAfterSeconds: 7 * 86_400 });
  await warm(boss);
  return queueOn(boss);
}

/**
 * pg-boss asks its own connection about a queue it has not used yet. Inside a PGlite transaction that connection
 * waits for the transaction, which waits for pg-boss: for ever. So every queue is asked once, outside.
 */
async function warm(boss: PgBoss): Promise<void> {
  for (const name of queueNames) await boss.findJobs(name, { id: randomUUID() });
}

function queueOn(boss: PgBoss): Queue {
  return {
    async send(name, id, transaction) {
      const sent = await boss.send(name, {}, { id, db: fromKysely(transaction) });
      if (sent === null) throw new Error(`job ${id} is in queue ${name} already`);
    },
    async fetch(name, most) {
      const jobs = await boss.fetch(name, { batchSize: most, includeMetadata: true });
      return jobs.map(({ id, retryCount }) => ({ id, retryCount }));
    },
    touch: async (name, lease) => landed(await boss.touch(name, lease)),
    complete: async (name, lease, transaction) =>
      landed(await boss.complete(name, lease, {}, { db: fromKysely(transaction) })),
    giveBack: async (name, lease) => landed(await boss.fail(name, lease)),
    async pending(name, id) {
      const [job] = await boss.findJobs(name, { id });
      return job !== undefined && ['created', 'retry', 'active'].includes(job.state);
    },
    async waitingMs(name, id) {
      const [job] = await boss.findJobs(name, { id });
      if (job === undefined || !['created', 'retry'].includes(job.state)) return undefined;
      return Date.now() - job.startAfter.getTime();
    },
    close: () => boss.stop({ graceful: false, close: true }),
  };
}

/** pg-boss answers how many rows a settlement touched; its public type leaves that out. */
function landed(response: object): boolean {
  return 'affected' in response && typeof response.affected === 'number' && response.affected > 0;
}
