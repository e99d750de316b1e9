import type { Transaction } from 'kysely';
import type { CaseFile } from '../case-file.ts';
import { diagnoseInTurns } from '../diagnosis/in-turns.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Fact } from '../facts.ts';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { LookResult } from '../worker/messages.ts';
import { audit } from './audit.ts';
import type { DeskContext } from './context.ts';
import { comparisonOf, outcomeOf } from './outcomes.ts';
import { basisOf } from './plan-basis.ts';
import { resumeAfterRecheck } from './rechecking.ts';
import type { LookRow } from './views.ts';

/** A look with what was judged of it. */
export interface JudgedLook {
  readonly caseFile: CaseFile;
  readonly diagnosis: Diagnosis;
}

/** Told facts stand beside what was looked at; judged at this moment, in turns with all else that the bot does. */
export async function judgeLook(
  context: DeskContext,
  look: LookRow,
  told: readonly Fact[],
  result: Extract<LookResult, { readonly mailbox: string }>,
): Promise<JudgedLook> {
  const caseFile: CaseFile = {
    case: 'popup-desk/1',
    mailbox: result.mailbox,
    at: new Date(context.now()).toISOString(),
    facts: [...result.facts.facts, ...told],
    blind: [...result.blind, ...result.facts.dropped],
  };
  const ms = Math.max(0, context.now() - look.asked_at.getTime());
  return { caseFile, diagnosis: { ...(await diagnoseInTurns(caseFile, context.catalogue)), ms } };
}

/** Keeps how a look ended, and lets go on what waited for it. Gives the case that changed. */
export async function keepLook(
  context: DeskContext,
  go: Transaction<Tables>,
  look: LookRow,
  ended: { readonly judged: JudgedLook } | { readonly state: 'refused' | 'failed'; readonly says: string },
): Promise<string | undefined> {
  const judged = 'judged' in ended ? ended.judged : undefined;
  await go
    .updateTable('looks')
    .set({
      state: 'state' in ended ? ended.state : 'done',
      finished_at: new Date(context.now()),
      says: 'says' in ended ? ended.says : null,
      ...(judged === undefined
        ? {}
        : {
            mailbox: judged.caseFile.mailbox,
            facts: json(judged.caseFile.facts),
            blind: json(judged.caseFile.blind),
            diagnosis: json(judged.diagnosis),
          }),
    })
    .where('id', '=', look.id)
    .execute();
  if (look.case_id === null) return undefined;
  if (look.purpose === 'case') await settleCase(go, look, ended, judged);
  if (look.purpose === 'verify') await settleVerification(context, go, look, judged);
  if (look.purpose === 'recheck') await resumeAfterRecheck(context, go, look, judged);
  return look.case_id;
}

async function settleCase(
  go: Transaction<Tables>,
  look: LookRow,
  ended: { readonly judged: JudgedLook } | { readonly state: 'refused' | 'failed'; readonly says: string },
  judged: JudgedLook | undefined,
): Promise<void> {
  const change = go.updateTable('cases').where('id', '=', look.case_id);
  if ('state' in ended) {
    await change
      .set({ state: ended.state === 'refused' ? 'refused-input' : 'failed', says: ended.says })
      .execute();
    return;
  }
  if (judged === undefined) return;
  await change
    .set({ state: 'diagnosed', says: null, look_id: look.id, mailbox: judged.caseFile.mailbox })
    .execute();
}

/** Compares after with before, and says what became of the change. */
async function settleVerification(
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
  const basis = await go
    .selectFrom('looks')
    .select('diagnosis')
    .where('id', '=', plan.look_id)
    .executeTakeFirstOrThrow();
  const before = basis.diagnosis;
  // The person's own word, if it came first, outweighs what was looked at.
  const outcome =
    plan.outcome ??
    (judged === undefined || before === null
      ? 'not-observed'
      : outcomeOf({
          remedy: plan.remedy,
          cause: plan.cause,
          endedAt: plan.finished_at?.getTime() ?? context.now(),
          before,
          after: judged.diagnosis,
          stillProven: 'remedy' in basisOf(judged, plan.remedy, context.catalogue),
          ownAccount: context.ownAccount,
        }));
  const comparison =
    judged === undefined || before === null ? null : comparisonOf(before, judged.diagnosis, plan.targets);
  await go
    .updateTable('plans')
    .set({ outcome, comparison: comparison === null ? null : json(comparison) })
    .where('id', '=', plan.id)
    .execute();
  if (judged !== undefined) {
    await go
      .updateTable('cases')
      .set({ look_id: look.id, state: 'diagnosed' })
      .where('id', '=', plan.case_id)
      .execute();
  }
  await audit(go, {
    at: context.now(),
    who: { system: 'desk' },
    what: 'plan-verified',
    caseId: plan.case_id,
    planId: plan.id,
    detail: { outcome },
  });
}
