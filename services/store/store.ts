import { Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { errorCode, errorText } from '../error-code.ts';
import { openDatabase, type Place } from './database.ts';
import { first } from './migrations/0001-first.ts';
import { afterTheReport } from './migrations/0002-after-the-report.ts';
import { whatWasAdded } from './migrations/0003-what-was-added.ts';
import { openQueue, type Queue } from './queue.ts';
import type { Tables } from './tables.ts';
import { StoreUnavailable, withinTime } from './time-limit.ts';

/** Everything that is kept, and the queue beside it in the same database. */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  /** Reads outside a transaction. */
  read<T>(what: string, body: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** All or nothing; an operation that was given up on does not commit. */
  change<T>(what: string, body: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** The queue, with the store's time limit on each call that is not part of a change. */
  readonly queue: Queue;
  close(): Promise<void>;
}
export interface StoreOptions {
  readonly place: Place;
  readonly limitMs?: number;
  readonly onError?: (error: Error) => void;
}

/** Opens the store of a place, brings its schema up to date and warms its queues. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const limitMs = options.limitMs ?? 5_000;
  const onError = options.onError ?? (() => undefined);
  const database = await openDatabase(options.place, onError, limitMs);
  const kysely = new Kysely<Tables>({ dialect: database.dialect });
  let queue: Queue;
  let closing: Promise<void> | undefined;
  try {
    await migrate(kysely);
    queue = await openQueue(database, onError);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    kind: database.kind,
    read: (what, body) => withinTime(limitMs, what, () => answering(body(kysely))),
    change: (what, body) =>
      withinTime(limitMs, what, (limit) =>
        answering(
          kysely.transaction().execute(async (transaction) => {
            // The caller may have been told "unavailable" while this waited for its turn, or for a statement.
            const stillWanted = () => {
              if (limit.givenUp()) throw new StoreUnavailable(`${what} was given up`);
            };
            stillWanted();
            const result = await body(transaction);
            stillWanted();
            return result;
          }),
        ),
      ),
    queue: limited(queue, limitMs),
    close: () => {
      closing ??= queue.close().then(() => database.close());
      return closing;
    },
  };
}

/** Brings the schema up to date; instances that start together take turns (Kysely's migration lock). */
async function migrate(kysely: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: kysely,
    provider: {
      getMigrations: async () => ({
        '0001-first': first,
        '0002-after-the-report': afterTheReport,
        '0003-what-was-added': whatWasAdded,
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error('the store’s schema cannot be brought up to date', { cause: error });
}

/** Calls inside a change share its limit; the others get one of their own. */
function limited(queue: Queue, ms: number): Queue {
  return {
    ...queue,
    fetch: (name, most) => withinTime(ms, `fetch ${name}`, () => answering(queue.fetch(name, most))),
    touch: (name, lease) => withinTime(ms, `touch ${name}`, () => answering(queue.touch(name, lease))),
    giveBack: (name, lease) =>
      withinTime(ms, `give back ${name}`, () => answering(queue.giveBack(name, lease))),
    waitingMs: (name, id) => withinTime(ms, `ask ${name}`, () => answering(queue.waitingMs(name, id))),
    pending: (name, id) => withinTime(ms, `ask ${name}`, () => answering(queue.pending(name, id))),
  };
}

/** What was asked, or StoreUnavailable when the database itself is gone. */
async function answering<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) throw new StoreUnavailable('the store does not answer', { cause: error });
    throw error;
  }
}

/** SQLSTATE class 08 (connection), 53 (resources), 57 (operator intervention, timeouts), or a lost socket. */
function isGone(error: unknown): boolean {
  const code = errorCode(error);
  return (
    /^(08|53|57)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after|PGlite is closed/.test(
      errorText(error),
    )
  );
}

/** A value for a JSON column. As text, because drivers disagree about arrays. */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
