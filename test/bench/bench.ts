/** `npm run bench`: what Popup Desk takes, each figure beside its peer or limit in the same run. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Part, Row } from './part.ts';
import { loadPart, partIds } from './parts.ts';
import { tableOf } from './table.ts';

const runner = fileURLToPath(new URL('./run-part.ts', import.meta.url));

const help = (parts: readonly Part[]) => `bench: what Popup Desk takes, each figure beside its peer or limit

  npm run bench                    every part, then one table (some minutes; keep the machine quiet)
  npm run bench -- --only <part>   one part; repeatable
  npm run bench -- --help

${parts.map(({ id, title, limitSeconds }) => `  ${id.padEnd(16)} ${title} (at most ${limitSeconds} s)`).join('\n')}

Progress goes to standard error, the table to standard output; nothing is written here. With DATABASE_URL the
second store is that server, else one that is started where PostgreSQL is installed. Exit status: 0 every aim
was met; 1 one was missed or a part failed; 2 wrong usage.`;

interface Ended {
  readonly part: Part;
  readonly rows: readonly Row[];
  readonly failure?: string;
}

/** Runs a part in a process group of its own, so that whatever it started ends with it. */
function runPart(part: Part): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'popup-desk-bench-'));
  // A PostgreSQL server runs as another user and must reach its files below this folder.
  chmodSync(folder, 0o755);
  const rows: Row[] = [];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', runner, part.id], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    env: { ...process.env, TMPDIR: folder },
  });
  const endAll = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const interrupted = () => {
    endAll();
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  // The runner sends nothing but rows.
  child.on('message', (row) => rows.push(row as Row));
  return new Promise((resolve) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endAll();
    }, part.limitSeconds * 1000);
    child.once('exit', (status) => {
      clearTimeout(timer);
      endAll();
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      const failure = late
        ? `was not done within ${part.limitSeconds} s`
        : `ended with status ${status ?? 'none'}`;
      resolve({ part, rows, ...(status === 0 ? {} : { failure }) });
    });
  });
}

async function run(argv: readonly string[]): Promise<number> {
  const parts = await Promise.all((await partIds()).map(loadPart));
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.help) {
    console.log(help(parts));
    return 0;
  }
  const strange = values.only.find((id) => !parts.some((part) => part.id === id));
  if (strange !== undefined) {
    console.error(`there is no part ${strange}; there are ${parts.map(({ id }) => id).join(', ')}`);
    return 2;
  }
  const ended: Ended[] = [];
  const began = performance.now();
  for (const part of parts.filter(({ id }) => values.only.length === 0 || values.only.includes(id))) {
    console.error(`${part.id}: ${part.title}`);
    ended.push(await runPart(part));
  }
  const rows = ended.flatMap((one): readonly Row[] => [
    ...one.rows,
    ...(one.failure === undefined
      ? []
      : [{ what: one.part.title, figure: 'not measured', beside: one.failure, ratio: '' }]),
  ]);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`\n${tableOf(rows)}\n`);
  console.log(
    `${seconds} s in all, on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}.`,
  );
  return rows.some(({ aim }) => aim?.met === false) || ended.some(({ failure }) => failure !== undefined)
    ? 1
    : 0;
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return 2;
});
