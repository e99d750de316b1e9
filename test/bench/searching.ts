import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { memoryOf } from './child.ts';
import type { MadeUpLogs, Person } from './made-up-logs.ts';

export interface LogsAsked {
  readonly folders: MadeUpLogs['folders'];
  readonly her: Person;
  readonly server: string;
}
export interface LogsSearched {
  readonly ms: number;
  /** Bytes held at most before the search began, and until it ended. */
  readonly before: number;
  readonly peak: number;
  readonly facts: number;
  readonly blind: readonly string[];
}

const ours = fileURLToPath(new URL('./log-search-process.ts', import.meta.url));

/** Our own search, in a process of its own. */
export function searchByUs(asked: LogsAsked): Promise<LogsSearched> {
  const child = spawn(process.execPath, [ours, JSON.stringify(asked)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (said) => resolve(said as LogsSearched)); // that file says nothing else
    child.once('exit', (status) => reject(new Error(`the log search ended with status ${status}`)));
  });
}

/** The peer on this machine: ripgrep, else grep; undefined where there is neither. */
export const peerHere = (): 'rg' | 'grep' | undefined =>
  (['rg', 'grep'] as const).find((name) => spawnSync(name, ['--version']).status === 0);

/** The peer's search for any of the needles, its lines read and counted. */
export function searchByPeer(
  peer: 'rg' | 'grep',
  needles: readonly string[],
  folder: string,
  options: readonly string[],
): Promise<{ readonly ms: number; readonly lines: number; readonly peak: number }> {
  const patterns = needles.flatMap((needle) => ['-e', needle]);
  const names = peer === 'rg' ? ['--no-filename', '--no-ignore'] : ['-r', '-h', '-a'];
  const began = performance.now();
  // LC_ALL=C keeps grep from decoding UTF-8; rg ignores it.
  const child = spawn(peer, ['-F', ...options, ...names, ...patterns, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let lines = 0;
  let peak = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  });
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(child.pid ?? 0)?.peak ?? 0);
  }, 10);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearInterval(watch);
      resolve({ ms: performance.now() - began, lines, peak });
    });
  });
}
