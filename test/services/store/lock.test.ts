import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderInUse, lockFolder } from '../../../services/store/lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The id of a process that is dead by now. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}
const hold = (pid: number, started = '') =>
  writeFile(join(folder, 'lock'), JSON.stringify({ pid, started, token: 'theirs' }));

test('is refused while its process lives, and free after its release', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await release();
  await (await lockFolder(folder))();
  expect(await readdir(folder)).toEqual([]);
});
test('of a dead process is broken, by one of those who try at once', async () => {
  await hold(await deadProcess());
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(FolderInUse);
});
test('of another living process is left alone', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await hold(child.pid ?? 0);
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
  child.stdin?.end();
});
test('of a process id that was given to another process since is broken', async () => {
  if (process.platform !== 'linux') return;
  await hold(process.pid, '1');
  const release = await lockFolder(folder);
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  await release();
});
test('that is no lock at all is broken', async () => {
  await writeFile(join(folder, 'lock'), '{"pid":');
  await (await lockFolder(folder))();
});
