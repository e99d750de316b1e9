import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';

const holderSchema = z.object({ pid: z.number().int().positive(), started: z.string(), token: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Thrown when another living process holds the data folder; its message is a sentence for a person. */
export class FolderInUse extends Error {}

/**
 * A lock on a folder that PGlite itself does not take: two processes on one folder lose rows silently.
 * It is broken only when the process that wrote it is dead. Resolves to the release.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) ?? '', token: randomUUID() };
  // Written whole under another name and then linked, so that nobody ever reads half a lock.
  const prepared = join(folder, `lock.${mine.token}`);
  await writeFile(prepared, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (await linked(prepared, file)) return () => release(file, mine);
      const holder = await holderOf(file);
      if (holder === 'nobody') continue;
      if (holder !== 'unreadable' && isAlive(holder)) {
        throw new FolderInUse(
          `the data folder ${folder} is in use by process ${holder.pid}; end it, or set another folder (POPUP_DESK_DATA)`,
        );
      }
      await breakLock(file, tokenOf(holder));
    }
    throw new FolderInUse(`the data folder ${folder} is being taken by other processes; try again`);
  } finally {
    await rm(prepared, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Who holds it; `nobody` when there is no lock, `unreadable` when it is none that we wrote. */
async function holderOf(file: string): Promise<Holder | 'nobody' | 'unreadable'> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data ?? 'unreadable';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'nobody';
    if (error instanceof SyntaxError) return 'unreadable';
    throw error;
  }
}
const tokenOf = (holder: Awaited<ReturnType<typeof holderOf>>): string =>
  typeof holder === 'string' ? holder : holder.token;

/**
 * Removes a dead process's lock. Only whoever holds the mark of that very lock may, and looks once more before: a lock
 * that somebody took meanwhile has another token and stays.
 */
async function breakLock(file: string, dead: string): Promise<void> {
  const mark = `${file}.breaking-${dead}`;
  try {
    await writeFile(mark, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await waitForBreaker(mark);
    return;
  }
  if (tokenOf(await holderOf(file)) === dead) await rm(file, { force: true });
  await rm(mark, { force: true });
}

/** A breaker that died between two steps is not second-guessed: that would be the same race again. */
async function waitForBreaker(mark: string): Promise<void> {
  let pid: string;
  try {
    pid = await readFile(mark, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Empty while it is being written.
  if (pid !== '' && !isAlive({ pid: Number(pid), started: '', token: '' })) {
    throw new FolderInUse(
      `a process died while it freed ${mark}; make sure that none runs, then delete that file`,
    );
  }
  await wait(10);
}

async function release(file: string, mine: Holder): Promise<void> {
  if (tokenOf(await holderOf(file)) === mine.token) await rm(file, { force: true });
}

/** Whether the process that wrote this lives: a reused process id is told apart by its start time where Linux says it. */
function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false;
  }
  const started = startOf(holder.pid);
  return started === undefined || holder.started === '' || started === holder.started;
}

/** Field 22 of /proc/<pid>/stat (proc(5)): start time in ticks since boot; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'EACCES')) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean => errorCode(error) === code;
