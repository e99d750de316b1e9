import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a command said and how it ended, run as a process of its own with only this environment besides PATH. */
export function runCommand(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | null; readonly out: string; readonly error: string }> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [join(root, `bot/commands/${name}.ts`), ...args], {
    env: { PATH, ...environment },
    cwd: environment.POPUP_DESK_DATA ?? root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.error += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...said })));
}
