import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Listening {
  readonly port: number;
  readonly child: ChildProcess;
  readonly stop: () => Promise<void>;
}

/** Starts a file of this folder as a process of its own, and gives the port that it says it listens on. */
export async function startListening(file: string, argument: object): Promise<Listening> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(argument)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { readonly port: number }).port)); // each of them says so
    child.once('exit', (status) =>
      reject(new Error(`${file} ended with status ${status} before it listened`)),
    );
  });
  return {
    port,
    child,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
}

/** Bytes that a process holds now (VmRSS) and held at most (VmHWM), as Linux tells; undefined elsewhere. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } | undefined {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return undefined;
  }
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
  const [now, peak] = [bytes('VmRSS'), bytes('VmHWM')];
  // A process that has just ended is still listed, without memory.
  return Number.isNaN(now) || Number.isNaN(peak) ? undefined : { now, peak };
}
