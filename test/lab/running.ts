import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ready } from './ready.ts';

/** The parts of `configuration` that tests dial by. */
interface Places {
  readonly network: {
    readonly connect: Readonly<Record<string, string>>;
    readonly resolvers: readonly string[];
    readonly ca: string;
  };
  readonly directory: { readonly servers: readonly string[]; readonly account?: string };
  readonly windows: {
    readonly executor: string;
    readonly logs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}
export interface RunningWorld {
  readonly ready: Ready;
  readonly places: Places;
  readonly ca: Buffer;
  readonly process: ChildProcess;
  /** Where a name's port is on loopback. */
  at(hostPort: string): { readonly host: string; readonly port: number };
  accessLog(): readonly Readonly<Record<string, unknown>>[];
  run(host: string, script: string, parameters?: object): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<number | null>;
}

/** Runs a world by the lab's command, as its users do; for tests. */
export async function runWorld(world: object): Promise<RunningWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(world));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'command.ts'), 'start', file, '--json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    exited.then((code) => {
      throw new Error(`the lab ended (${code}): ${complaints.join('\n')}`);
    }),
  ]);
  const ready = JSON.parse(line) as Ready; // written by readyOf
  const places = ready.configuration as unknown as Places; // likewise
  const at = (hostPort: string) => {
    const [host = '', port = ''] = (places.network.connect[hostPort] ?? '').split(':');
    return { host, port: Number(port) };
  };
  return {
    ready,
    places,
    ca: readFileSync(places.network.ca),
    process: child,
    at,
    accessLog: () =>
      readFileSync(ready.accessLog, 'utf8')
        .trim()
        .split('\n')
        .map((each) => JSON.parse(each)),
    run: async (host, script, parameters = {}) => {
      const response = await fetch(`${places.windows.executor}/run`, {
        method: 'POST',
        body: JSON.stringify({ host, script, parameters }),
      });
      return (await response.json()) as Readonly<Record<string, unknown>>;
    },
    stop: async () => {
      child.stdin.end();
      const code = await exited;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
