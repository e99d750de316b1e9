import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openJournal } from '../../../services/worker/journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = '2026-11-20T10:00:00.000Z';

test('remembers what was written, in order and per job, and who it is', async () => {
  const [job, other] = [randomUUID(), randomUUID()];
  const first = await openJournal(folder);
  const intent = { kind: 'intent', job, target: 'ex16a', before: { startedAt: at, pid: 7 }, at } as const;
  await first.write(intent);
  await first.write({ kind: 'intent', job: other, target: 'ex16b', before: { startedAt: at }, at });
  await first.write({ kind: 'effect', job, target: 'ex16a', at });
  await first.close();
  const again = await openJournal(folder);
  expect(again.id).toBe(first.id);
  expect(again.of(job)).toEqual([intent, { kind: 'effect', job, target: 'ex16a', at }]);
  expect(again.of(randomUUID())).toEqual([]);
  await again.close();
});
test('passes over a line that a crash tore, and goes on after it', async () => {
  const job = randomUUID();
  const first = await openJournal(folder);
  await first.write({ kind: 'effect', job, target: 'ex16a', at });
  await first.close();
  await appendFile(join(folder, 'journal'), `{"kind":"effect","job":"${job}","tar`);
  const torn = await openJournal(folder);
  await torn.write({ kind: 'effect', job, target: 'ex16b', at });
  await torn.close();
  const again = await openJournal(folder);
  expect(again.of(job).map((entry) => 'target' in entry && entry.target)).toEqual(['ex16a', 'ex16b']);
  await again.close();
});
test('belongs to one process', async () => {
  const journal = await openJournal(folder);
  await expect(openJournal(folder)).rejects.toThrow('in use');
  await journal.close();
});
