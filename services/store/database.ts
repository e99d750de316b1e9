import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Database, openEmbedded } from './embedded.ts';

/** Where a store lives: a folder of its own, or a PostgreSQL server. */
export type Place = { readonly folder: string } | { readonly url: string };

/** The database of a place. A server that is unreachable is said in a sentence with its host, never with its password. */
export async function openDatabase(
  place: Place,
  onError: (error: Error) => void,
  statementMs: number,
): Promise<Database> {
  return 'folder' in place ? openEmbedded(place.folder) : openServer(place.url, onError, statementMs);
}

async function openServer(
  url: string,
  onError: (error: Error) => void,
  statementMs: number,
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: statementMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: 2 * statementMs,
    application_name: 'popup-desk',
  });
  // An idle connection that the server ends is not an error of any statement; the pool opens another.
  pool.on('error', onError);
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new Error(`PostgreSQL at ${hostOf(url)} does not answer: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return {
    kind: 'postgres',
    dialect: new PostgresDialect({ pool }),
    boss: { connectionString: url },
    close: () => pool.end(),
  };
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '(an address that is not a URL)';
  }
}
