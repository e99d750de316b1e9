import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Configuration, parseConfiguration, type Secrets } from '../../../services/configuration.ts';
import type { Looked } from '../../../services/looking/graph.ts';
import { createLooker, type Looker, type LookerParts } from '../../../services/looking/looker.ts';

export interface LogLine {
  readonly kind: string;
  readonly listener: string;
  readonly server: string;
  readonly ms: number;
  readonly [detail: string]: unknown;
}
export interface World {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  /** A looker as a process of its own would have it; all of one world share a data folder. */
  looker(more?: Partial<LookerParts>): Promise<Looker>;
  log(): readonly LogLine[];
  stop(): Promise<void>;
}
const command = fileURLToPath(new URL('../../lab/command.ts', import.meta.url));

/** The lab's servers, as processes, with a world that this test states. */
export async function startWorld(
  world: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'popup-desk-looking-'));
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify({ name: 'test', ...world }));
  const child = spawn(process.execPath, [command, 'start', file, '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    exited.then(() => Promise.reject(new Error('the lab ended before it was ready'))),
  ]);
  const ready = JSON.parse(line) as { configuration: object; secrets: Secrets; accessLog: string };
  const configuration = parseConfiguration(
    JSON.stringify({ ...ready.configuration, data: join(folder, 'data'), ...changes }),
    'lab',
  );
  const lookers: Looker[] = [];
  return {
    configuration,
    secrets: ready.secrets,
    looker: async (more = {}) => {
      const looker = await createLooker({
        configuration,
        secrets: ready.secrets,
        vantage: 'test',
        world: file,
        ...more,
      });
      lookers.push(looker);
      return looker;
    },
    log: () =>
      readFileSync(ready.accessLog, 'utf8')
        .split('\n')
        .filter((text) => text !== '')
        .map((text): LogLine => JSON.parse(text)),
    stop: async () => {
      await Promise.all(lookers.map((looker) => looker.close()));
      child.stdin.end();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const factOf = (looked: Looked, path: string): unknown =>
  looked.facts.findLast(({ fact }) => fact.toLowerCase() === path.toLowerCase())?.value;
/** Why a path is unseen: by itself, or by the key or group that holds it. */
export const whyBlind = (looked: Looked, path: string): string | undefined =>
  looked.blind
    .filter(({ fact }) => path === fact || path.startsWith(`${fact}.`) || path.startsWith(`${fact}[`))
    .sort((a, b) => b.fact.length - a.fact.length)[0]?.why;
