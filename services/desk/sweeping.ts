import { json, type Store } from '../store/store.ts';
import { audit } from './audit.ts';
import type { DeskContext } from './context.ts';
import { keepLook } from './looks-done.ts';
import { cancelQueued } from './rechecking.ts';

/** No look is lost before its first heartbeat could lapse. */
const lostMs = 10_000;
/** ms in which another worker must take over a look whose worker fell silent; each asks twice a second. */
const handOverMs = 3_000;

/** Ends what nobody ended in time: requests, looks nobody took or finished, jobs nobody took or that fell silent. */
export async function sweep(context: DeskContext): Promise<void> {
  const changed = [
    ...(await expirePlans(context)),
    ...(await endLooks(context)),
    ...(await cancelUnclaimed(context)),
    ...(await noticeSilent(context)),
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
      .where(({ eb, or, and }) =>
        or([
          and([eb('state', '=', 'queued'), eb('asked_at', '<=', new Date(now() - policy.takeUpMs))]),
          and([eb('state', '=', 'running'), eb('asked_at', '<=', new Date(now() - lostMs))]),
        ]),
      )
      .execute(),
  );
  const changed: string[] = [];
  for (const look of open) {
    // A running look is the queue's to hand out again until its last try, or until nobody takes it over.
    if (look.state === 'running' && (await isInHand(store, look.id))) continue;
    const says =
      look.state === 'queued'
        ? `No worker took the look within ${seconds} seconds. Start one inside the network (npm run worker), then look again.`
        : `Worker ${look.worker ?? ''} fell silent before it had answered, and no other took the look over. See that one runs inside the network (npm run worker), then look again.`;
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

async function isInHand({ queue }: Store, id: string): Promise<boolean> {
  const waitingMs = await queue.waitingMs('look', id);
  return waitingMs === undefined ? queue.pending('look', id) : waitingMs < handOverMs;
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

/** Says of which running action the worker is not heard of; it stays that worker's. */
function noticeSilent({ store, now, policy }: DeskContext): Promise<readonly string[]> {
  return store.change('notice silent jobs', async (go) => {
    const hushed = await go
      .selectFrom('jobs')
      .innerJoin('plans', 'plans.id', 'jobs.plan_id')
      .select(['jobs.plan_id', 'jobs.worker', 'jobs.beat_at', 'plans.case_id'])
      .where('plans.state', '=', 'running')
      .where('plans.silent', 'is', null)
      .where('jobs.finished_at', 'is', null)
      .where('jobs.beat_at', '<=', new Date(now() - policy.hushMs))
      .execute();
    for (const { plan_id: planId, worker, beat_at: at } of hushed) {
      const since = (at ?? new Date(now())).toISOString().slice(11, 19);
      const silent = `The worker ${worker ?? ''} has not been heard of since ${since} UTC; it settles its job when it is back, and no other worker takes it. Is it running?`;
      await go
        .updateTable('plans')
        .set({ silent })
        .where('id', '=', planId)
        .where('state', '=', 'running')
        .execute();
    }
    return hushed.map((job) => job.case_id);
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
        .set({ state: 'uncertain', silent: null, steps: json(steps), finished_at: new Date(now()) })
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
