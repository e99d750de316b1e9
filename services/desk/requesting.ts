import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { errorCode } from '../error-code.ts';
import { json } from '../store/store.ts';
import type { PlanSheet, Tables } from '../store/tables.ts';
import { audit } from './audit.ts';
import { answered, type DeskContext, idOf, no, yes } from './context.ts';
import { approvalsFor, mayBeApproved, noApprover, obstacleOf, targetKeyOf } from './obstacles.ts';
import { basisOf, caseFileOf, type PlanBasis } from './plan-basis.ts';
import type { Answer, Desk, PlanView, Refusal } from './types.ts';
import { findCase, planView } from './views.ts';

type Ask = Parameters<Desk['requestPlan']>[0];
type No = { readonly ok: false } & Refusal;

/** Asking for a change: what was seen must offer it, and somebody else must be there to approve it. */
export function requestingOn(context: DeskContext): Pick<Desk, 'requestPlan' | 'pendingPlans'> {
  const { store, now } = context;
  return {
    requestPlan: (ask) =>
      answered(async () => {
        const answer = await store
          .change('request a plan', (go) => request(context, go, ask))
          .catch((error: unknown): No => {
            if (!isTwice(error)) throw error;
            return no('not-offered', 'Somebody asked for the same at this very moment.');
          });
        if (answer.ok) context.changed(ask.caseId);
        return answer;
      }),
    pendingPlans: () =>
      store.read('read requests', async (database) => {
        const rows = await database
          .selectFrom('plans')
          .selectAll()
          .where('state', '=', 'requested')
          .where('expires_at', '>', new Date(now()))
          .orderBy('requested_at')
          .execute();
        return rows.map(planView);
      }),
  };
}

async function request(context: DeskContext, go: Transaction<Tables>, ask: Ask): Promise<Answer<PlanView>> {
  const { policy, catalogue } = context;
  const { by } = ask;
  if (![...policy.helpdesk, ...policy.approvers].includes(idOf(by))) {
    return no(
      'not-allowed',
      'Only the helpdesk may ask for a change. Hand the case to the helpdesk instead.',
    );
  }
  const row = await findCase(go, ask.caseId);
  if (row === undefined) return no('unknown', 'There is no such case any more.');
  const look =
    row.look_id === null
      ? undefined
      : await go.selectFrom('looks').selectAll().where('id', '=', row.look_id).executeTakeFirst();
  const caseFile = look === undefined ? undefined : caseFileOf(look);
  if (look?.diagnosis == null || caseFile === undefined || row.state !== 'diagnosed') {
    return no('not-offered', 'The case has no diagnosis to stand on yet. Wait for it, or look again.');
  }
  const basis = basisOf({ caseFile, diagnosis: look.diagnosis }, ask.remedy, catalogue);
  if ('missing' in basis) return no('not-offered', basis.missing);
  const needed = approvalsFor(context, basis.remedy);
  if (!mayBeApproved(context, needed, by)) return noApprover(needed);
  const targetKey = targetKeyOf(basis.remedy, basis.parameters);
  const obstacle = await obstacleTo(context, go, basis, targetKey);
  if (obstacle !== undefined) return obstacle;
  const at = new Date(context.now());
  const plan = await go
    .insertInto('plans')
    .values({
      id: randomUUID(),
      case_id: row.id,
      look_id: look.id,
      nonce: randomBytes(24).toString('base64url'),
      remedy: basis.remedy.id,
      cause: basis.verdict.cause,
      parameters: json(basis.parameters),
      targets: json(basis.targets),
      target_key: targetKey,
      limits: json(basis.remedy.limits(basis.seen, basis.parameters)),
      fingerprint: basis.fingerprint,
      evidence: json(basis.evidence),
      sheet: json(sheetOf(basis)),
      approvals_needed: needed,
      state: 'requested',
      requested_by: json(by),
      requested_by_id: idOf(by),
      requested_at: at,
      reason: ask.reason.trim().slice(0, 1_000),
      expires_at: new Date(at.getTime() + policy.approvalMs),
      decided_by: null,
      decided_by_id: null,
      decision_reason: null,
      steps: json(basis.targets.map((target) => ({ target, state: 'waiting', says: '' }))),
      outcome: null,
      comparison: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(go, {
    at: at.getTime(),
    who: { person: by },
    what: 'plan-requested',
    caseId: row.id,
    planId: plan.id,
    detail: { remedy: plan.remedy, parameters: plan.parameters, fingerprint: plan.fingerprint },
  });
  return yes(planView(plan));
}

/** What stands against asking now; two people asking at the same time take turns, and requests whose time is over end. */
async function obstacleTo(
  context: DeskContext,
  go: Transaction<Tables>,
  basis: PlanBasis,
  targetKey: string,
): Promise<No | undefined> {
  // The unique index says the same once more.
  await go.selectFrom('plans').select('id').where('target_key', '=', targetKey).forUpdate().execute();
  const obstacle = await obstacleOf(context, go, basis.remedy, targetKey);
  if (obstacle !== undefined) return obstacle;
  await go
    .updateTable('plans')
    .set({ state: 'expired' })
    .where('target_key', '=', targetKey)
    .where('state', '=', 'requested')
    .execute();
  return undefined;
}

function sheetOf({ remedy, parameters, targets, verdict, seen }: PlanBasis): PlanSheet {
  return {
    title: remedy.title,
    what: `${remedy.title}: ${targets.join(', ')}. ${remedy.consequences}`,
    why: verdict.for.map(({ text }) => text),
    against: verdict.against.map(({ text }) => text),
    impact: remedy.impact(seen, parameters),
    ifNothing: remedy.ifNothing,
    alternative: remedy.alternative,
    rollback: remedy.rollback,
    command: targets.map((target) => remedy.command(parameters, target)).join('\n'),
  };
}

/** SQLSTATE 23505: the unique index on open plans, when two asked at once. */
const isTwice = (error: unknown): boolean => errorCode(error) === '23505';
