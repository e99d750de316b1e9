import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Listening, memoryOf, startListening } from '../child.ts';
import { helpdeskId, startLabModeProcess } from '../lab-mode.ts';
import { sink, someIds, speakers } from '../load.ts';
import { asRatio, atMost, type Bench, inMegabytes, inMs, median, part } from '../part.ts';

const times = 3;
const mailboxes = ['anna', 'bert', 'carla', 'dirk', 'eva', 'frank', 'greta', 'hugo', 'ines', 'jonas'];

export default part({
  id: 'start-up',
  title: 'start-up, fresh and reopened, and resident memory of bot and worker',
  limitSeconds: 180,
  run: async (bench) => {
    const peer = await twice(bench.folder, 'pglite-', (folder) => timed('./pglite-alone.ts', { folder }));
    const bot = await twice(bench.folder, 'bot-', (folder) =>
      timed('./bot-process.ts', { folder, helpdesk: someIds(2) }),
    );
    const all = await twice(bench.folder, 'all-', async (folder) => {
      const started = await startLabModeProcess(folder);
      await started.stop();
      return started.readyMs;
    });
    const kinds = [
      ['fresh', 6_000, '6 s'],
      ['reopened', 2_000, '2 s'],
    ] as const;
    for (const [kind, limit, says] of kinds) {
      bench.row({
        what: `start of the bot alone, ${kind} (median of ${times})`,
        figure: inMs(bot[kind]),
        beside: `its embedded database alone: ${inMs(peer[kind])}`,
        ratio: asRatio(bot[kind], peer[kind]),
        aim: atMost(bot[kind], limit, says),
      });
      bench.row({
        what: `npm start in lab mode, until all is said, ${kind}`,
        figure: inMs(all[kind]),
        beside: `the bot alone: ${inMs(bot[kind])}`,
        ratio: asRatio(all[kind], bot[kind]),
        aim: atMost(all[kind], limit, says),
      });
    }
    await memory(bench);
  },
});

/** The usual ms of a start on an empty folder, and on one that was used before. */
async function twice(
  folder: string,
  name: string,
  start: (folder: string) => Promise<number>,
): Promise<{ readonly fresh: number; readonly reopened: number }> {
  const fresh: number[] = [];
  const reopened: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const empty = mkdtempSync(join(folder, name));
    fresh.push(await start(empty));
    reopened.push(await start(empty));
  }
  return { fresh: median(fresh), reopened: median(reopened) };
}

async function timed(file: string, argument: object): Promise<number> {
  const began = performance.now();
  const started: Listening = await startListening(file, argument);
  const ms = performance.now() - began;
  await started.stop();
  return ms;
}

async function memory({ folder, row }: Bench): Promise<void> {
  const home = mkdtempSync(join(folder, 'memory-'));
  const running = await startLabModeProcess(home);
  const connector = await sink();
  try {
    const worker = running.worker() ?? 0;
    const before = { bot: memoryOf(running.pid), worker: memoryOf(worker) };
    const say = speakers(running.port, connector.url, [helpdeskId(home)]);
    for (const name of mailboxes) await say(`diagnose ${name}@contoso.example`);
    await connector.quiet(4_000, 40_000);
    const after = { bot: memoryOf(running.pid), worker: memoryOf(worker) };
    for (const who of ['bot', 'worker'] as const) {
      const [was, is] = [before[who], after[who]];
      if (was === undefined || is === undefined) {
        row({
          what: `resident memory of the ${who}`,
          figure: 'not measured',
          beside: 'no /proc here',
          ratio: '',
        });
        continue;
      }
      row({
        what: `resident memory of the ${who} after ${mailboxes.length} diagnoses`,
        figure: `${inMegabytes(is.now)}, peak ${inMegabytes(is.peak)}`,
        beside: `when started: ${inMegabytes(was.now)}`,
        ratio: asRatio(is.now, was.now),
      });
    }
  } finally {
    connector.close();
    await running.stop();
  }
}
