import type { Transaction } from 'kysely';
import type { CaseFile } from '../case-file.ts';
import type { Side } from '../cause.ts';
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
import type { CaseRow, LookRow } from './views.ts';

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
  if (look.purpose === 'case') await settleCase(context, go, look, ended, judged);
  if (look.purpose === 'verify') await settleVerification(context, go, look, judged);
  if (look.purpose === 'recheck') await resumeAfterRecheck(context, go, look, judged);
  return look.case_id;
}

const serverSides: readonly Side[] = [
  'autodiscover',
  'server-authentication',
  'extended-protection',
  'tls',
  'network',
];

/** Whether what was found is for the people who run the servers: a change of theirs is offered, or the likely cause is there. */
function isOurs({ catalogue }: DeskContext, { remedies, verdicts }: Diagnosis): boolean {
  if (remedies.some(({ kind, offered }) => kind === 'action' && offered)) return true;
  const sides = new Map(catalogue.causes.map(({ id, side }) => [id, side]));
  return verdicts.some(({ cause, band, byDesign }) => {
    const side = sides.get(cause);
    const sure = !byDesign && (band === 'confirmed' || band === 'likely');
    return sure && side !== undefined && serverSides.includes(side);
  });
}

async function settleCase(
  context: DeskContext,
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
  const row = await change
    .set({ state: 'diagnosed', says: null, look_id: look.id, mailbox: judged.caseFile.mailbox })
    .returning(['id', 'audience', 'with_helpdesk'])
    .executeTakeFirst();
  if (row !== undefined) await handOverIfOurs(context, go, row, judged.diagnosis);
}

/** Hands a user's case to the helpdesk when its cause is theirs to mend. */
export async function handOverIfOurs(
  context: DeskContext,
  go: Transaction<Tables>,
  row: Pick<CaseRow, 'id' | 'audience' | 'with_helpdesk'>,
  diagnosis: Diagnosis,
): Promise<void> {
  if (row.audience !== 'user' || row.with_helpdesk || !isOurs(context, diagnosis)) return;
  // The user can do nothing about it, so nobody waits until he asks for help.
  await go.updateTable('cases').set({ with_helpdesk: true }).where('id', '=', row.id).execute();
  await audit(go, {
    at: context.now(),
    who: { system: 'desk' },
    what: 'handed-to-helpdesk',
    caseId: row.id,
    detail: { why: 'the cause is on the server side' },
  });
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
  const seen =
    judged === undefined || before === null
      ? 'not-observed'
      : outcomeOf({
          remedy: plan.remedy,
          cause: plan.cause,
          endedAt: plan.finished_at?.getTime() ?? context.now(),
          before,
          after: judged.diagnosis,
          stillProven: 'remedy' in basisOf(judged, plan.remedy, context.catalogue),
          ownAccount: context.ownAccount,
        });
  // The person's own word, if it came first, outweighs what was looked at.
  const outcome = plan.outcome ?? seen;
  const comparison =
    judged === undefined || before === null ? null : comparisonOf(before, judged.diagnosis, plan.targets);
  await go
    .updateTable('plans')
    .set({
      outcome,
      // A later look that saw nothing takes nothing back.
      ...(judged === undefined && plan.seen_outcome !== null
        ? {}
        : { seen_outcome: seen, comparison: comparison === null ? null : json(comparison) }),
    })
    .where('id', '=', plan.id)
    .execute();
  // The case that asked for this look: another one of the mailbox, when its user said "still there" there.
  await go
    .updateTable('cases')
    .set({ state: 'diagnosed', ...(judged === undefined ? {} : { look_id: look.id }) })
    .where('id', '=', look.case_id)
    .where(({ eb, or }) => or([eb('look_id', 'is not', null), eb.val(judged !== undefined)]))
    .execute();
  await audit(go, {
    at: context.now(),
    who: { system: 'desk' },
    what: 'plan-verified',
    caseId: plan.case_id,
    planId: plan.id,
    detail: { outcome },
  });
}
