/**
 * Runs the tests that stand on the store against a real PostgreSQL server, which this starts and ends.
 * `npm run test:postgres -- [paths]`.
 */
import { spawnSync } from 'node:child_process';
import { startPostgres } from './postgres-server.ts';

const paths = process.argv.slice(2);
const server = await startPostgres();
try {
  const run = spawnSync(
    'npm',
    [
      'run',
      '--silent',
      'jest',
      '--',
      ...(paths.length > 0 ? paths : ['test/services/store', 'test/services/desk', 'test/services/worker']),
    ],
    { stdio: 'inherit', env: { ...process.env, DATABASE_URL: server.url } },
  );
  process.exitCode = run.status ?? 1;
} finally {
  await server.stop();
}
