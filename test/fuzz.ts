import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Failure, Task, Told } from './fuzz/worker.ts';

const help = `fuzz: broken samples and random bytes for every reader and every parser of foreign bytes

  npm run --silent fuzz -- [--seconds <n>] [--seed <s>] [--target <id>] [--run <n>]

  --seconds <n>    how long, 30 by default
  --seed <s>       the same seed gives the same inputs; a new one by default
  --target <id>    only this parser
  --run <n>        only this input of it, to repeat a failure

Exit status: 0 nothing failed; 1 something threw, hung (more than 1 s) or gave a wrong fact; 2 wrong usage.`;
/** A run that goes on for so long will not end. */
const hangMs = 20_000;

interface Asked {
  readonly seconds: number;
  readonly seed: string;
  readonly target?: string;
  readonly run?: number;
}
function read(argv: readonly string[]): Asked | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Date.now()) },
      target: { type: 'string' },
      run: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new TypeError(`--seconds ${values.seconds}: write a number above 0`);
  const run = values.run === undefined ? undefined : Number(values.run);
  if (run !== undefined && !(Number.isInteger(run) && run >= 0))
    throw new TypeError(`--run ${values.run}: write a whole number`);
  return {
    seconds,
    seed: values.seed,
    ...(values.target === undefined ? {} : { target: values.target }),
    ...(run === undefined ? {} : { run }),
  };
}

/** Fuzzes in a thread of its own, so that one that hangs can be named and ended. */
function fuzz(asked: Asked): Promise<number> {
  const standing = new SharedArrayBuffer(8);
  const now = new Int32Array(standing);
  const { seconds, ...rest } = asked;
  const task: Task = { ...rest, milliseconds: seconds * 1000, standing };
  const worker = new Worker(new URL('./fuzz/worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    let ids: readonly string[] = [];
    let before = '';
    let since = performance.now();
    const watch = setInterval(() => {
      const at = `${Atomics.load(now, 0)} ${Atomics.load(now, 1)}`;
      if (at !== before || ids.length === 0) [before, since] = [at, performance.now()];
      else if (performance.now() - since > hangMs) {
        const target = ids[Atomics.load(now, 0)] ?? '';
        end(1);
        console.log(`${target}: hangs\n${repeat(asked, target, Atomics.load(now, 1))}`);
      }
    }, 500);
    const end = (status: number): void => {
      clearInterval(watch);
      void worker.terminate();
      resolve(status);
    };
    worker.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
    worker.on('message', (told: Told) => {
      if (told.kind === 'targets') {
        ids = told.ids;
        if (asked.target === undefined || ids.includes(asked.target)) return;
        console.error(`--target ${asked.target}: there are ${ids.join(', ')}`);
        end(2);
      } else if (told.kind === 'failed') {
        console.log(failedInWords(asked, told.failure));
        end(1);
      } else {
        for (const [id, runs] of Object.entries(told.runs)) console.log(`${id}: ${runs} runs`);
        const all = Object.values(told.runs).reduce((sum, runs) => sum + runs, 0);
        console.log(
          `${all} runs in ${(told.ms / 1000).toFixed(1)} s, ${Math.round(all / (told.ms / 1000))} a second, seed ${asked.seed}: nothing failed`,
        );
        end(0);
      }
    });
  });
}

const repeat = ({ seed }: Asked, target: string, run: number): string =>
  `again: npm run --silent fuzz -- --seed ${seed} --target "${target}" --run ${run}`;
function failedInWords(asked: Asked, { target, run, says, input }: Failure): string {
  const file = join(tmpdir(), `fuzz-${asked.seed}-${run}.bin`.replace(/[^\w.-]/g, '_'));
  writeFileSync(file, input);
  return `${target}: ${says}\ninput (${input.length} bytes, whole in ${file}): ${JSON.stringify(Buffer.from(input).toString('latin1').slice(0, 400))}\n${repeat(asked, target, run)}`;
}

try {
  const asked = read(process.argv.slice(2));
  if (asked === 'help') console.log(help);
  else process.exitCode = await fuzz(asked);
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
