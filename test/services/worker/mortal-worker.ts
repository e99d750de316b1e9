/**
 * A worker as a process of its own that a test can kill: at a point that its environment names, it ends itself as
 * `kill -9` would. Connection, journal, signatures and actions are the real ones; its sights are those of the test.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { z } from 'zod';
import recycleAppPool from '../../../services/worker/actions/recycle-app-pool.ts';
import { connectGateway } from '../../../services/worker/connection.ts';
import { httpExecutor } from '../../../services/worker/executor.ts';
import { openJournal } from '../../../services/worker/journal.ts';
import { readToken } from '../../../services/worker/tokens.ts';
import { runWorker } from '../../../services/worker/worker.ts';
import { lookedAt } from '../desk/stale-case.ts';

const settings = z
  .object({
    url: z.string(),
    ca: z.string(),
    token: z.string(),
    folder: z.string(),
    executor: z.string(),
    killAt: z.string().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const end = new AbortController();
process.once('SIGTERM', () => end.abort());
// It does not outlive the test.
process.stdin.on('end', () => process.exit(1)).resume();
const { signal } = end;
const journal = await openJournal(join(settings.folder, 'journal'));
const look = async () => lookedAt(Date.now(), 'recycled');
await runWorker({
  connection: connectGateway({
    url: settings.url,
    ca: settings.ca,
    token: settings.token,
    onState: () => undefined,
  }),
  publicKey: readToken(settings.token)?.publicKey ?? '',
  sights: undefined,
  acting: {
    actions: [recycleAppPool],
    parts: {
      executor: httpExecutor(settings.executor),
      journal,
      look,
      controllers: async () => ({
        facts: (await look()).facts.filter(({ fact }) => fact === 'mailbox.server'),
        blind: [],
      }),
      now: Date.now,
      pause: (ms) => wait(ms, undefined, { signal }),
      signal,
      at: (point) => {
        if (point === settings.killAt) process.kill(process.pid, 'SIGKILL');
      },
      executorMs: 300,
    },
  },
  journal: journal.id,
  signal,
  log: pino({ level: 'silent' }),
});
await journal.close();
process.exit(0);
