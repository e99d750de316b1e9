import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { askForLook, nothingYet } from './asking-looks.ts';
import { audit } from './audit.ts';
import type { DeskContext } from './context.ts';
import type { JudgedLook } from './looks-done.ts';
import { basisOf } from './plan-basis.ts';
import type { CaseRow, LookRow, PlanRow } from './views.ts';

/** Whether the plan's newest proof is too old to act on. */
export async function isStale(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
): Promise<boolean> {
  const newest = await go
    .selectFrom('looks')
    .select(({ fn }) => fn.max('finished_at').as('at'))
    .where('state', '=', 'done')
    .where(({ eb, or, and }) =>
      or([eb('id', '=', plan.look_id), and([eb('plan_id', '=', plan.id), eb('purpose', '=', 'recheck')])]),
    )
    .executeTakeFirst();
  return context.now() - (newest?.at?.getTime() ?? 0) > context.policy.proofMs;
}

/** Looks again for a plan: before its effect (`recheck`, the job waits for it) or after it (`verify`). */
export async function askForPlanLook(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
  purpose: 'recheck' | 'verify',
): Promise<void> {
  const { mailbox } = await go
    .selectFrom('cases')
    .select('mailbox')
    .where('id', '=', plan.case_id)
    .executeTakeFirstOrThrow();
  await askForLook(go, context.store.queue, {
    purpose,
    address: mailbox,
    at: context.now(),
    caseId: plan.case_id,
    planId: plan.id,
  });
}

/** The user says "still there" after a second look: the case is open again, and the same facts are looked at once more. */
export async function verifyAgain(
  context: DeskContext,
  go: Transaction<Tables>,
  row: CaseRow,
  plan: PlanRow,
): Promise<void> {
  if (plan.state !== 'succeeded' || plan.seen_outcome === null || row.state !== 'diagnosed') return;
  await go
    .updateTable('cases')
    .set({ state: 'looking', progress: json(nothingYet), says: null })
    .where('id', '=', row.id)
    .execute();
  await askForLook(go, context.store.queue, {
    purpose: 'verify',
    address: row.mailbox,
    at: context.now(),
    caseId: row.id,
    planId: plan.id,
  });
}

/** Queues the job again when its proof still stands; cancels the plan when it does not, or cannot be seen. */
export async function resumeAfterRecheck(
  context: DeskContext,
  go: Transaction<Tables>,
  look: LookRow,
  judged: JudgedLook | undefined,
): Promise<void> {
  if (look.plan_id === null) return;
  const plan = await go
    .selectFrom('plans')
    .selectAll()
    .where('id', '=', look.plan_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (plan.state !== 'queued') return;
  const basis =
    judged === undefined
      ? { missing: 'it could not be looked at again' }
      : basisOf(judged, plan.remedy, context.catalogue);
  if ('missing' in basis || basis.fingerprint !== plan.fingerprint) {
    const why = 'missing' in basis ? basis.missing : 'the proof is another one now';
    await cancelQueued(context, go, plan, `Not run: looked at again before the change, ${why}`);
    return;
  }
  const delivery = randomUUID();
  await go.updateTable('jobs').set({ delivery }).where('plan_id', '=', plan.id).execute();
  await context.store.queue.send('act', delivery, go);
}

/** Ends a plan that no worker has begun; its steps say why. */
export async function cancelQueued(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
  says: string,
): Promise<void> {
  const steps = plan.steps.map(({ target }) => ({ target, state: 'not-run', says }));
  const cancelled = await go
    .updateTable('plans')
    .set({ state: 'cancelled', steps: json(steps), finished_at: new Date(context.now()) })
    .where('id', '=', plan.id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (cancelled.numUpdatedRows === 0n) return;
  await audit(go, {
    at: context.now(),
    who: { system: 'desk' },
    what: 'plan-cancelled',
    caseId: plan.case_id,
    planId: plan.id,
    detail: { says },
  });
}
