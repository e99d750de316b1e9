import { json } from '../store/store.ts';
import { audit } from './audit.ts';
import type { DeskContext } from './context.ts';
import { keepLook } from './looks-done.ts';
import { cancelQueued } from './rechecking.ts';

/** Ends what nobody ended in time: requests, looks nobody took or finished, jobs nobody took or that fell silent. */
export async function sweep(context: DeskContext): Promise<void> {
  const changed = [
    ...(await expirePlans(context)),
    ...(await endLooks(context)),
    ...(await cancelUnclaimed(context)),
    ...(await giveUpSilent(context)),
  ];
  for (const caseId of new Set(changed)) context.changed(caseId);
}

function expirePlans({ store, now }: DeskContext): Promise<readonly string[]> {
  return store.change('expire requests', async (go) => {
    const expired = await go
      .updateTable('plans')
      .set({ state: 'expired' })
      .where('state', '=', 'requested')
      .where('expires_at', '<=', new Date(now()))
      .returning(['id', 'case_id'])
      .execute();
    for (const { id, case_id: caseId } of expired) {
      await audit(go, { at: now(), who: { system: 'desk' }, what: 'plan-expired', caseId, planId: id });
    }
    return expired.map((plan) => plan.case_id);
  });
}

async function endLooks(context: DeskContext): Promise<readonly string[]> {
  const { store, now, policy } = context;
  const seconds = Math.round(policy.takeUpMs / 1000);
  const open = await store.read('read open looks', (database) =>
    database
      .selectFrom('looks')
      .selectAll()
      .where('state', 'in', ['queued', 'running'])
      .where('asked_at', '<=', new Date(now() - policy.takeUpMs))
      .execute(),
  );
  const changed: string[] = [];
  for (const look of open) {
    // A running look is the queue's to hand out again until its last try; only then is it over.
    if (look.state === 'running' && (await store.queue.pending('look', look.id))) continue;
    const says =
      look.state === 'queued'
        ? `No worker took the look within ${seconds} seconds. Start one inside the network (npm run worker), then look again.`
        : `Worker ${look.worker ?? ''} fell silent before it had answered. Look again.`;
    const caseId = await store.change('end a look', async (go) => {
      const still = await go
        .selectFrom('looks')
        .selectAll()
        .where('id', '=', look.id)
        .where('state', '=', look.state)
        .forUpdate()
        .executeTakeFirst();
      return still === undefined ? undefined : keepLook(context, go, still, { state: 'failed', says });
    });
    context.lookEnded(look.id);
    if (caseId !== undefined) changed.push(caseId);
  }
  return changed;
}

function cancelUnclaimed(context: DeskContext): Promise<readonly string[]> {
  return context.store.change('cancel jobs nobody took', async (go) => {
    const late = await go
      .selectFrom('jobs')
      .innerJoin('plans', 'plans.id', 'jobs.plan_id')
      .select(['jobs.id', 'jobs.plan_id'])
      .where('plans.state', '=', 'queued')
      .where('jobs.worker', 'is', null)
      .where('jobs.not_after', '<=', new Date(context.now()))
      .execute();
    const changed: string[] = [];
    for (const job of late) {
      await go.selectFrom('jobs').select('id').where('id', '=', job.id).forUpdate().execute();
      const plan = await go
        .selectFrom('plans')
        .selectAll()
        .where('id', '=', job.plan_id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      if (plan.state !== 'queued') continue;
      await cancelQueued(
        context,
        go,
        plan,
        'Not run: no worker that may act took it in time. Is one running with worker.act on?',
      );
      changed.push(plan.case_id);
    }
    return changed;
  });
}

function giveUpSilent(context: DeskContext): Promise<readonly string[]> {
  const { store, now, policy } = context;
  return store.change('give up silent jobs', async (go) => {
    const silent = await go
      .selectFrom('jobs')
      .innerJoin('plans', 'plans.id', 'jobs.plan_id')
      .select(['jobs.id', 'jobs.plan_id', 'jobs.worker', 'plans.case_id'])
      .where('plans.state', '=', 'running')
      .where('jobs.finished_at', 'is', null)
      .where('jobs.beat_at', '<=', new Date(now() - policy.silenceMs))
      .execute();
    const changed: string[] = [];
    for (const job of silent) {
      await go.selectFrom('jobs').select('id').where('id', '=', job.id).forUpdate().execute();
      const plan = await go
        .selectFrom('plans')
        .selectAll()
        .where('id', '=', job.plan_id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      if (plan.state !== 'running') continue;
      const says = `Worker ${job.worker ?? ''} has not been heard of since; look at the server before anything else.`;
      const steps = plan.steps.map((step) =>
        step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'uncertain', says } : step,
      );
      await go
        .updateTable('plans')
        .set({ state: 'uncertain', steps: json(steps), finished_at: new Date(now()) })
        .where('id', '=', plan.id)
        .execute();
      await audit(go, {
        at: now(),
        who: { system: 'desk' },
        what: 'job-uncertain',
        caseId: plan.case_id,
        planId: plan.id,
        detail: { job: job.id, worker: job.worker },
      });
      changed.push(plan.case_id);
    }
    return changed;
  });
}
