import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Order } from '../worker/signatures.ts';
import { audit } from './audit.ts';
import { answered, type DeskContext, idOf, moment, no, yes } from './context.ts';
import { basisOf, caseFileOf, expectedStates } from './plan-basis.ts';
import type { Answer, Desk, Person, PlanState, PlanView, Refusal } from './types.ts';
import { findPlan, type PlanRow, planView } from './views.ts';

type No = { readonly ok: false } & Refusal;
/** A plan that a decision moved although the answer is no: it is committed all the same. */
interface Decided {
  readonly answer: Answer<PlanView>;
  readonly caseId?: string;
}

/** Answers to requests: by an approver who is somebody else, once, in time, on the plan that was shown. */
export function decidingOn(context: DeskContext): Pick<Desk, 'decide' | 'withdraw'> {
  const run = (what: string, body: (go: Transaction<Tables>) => Promise<Decided>) =>
    answered(async () => {
      const { answer, caseId } = await context.store.change(what, body);
      if (caseId !== undefined) context.changed(caseId);
      context.wake();
      return answer;
    });
  return {
    decide: (ask) => run('decide a plan', (go) => decide(context, go, ask)),
    withdraw: ({ planId, nonce, by }) =>
      run('withdraw a plan', async (go) => {
        const plan = await lockPlan(go, planId, nonce);
        if ('refused' in plan) return { answer: plan };
        if (plan.requested_by_id !== idOf(by)) {
          return { answer: no('not-allowed', 'Only whoever asked may withdraw a request.') };
        }
        if (plan.state !== 'requested') return { answer: alreadyDecided(plan) };
        return moved(context, go, plan, 'withdrawn', by, 'plan-withdrawn');
      }),
  };
}

async function decide(
  context: DeskContext,
  go: Transaction<Tables>,
  ask: Parameters<Desk['decide']>[0],
): Promise<Decided> {
  const { policy } = context;
  const { by } = ask;
  const plan = await lockPlan(go, ask.planId, ask.nonce);
  if ('refused' in plan) return { answer: plan };
  if (!policy.approvers.includes(idOf(by))) {
    return { answer: no('not-allowed', 'You are not named as an approver, so your answer does not count.') };
  }
  if (plan.requested_by_id === idOf(by)) {
    return { answer: no('own-request', 'You asked for this yourself; another approver must decide.') };
  }
  if (plan.state !== 'requested') return { answer: alreadyDecided(plan) };
  if (plan.expires_at.getTime() <= context.now()) {
    const expired = await moved(context, go, plan, 'expired', undefined, 'plan-expired');
    return {
      ...expired,
      answer: no('expired', `The request expired at ${moment(plan.expires_at)}. Look again and ask anew.`),
    };
  }
  const known = await go
    .selectFrom('approvals')
    .selectAll()
    .where('plan_id', '=', plan.id)
    .where('by_id', '=', idOf(by))
    .executeTakeFirst();
  if (known !== undefined) {
    return {
      answer: no(
        'already-decided',
        `You answered this at ${moment(known.at)} already; one more approver is needed.`,
      ),
    };
  }
  if (ask.decision === 'reject') {
    await recordApproval(context, go, plan, ask);
    return moved(context, go, plan, 'rejected', by, 'plan-rejected', ask.reason);
  }
  const stop = await go.selectFrom('switches').selectAll().where('name', '=', 'stop').executeTakeFirst();
  if (stop !== undefined) {
    return { answer: no('stopped', `All changes are stopped since ${moment(stop.at)}: ${stop.reason}`) };
  }
  const changed = await changedSince(context, go, plan);
  if (changed !== undefined) {
    const ended = await moved(context, go, plan, 'expired', undefined, 'plan-overtaken', changed);
    return { ...ended, answer: no('changed', changed) };
  }
  await recordApproval(context, go, plan, ask);
  const { approvals } = await go
    .selectFrom('approvals')
    .select(({ fn }) => fn.countAll<string>().as('approvals'))
    .where('plan_id', '=', plan.id)
    .where('decision', '=', 'approve')
    .executeTakeFirstOrThrow();
  if (Number(approvals) < plan.approvals_needed) {
    await audit(go, {
      at: context.now(),
      who: { person: by },
      what: 'plan-approved-by-one-of-two',
      caseId: plan.case_id,
      planId: plan.id,
    });
    return { answer: yes(planView(plan)), caseId: plan.case_id };
  }
  await moved(context, go, plan, 'approved', by, 'plan-approved', ask.reason);
  await queueJob(context, go, plan);
  const queued = await go
    .updateTable('plans')
    .set({ state: 'queued' })
    .where('id', '=', plan.id)
    .where('state', '=', 'approved')
    .returningAll()
    .executeTakeFirstOrThrow();
  return { answer: yes(planView(queued)), caseId: plan.case_id };
}

