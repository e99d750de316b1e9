import type { Kysely, Selectable } from 'kysely';
import type { CasesTable, LooksTable, PlansTable, Tables } from '../store/tables.ts';
import { saidIn } from './additions.ts';
import type { DeskContext } from './context.ts';
import { nextStepOf } from './next-step.ts';
import { withObstacles } from './obstacles.ts';
import { planOf } from './siblings.ts';
import type { CaseView, Outcome, PlanView } from './types.ts';

export type CaseRow = Selectable<CasesTable>;
export type PlanRow = Selectable<PlansTable>;
export type LookRow = Selectable<LooksTable>;

/** A plan as the chat renders it. */
export function planView(plan: PlanRow): PlanView {
  const { title, what, why, against, impact, ifNothing, alternative, rollback, command } = plan.sheet;
  const nextStep = nextStepOf(plan);
  return {
    id: plan.id,
    caseId: plan.case_id,
    nonce: plan.nonce,
    remedy: plan.remedy,
    title,
    cause: plan.cause,
    parameters: plan.parameters,
    state: plan.state,
    requestedBy: plan.requested_by,
    requestedAt: plan.requested_at.toISOString(),
    reason: plan.reason,
    expiresAt: plan.expires_at.toISOString(),
    ...(plan.decided_by === null ? {} : { decidedBy: plan.decided_by }),
    ...(plan.decided_at === null ? {} : { decidedAt: plan.decided_at.toISOString() }),
    ...(plan.decision_reason === null ? {} : { decisionReason: plan.decision_reason }),
    what,
    why,
    against,
    impact,
    ifNothing,
    alternative,
    rollback,
    command,
    steps: plan.steps,
    ...(plan.outcome === null
      ? {}
      : { outcome: plan.outcome, outcomeReason: outcomeReason(plan.outcome, plan.seen_outcome) }),
    ...(plan.seen_outcome === null ? {} : { seenOutcome: plan.seen_outcome }),
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(plan.silent === null ? {} : { silent: plan.silent }),
    ...(plan.comparison === null ? {} : { comparison: plan.comparison }),
  };
}

/** The facts' own outcome, or one that only the user's word makes. */
function outcomeReason(outcome: Outcome, seen: Outcome | null): 'facts' | 'user' {
  return outcome === seen || (outcome === 'not-fixed' && seen === 'worse') ? 'facts' : 'user';
}

/** A case as the chat renders it, with its newest diagnosis and plan. */
export async function caseViewOf(
  context: DeskContext,
  database: Kysely<Tables>,
  row: CaseRow,
): Promise<CaseView> {
  const plan = await planOf(database, row);
  const look =
    row.look_id === null
      ? undefined
      : await database
          .selectFrom('looks')
          .select('diagnosis')
          .where('id', '=', row.look_id)
          .executeTakeFirst();
  return {
    id: row.id,
    number: `PD-${row.number}`,
    mailbox: row.mailbox,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    audience: row.audience,
    state: row.state,
    progress: row.progress,
    ...(row.says === null ? {} : { says: row.says }),
    ...(look?.diagnosis == null ? {} : { diagnosis: await withObstacles(context, database, look.diagnosis) }),
    ...(plan === undefined ? {} : { plan: planView(plan) }),
    ...(row.user_says === null ? {} : { userSays: row.user_says }),
    ...(row.user_said_by === null ? {} : { userSaidBy: row.user_said_by }),
    withHelpdesk: row.with_helpdesk,
    said: saidIn(row),
    additions: row.additions,
    awaitsReport: row.awaits_report,
  };
}

/** The case of an id as the chat gives it; anything that is no id is simply not there. */
export async function findCase(database: Kysely<Tables>, id: string): Promise<CaseRow | undefined> {
  if (!isId(id)) return undefined;
  return database.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst();
}
/** The case of a number as people quote it, `PD-17`, in any case of letters. */
export async function findNumber(database: Kysely<Tables>, number: string): Promise<CaseRow | undefined> {
  const digits = /^pd-(\d{1,9})$/i.exec(number.trim())?.[1];
  if (digits === undefined) return undefined;
  return database.selectFrom('cases').selectAll().where('number', '=', Number(digits)).executeTakeFirst();
}
export async function findPlan(database: Kysely<Tables>, id: string): Promise<PlanRow | undefined> {
  if (!isId(id)) return undefined;
  return database.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst();
}
/** Whether a text from outside can be an id of ours at all; PostgreSQL fails on any other. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
