/** The peer of starting: the embedded database alone, opened on a folder and asked one thing. */
import { PGlite } from '@electric-sql/pglite';

// Written by startListening.
const { folder } = JSON.parse(process.argv[2] ?? '') as { readonly folder: string };
const database = await PGlite.create(folder);
await database.query('select 1');
process.send?.({ port: 0 });
process.on('SIGTERM', () => {
  void database.close().then(() => process.exit());
});