/** The plan, locked for this transaction: of two clicks at once the second sees what the first did. */
async function lockPlan(go: Transaction<Tables>, id: string, nonce: string): Promise<PlanRow | No> {
  const found = await findPlan(go, id);
  if (found === undefined) return no('unknown', 'There is no such request.');
  const plan = await go
    .selectFrom('plans')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (plan.nonce !== nonce) return no('forged', 'This button does not belong to that request.');
  return plan;
}

function alreadyDecided(plan: PlanRow): No {
  if (plan.state === 'expired') return no('expired', `The request expired at ${moment(plan.expires_at)}.`);
  if (plan.state === 'withdrawn')
    return no('already-decided', `${plan.requested_by.name} withdrew the request.`);
  const by = plan.decided_by === null ? '' : ` by ${plan.decided_by.name}`;
  const at = plan.decided_at === null ? '' : ` at ${moment(plan.decided_at)}`;
  const how = plan.state === 'rejected' ? 'rejected' : 'approved';
  return no('already-decided', `It was ${how}${by}${at}.`);
}

async function recordApproval(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
  ask: Parameters<Desk['decide']>[0],
): Promise<void> {
  await go
    .insertInto('approvals')
    .values({
      plan_id: plan.id,
      by_id: idOf(ask.by),
      by: json(ask.by),
      decision: ask.decision,
      reason: ask.reason ?? null,
      at: new Date(context.now()),
    })
    .execute();
}

/** Moves a requested plan on, if nobody else did, with its audit line. */
async function moved(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
  state: PlanState,
  by: Person | undefined,
  what: string,
  reason?: string,
): Promise<Decided> {
  const decision = by !== undefined && (state === 'approved' || state === 'rejected');
  const after = await go
    .updateTable('plans')
    .set({
      state,
      decision_reason: reason ?? null,
      ...(decision
        ? { decided_by: json(by), decided_by_id: idOf(by), decided_at: new Date(context.now()) }
        : {}),
    })
    .where('id', '=', plan.id)
    .where('state', '=', 'requested')
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(go, {
    at: context.now(),
    who: by === undefined ? { system: 'desk' } : { person: by },
    what,
    caseId: plan.case_id,
    planId: plan.id,
    ...(reason === undefined ? {} : { detail: { reason } }),
  });
  return { answer: yes(planView(after)), caseId: plan.case_id };
}

/** Why the plan no longer stands on what was seen last; undefined while it does. */
async function changedSince(
  context: DeskContext,
  go: Transaction<Tables>,
  plan: PlanRow,
): Promise<string | undefined> {
  const look = await go
    .selectFrom('looks')
    .innerJoin('cases', 'cases.look_id', 'looks.id')
    .selectAll('looks')
    .where('cases.id', '=', plan.case_id)
    .executeTakeFirst();
  if (look === undefined || look.id === plan.look_id) return undefined;
  const caseFile = caseFileOf(look);
  if (caseFile === undefined || look.diagnosis === null) return undefined;
  const basis = basisOf({ caseFile, diagnosis: look.diagnosis }, plan.remedy, context.catalogue);
  if ('missing' in basis) return `It was looked at again since: ${basis.missing}`;
  if (basis.fingerprint === plan.fingerprint) return undefined;
  return 'It was looked at again since, and the proof is another one now. Ask anew on the newest diagnosis.';
}

/** Signs the order and queues it, in the transaction of the approval. */
async function queueJob(context: DeskContext, go: Transaction<Tables>, plan: PlanRow): Promise<void> {
  const look = await go
    .selectFrom('looks')
    .selectAll()
    .where('id', '=', plan.look_id)
    .executeTakeFirstOrThrow();
  const caseFile = caseFileOf(look);
  const basis =
    caseFile === undefined || look.diagnosis === null
      ? { missing: 'its look is gone' }
      : basisOf({ caseFile, diagnosis: look.diagnosis }, plan.remedy, context.catalogue);
  if ('missing' in basis) throw new Error(`plan ${plan.id} cannot be carried out: ${basis.missing}`);
  const id = randomUUID();
  const notAfter = new Date(context.now() + context.policy.jobMs);
  const order: Order = {
    id,
    action: plan.remedy,
    parameters: plan.parameters,
    targets: [...plan.targets],
    limits: plan.limits,
    subject: { mailbox: look.mailbox ?? '', server: basis.seen.text('mailbox.server') ?? '' },
    expected: expectedStates(basis),
    seenAt: look.asked_at.toISOString(),
    notAfter: notAfter.toISOString(),
  };
  await go
    .insertInto('jobs')
    .values({
      id,
      plan_id: plan.id,
      delivery: id,
      order: json(order),
      signature: context.signer.sign(order),
      not_after: notAfter,
      worker: null,
      journal: null,
    })
    .execute();
  await context.store.queue.send('act', id, go);
}
