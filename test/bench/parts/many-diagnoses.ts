import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startLab } from '../../../bot/lab-process.ts';
import { type Catalogue, loadCatalogue } from '../../../services/catalogue.ts';
import { diagnoseInTurns } from '../../../services/diagnosis/in-turns.ts';
import type { Look } from '../../../services/looking/look.ts';
import { createLooker, loadLooks } from '../../../services/looking/looker.ts';
import { accessOf } from '../access.ts';
import {
  asRatio,
  atMost,
  type Bench,
  inMegabytes,
  inMs,
  median,
  part,
  peakMemory,
  percentile,
} from '../part.ts';
import { apart, counted, type Reached, spelled, sum } from '../reached.ts';
import { worldOfMany } from '../world-of-many.ts';

const mailboxes = 200;
const sharedLifeMs = 30_000;

export default part({
  id: 'many-diagnoses',
  title: `${mailboxes} diagnoses at once for ${mailboxes} mailboxes on the same servers`,
  limitSeconds: 150,
  run: async (bench) => {
    const { file, addresses } = worldOfMany(bench.folder, mailboxes);
    const lab = await startLab(file);
    try {
      await measure(lab, addresses, bench);
    } finally {
      await lab.stop();
    }
  },
});

interface Run {
  /** ms until each was looked at, and until each was judged too. */
  readonly looked: readonly number[];
  readonly judged: readonly number[];
  readonly ms: number;
  readonly blind: number;
  /** Runs of looks that are shared, and the different subjects that they looked at. */
  readonly looks: number;
  readonly subjects: number;
  readonly ofServers: Reached;
  readonly ofMailboxes: Reached;
}

async function measure(lab: Lab, addresses: readonly string[], { folder, row }: Bench): Promise<void> {
  const catalogue = await loadCatalogue();
  const before = peakMemory();
  const alone = await run(lab, addresses.slice(0, 1), catalogue, folder);
  const all = await run(lab, addresses, catalogue, folder);
  const lives = Math.ceil(Math.max(...all.looked) / sharedLifeMs);
  row({
    what: `${mailboxes} diagnoses at once: looks at servers`,
    figure: `${all.looks} looks`,
    beside: `servers × their probes × lives of ${sharedLifeMs / 1000} s: ${all.subjects} × ${lives}`,
    ratio: asRatio(all.looks, all.subjects * lives),
    aim: atMost(all.looks, all.subjects * lives, '1'),
  });
  row({
    what: '… what of them reached the lab, by its log',
    figure: `${sum(all.ofServers)} of all kinds`,
    beside: `one diagnosis alone: ${sum(alone.ofServers)}, in each life`,
    ratio: asRatio(sum(all.ofServers), sum(alone.ofServers) * lives),
    aim: atMost(sum(all.ofServers), sum(alone.ofServers) * lives, '1'),
  });
  const servers = [...new Set([...all.ofServers.keys(), ...all.ofMailboxes.keys()])].toSorted();
  for (const server of servers) {
    for (const [of, reached, before, times] of [
      ['for servers', all.ofServers, alone.ofServers, lives],
      ['for mailboxes', all.ofMailboxes, alone.ofMailboxes, mailboxes],
    ] as const) {
      if (sum(reached, server) === 0) continue;
      row({
        what: `… … reached ${server} ${of}`,
        figure: spelled(reached, server),
        beside: `one alone: ${times} × (${spelled(before, server)})`,
        ratio: asRatio(sum(reached, server), times * sum(before, server)),
      });
    }
  }
  row({
    what: '… time to the verdict, all asked at the same moment',
    figure: `p50 ${inMs(median(all.judged))}, p95 ${inMs(percentile(all.judged, 0.95))}, all ${inMs(all.ms)}`,
    beside: `${mailboxes} times one alone (${inMs(alone.ms)}): ${inMs(mailboxes * alone.ms)}`,
    ratio: asRatio(all.ms, mailboxes * alone.ms),
  });
  row({
    what: '… … of it until everything was looked at',
    figure: `p50 ${inMs(median(all.looked))}, p95 ${inMs(percentile(all.looked, 0.95))}`,
    beside: `deadline of a look: ${inMs(lab.configuration.lookSeconds * 1000)}`,
    ratio: asRatio(percentile(all.looked, 0.95), lab.configuration.lookSeconds * 1000),
  });
  row({
    what: '… blind spots of a diagnosis',
    figure: `${(all.blind / mailboxes).toFixed(1)} on average`,
    beside: `one alone: ${alone.blind}`,
    ratio: asRatio(all.blind / mailboxes, alone.blind),
  });
  row({
    what: '… peak memory of the process that looks',
    figure: inMegabytes(peakMemory()),
    beside: `before: ${inMegabytes(before)}`,
    ratio: asRatio(peakMemory(), before),
  });
}

async function run(
  lab: Lab,
  addresses: readonly string[],
  catalogue: Catalogue,
  folder: string,
): Promise<Run> {
  const { serviceAccount } = lab.secrets;
  const { looks, count } = counting(await loadLooks());
  const looker = await createLooker({
    configuration: { ...lab.configuration, data: mkdtempSync(join(folder, 'data-')) },
    secrets: serviceAccount === undefined ? {} : { serviceAccount },
    vantage: 'bench',
    world: lab.world,
    looks,
  });
  const before = accessOf(lab).length;
  const seen: number[] = [];
  const judged: number[] = [];
  let blind = 0;
  const began = performance.now();
  await Promise.all(
    addresses.map(async (address) => {
      const looked = await looker.look(address);
      if (looked.refusal !== undefined) throw new Error(looked.refusal.says);
      seen.push(performance.now() - began);
      const { mailbox, facts } = looked;
      await diagnoseInTurns(
        { case: 'popup-desk/1', mailbox, at: new Date().toISOString(), facts, blind: looked.blind },
        catalogue,
      );
      blind += looked.blind.length;
      judged.push(performance.now() - began);
    }),
  );
  const ms = performance.now() - began;
  await looker.close();
  const { ofServers, ofMailboxes } = apart(accessOf(lab).slice(before));
  return {
    looked: seen,
    judged,
    ms,
    blind,
    ...count(),
    ofServers: counted(ofServers),
    ofMailboxes: counted(ofMailboxes),
  };
}

/** The same looks, counting their runs for shared subjects. */
function counting(looks: readonly Look[]) {
  const subjects = new Map<string, number>();
  return {
    looks: looks.map(
      (look): Look => ({
        ...look,
        run: (subject, known, clients, signal) => {
          const key = `${look.id} ${subject.key}`;
          if (subject.shared) subjects.set(key, (subjects.get(key) ?? 0) + 1);
          return look.run(subject, known, clients, signal);
        },
      }),
    ),
    count: () => ({
      looks: [...subjects.values()].reduce((total, runs) => total + runs, 0),
      subjects: subjects.size,
    }),
  };
}
