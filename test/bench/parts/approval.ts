import { setTimeout as wait } from 'node:timers/promises';
import { lookedAt, mailbox } from '../../services/desk/stale-case.ts';
import {
  aron,
  granted,
  type HandWorker,
  handWorker,
  hanna,
  type StandingDesk,
  standDesk,
  untilCase,
} from '../../services/desk/standing-desk.ts';
import { asRatio, type Bench, inMs, median, part, percentile } from '../part.ts';
import { openStoreToMeasure } from '../stores.ts';

const times = 100;
/** On a slow or busy machine fewer rounds tell enough. */
const mostMs = 30_000;

export default part({
  id: 'approval',
  title: 'from the approval until a worker holds the job',
  limitSeconds: 120,
  run: async (bench) => {
    for (const name of ['PGlite', 'PostgreSQL'] as const) {
      const store = await openStoreToMeasure(name);
      if (typeof store === 'string') {
        bench.row({
          what: `approve → worker holds the job, on ${name}`,
          figure: 'not measured',
          beside: store,
          ratio: '',
        });
        continue;
      }
      // standDesk takes an empty database of this server, or a folder.
      if (store.database === undefined) delete process.env.DATABASE_URL;
      else process.env.DATABASE_URL = store.database;
      const standing = await standDesk();
      try {
        await measure(name, standing, bench);
      } finally {
        await standing.close();
        await store.close();
      }
    }
  },
});

async function measure(name: string, standing: StandingDesk, { row }: Bench): Promise<void> {
  const worker = await handWorker(standing.desk);
  const held: number[] = [];
  const bare: number[] = [];
  try {
    const until = performance.now() + mostMs;
    for (let count = 0; count < times && performance.now() < until; count += 1) {
      held.push(await approved(standing, worker));
      bare.push(await emptyClaim(worker));
    }
  } finally {
    await worker.close();
  }
  row({
    what: `approve → worker holds the job, on ${name} (${held.length} times)`,
    figure: `p50 ${inMs(median(held))}, p99 ${inMs(percentile(held, 0.99))}`,
    beside: `a claim that finds nothing: p50 ${inMs(median(bare))}, p99 ${inMs(percentile(bare, 0.99))}`,
    ratio: asRatio(median(held), median(bare)),
  });
}

/** ms from the click until the worker that waits has the signed order in hand. */
async function approved({ desk, clock }: StandingDesk, worker: HandWorker): Promise<number> {
  // Beyond the cool-down of the target that the round before changed.
  clock.forward(24 * 3_600_000);
  const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  await worker.answer(lookedAt(clock.now()));
  const { id: caseId } = await untilCase(desk, opened.id, ({ state }) => state === 'diagnosed');
  const plan = granted(
    await desk.requestPlan({ caseId, remedy: 'recycle-app-pool', by: hanna, reason: 'measured' }),
  );
  const claiming = worker
    .claim({ act: true, waitMs: 20_000 })
    .then((claimed) => ({ claimed, at: performance.now() }));
  // Until that claim certainly waits at the gateway.
  await wait(50);
  const began = performance.now();
  granted(await desk.decide({ planId: plan.id, nonce: plan.nonce, by: aron, decision: 'approve' }));
  const { claimed, at } = await claiming;
  if (claimed.act === undefined) throw new Error('the worker was given no job');
  const steps = claimed.act.order.targets.map((target) => ({
    target,
    state: 'succeeded' as const,
    says: 'anew',
  }));
  await worker.finishAct(claimed.act.order.id, { state: 'succeeded', steps });
  await worker.answer(lookedAt(clock.now(), 'recycled'));
  await untilCase(desk, caseId, (view) => view.plan?.outcome !== undefined);
  return at - began;
}

/** ms of a claim that is answered at once: the way over TLS and one question to the store. */
async function emptyClaim(worker: HandWorker): Promise<number> {
  const began = performance.now();
  await worker.claim({ act: true, waitMs: 0 });
  return performance.now() - began;
}
