import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PGlite, type QueryOptions, type Transaction } from '@electric-sql/pglite';
import { type Dialect, PGliteDialect } from 'kysely';
import { type Db, fromPglite } from 'pg-boss';
import { FolderInUse, lockFolder } from './lock.ts';

/** What a database gives to Kysely and to pg-boss, and how to end it. */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly dialect: Dialect;
  readonly boss: { readonly db: Db; readonly backend: 'pglite' } | { readonly connectionString: string };
  readonly close: () => Promise<void>;
}

/** The embedded database of a data folder, held by this process alone. */
export async function openEmbedded(folder: string): Promise<Database> {
  const unlock = await lockFolder(folder);
  try {
    const files = join(folder, 'database');
    await mkdir(files, { recursive: true, mode: 0o700 });
    const pglite = await PGlite.create({
      dataDir: files,
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
    });
    const breathing = breathe(pglite);
    return {
      kind: 'embedded',
      dialect: new PGliteDialect({ pglite: breathing }),
      boss: { db: fromPglite(breathing), backend: 'pglite' },
      close: async () => {
        if (!pglite.closed) await pglite.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    if (error instanceof FolderInUse) throw error;
    throw new Error(`the embedded store in ${folder} does not open`, { cause: error });
  }
}

/**
 * PGlite runs on the calling thread and its promises resolve as microtasks: a loop of awaited statements
 * would let no timer and no socket run, and workers' heartbeats would lapse. So each result waits one turn.
 */
function breathe(pglite: PGlite) {
  return {
    get ready() {
      return pglite.ready;
    },
    get closed() {
      return pglite.closed;
    },
    get waitReady() {
      return pglite.waitReady;
    },
    close: () => pglite.close(),
    query: async <T>(text: string, values?: unknown[], options?: QueryOptions) => {
      const result = await pglite.query<T>(text, values, options);
      await nextTurn();
      return result;
    },
    exec: async (text: string) => {
      const results = await pglite.exec(text);
      await nextTurn();
      return results;
    },
    transaction: <T>(body: (transaction: BreathingTransaction) => Promise<T>): Promise<T> => {
      // Kysely awaits this only at the end, so a closed database must throw here, at the beginning.
      if (pglite.closed) throw new Error('PGlite is closed');
      const ended = pglite.transaction((transaction) =>
        body({
          rollback: () => transaction.rollback(),
          query: async <R>(text: string, values?: unknown[], options?: QueryOptions) => {
            const result = await transaction.query<R>(text, values, options);
            await nextTurn();
            return result;
          },
        }),
      );
      // Whoever began it is told by the promise itself; it must not end the process when that comes late.
      ended.catch(() => undefined);
      return ended;
    },
  };
}
type BreathingTransaction = Pick<Transaction, 'query' | 'rollback'>;
