import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { ActResult, Beaten, Claimed, Step } from '../worker/messages.ts';
import { type Order, orderSchema } from '../worker/signatures.ts';
import { audit } from './audit.ts';
import type { DeskContext } from './context.ts';
import { askForPlanLook, cancelQueued, isStale } from './rechecking.ts';
import type { PlanStep } from './types.ts';
import type { PlanRow } from './views.ts';

type Signed = { readonly order: Order; readonly signature: string };

/** Gives one approved action to a worker, for good: from here on it is this worker's and nobody else's. */
export async function claimAction(
  context: DeskContext,
  worker: string,
  journal: string,
): Promise<Signed | undefined> {
  const { store } = context;
  const [lease] = await store.queue.fetch('act', 1);
  if (lease === undefined) return undefined;
  const claimed = await store.change('claim an action', async (go) => {
    // Delivered once: whatever becomes of it now, the queue never hands it out again.
    if (!(await store.queue.complete('act', lease, go))) return undefined;
    const job = await go
      .selectFrom('jobs')
      .selectAll()
      .where('delivery', '=', lease.id)
      .forUpdate()
      .executeTakeFirst();
    if (job === undefined || job.worker !== null) return undefined;
    const plan = await lockPlan(go, job.plan_id);
    if (plan.state !== 'queued') return undefined;
    const stop = await go
      .selectFrom('switches')
      .select('reason')
      .where('name', '=', 'stop')
      .executeTakeFirst();
    if (stop !== undefined || job.not_after.getTime() <= context.now()) {
      const says =
        stop === undefined
          ? 'Not run: no worker took it in time'
          : `Not run: all changes are stopped (${stop.reason})`;
      await cancelQueued(context, go, plan, says);
      return { caseId: plan.case_id };
    }
    if (await isStale(context, go, plan)) {
      await askForPlanLook(context, go, plan, 'recheck');
      return { caseId: plan.case_id };
    }
    await go
      .updateTable('jobs')
      .set({ worker, journal, claimed_at: new Date(context.now()), beat_at: new Date(context.now()) })
      .where('id', '=', job.id)
      .where('worker', 'is', null)
      .executeTakeFirstOrThrow();
    await go.updateTable('plans').set({ state: 'running' }).where('id', '=', plan.id).execute();
    await audit(go, {
      at: context.now(),
      who: { worker },
      what: 'job-claimed',
      caseId: plan.case_id,
      planId: plan.id,
      detail: { job: job.id },
    });
    return {
      caseId: plan.case_id,
      signed: { order: orderSchema.parse(job.order), signature: job.signature },
    };
  });
  if (claimed === undefined) return undefined;
  context.changed(claimed.caseId);
  context.wake();
  return claimed.signed;
}

/** Actions that a worker claimed and never finished. */
export function unsettledOf(
  context: DeskContext,
  worker: string,
  journal: string,
): Promise<Claimed['unsettled']> {
  return context.store.read('read unsettled actions', async (database) => {
    const jobs = await database
      .selectFrom('jobs')
      .selectAll()
      .where('worker', '=', worker)
      .where('finished_at', 'is', null)
      .execute();
    return jobs.map((job) => ({
      order: orderSchema.parse(job.order),
      signature: job.signature,
      sameJournal: job.journal === journal,
    }));
  });
}

/** Shows how far an action is; tells the worker whether the stop switch was thrown. */
export async function beatAction(
  context: DeskContext,
  worker: string,
  id: string,
  steps: readonly Step[],
): Promise<Beaten> {
  const beaten = await context.store.change('beat an action', async (go) => {
    const job = await ownJob(go, worker, id);
    if (job === undefined || job.finished_at !== null) return undefined;
    await go
      .updateTable('jobs')
      .set({ beat_at: new Date(context.now()) })
      .where('id', '=', id)
      .execute();
    const plan = await lockPlan(go, job.plan_id);
    await go
      .updateTable('plans')
      .set({ steps: json(merged(plan.steps, steps)), silent: null })
      .where('id', '=', plan.id)
      .where('state', '=', 'running')
      .execute();
    const stop = await go.selectFrom('switches').select('name').where('name', '=', 'stop').executeTakeFirst();
    return { caseId: plan.case_id, stop: stop !== undefined };
  });
  if (beaten === undefined) return { yours: false, stop: true };
  context.changed(beaten.caseId);
  return { yours: true, stop: beaten.stop };
}

/** Keeps how an action ended. Told twice, it is accepted twice and kept once. */
export async function finishAction(
  context: DeskContext,
  worker: string,
  id: string,
  result: ActResult,
): Promise<boolean> {
  const caseId = await context.store.change('finish an action', async (go) => {
    const job = await ownJob(go, worker, id);
    if (job === undefined) return undefined;
    const plan = await lockPlan(go, job.plan_id);
    if (job.finished_at !== null) return plan.case_id;
    const at = new Date(context.now());
    await go.updateTable('jobs').set({ finished_at: at }).where('id', '=', id).execute();
    const late = plan.state !== 'running';
    if (!late) {
      await go
        .updateTable('plans')
        .set({
          state: result.state,
          silent: null,
          steps: json(merged(plan.steps, result.steps)),
          finished_at: at,
        })
        .where('id', '=', plan.id)
        .execute();
    }
    await audit(go, {
      at: at.getTime(),
      who: { worker },
      what: late ? 'job-ended-too-late' : `job-${result.state}`,
      caseId: plan.case_id,
      planId: plan.id,
      detail: { job: id, steps: result.steps },
    });
    if (!late && result.state === 'succeeded') await askForPlanLook(context, go, plan, 'verify');
    return plan.case_id;
  });
  if (caseId === undefined) return false;
  context.changed(caseId);
  context.wake();
  return true;
}

const ownJob = (go: Transaction<Tables>, worker: string, id: string) =>
  go
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .where('worker', '=', worker)
    .forUpdate()
    .executeTakeFirst();

const lockPlan = (go: Transaction<Tables>, id: string): Promise<PlanRow> =>
  go.selectFrom('plans').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** The plan's own targets in their order, each with the newest that is known of it. */
function merged(known: readonly PlanStep[], news: readonly Step[]): readonly PlanStep[] {
  return known.map((step) => {
    const found = news.find(({ target }) => target === step.target);
    if (found === undefined) return step;
    const { target, state, says, at } = found;
    return { target, state, says, ...(at === undefined ? {} : { at }) };
  });
}
