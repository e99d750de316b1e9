import { startPostgres } from '../postgres-server.ts';
import { emptyPlace } from '../services/store/places.ts';

/** A store to measure on: the embedded one, or an empty database of a PostgreSQL server. */
export interface StoreToMeasure {
  readonly name: 'PGlite' | 'PostgreSQL';
  readonly database: string | undefined;
  readonly close: () => Promise<void>;
}

/** Opens a store of that kind; a sentence when there is none here. PostgreSQL is that of DATABASE_URL, or is started. */
export async function openStoreToMeasure(name: StoreToMeasure['name']): Promise<StoreToMeasure | string> {
  if (name === 'PGlite') return { name, database: undefined, close: async () => undefined };
  if (process.env.DATABASE_URL !== undefined) {
    const { place, remove } = await emptyPlace();
    return { name, database: 'url' in place ? place.url : undefined, close: remove };
  }
  try {
    const server = await startPostgres();
    return { name, database: server.url, close: server.stop };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
