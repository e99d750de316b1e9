import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Fact } from '../facts.ts';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { saidIn } from './additions.ts';
import { askForLook, nothingYet } from './asking-looks.ts';
import { audit } from './audit.ts';
import { type DeskContext, idOf } from './context.ts';
import { openMs } from './siblings.ts';
import type { Desk } from './types.ts';
import type { CaseRow } from './views.ts';

type Ask = Parameters<Desk['openCase']>[0];
const listedAtMost = 20;

/** A new case, whose look is asked for. */
export async function opened(context: DeskContext, go: Transaction<Tables>, ask: Ask): Promise<CaseRow> {
  const { mailbox, askedBy, audience, told = [], awaitsReport = false } = ask;
  const at = context.now();
  const row = await go
    .insertInto('cases')
    .values({
      id: randomUUID(),
      mailbox: mailbox.trim().toLowerCase(),
      asked_by: json(askedBy),
      asked_by_id: idOf(askedBy),
      asked_at: new Date(at),
      audience,
      state: 'looking',
      told: json(told),
      progress: json(nothingYet),
      says: null,
      look_id: null,
      user_says: null,
      awaits_report: awaitsReport,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await askForLook(go, context.store.queue, {
    purpose: 'case',
    address: row.mailbox,
    at,
    caseId: row.id,
  });
  await audit(go, { at, who: { person: askedBy }, what: 'case-opened', caseId: row.id });
  return row;
}

/** The user's own open report of a mailbox, when the helpdesk asks for it and says nothing against what he told. */
export async function reportToJoin(
  go: Transaction<Tables>,
  { mailbox, audience, told = [] }: Ask,
  now: number,
): Promise<CaseRow | undefined> {
  if (audience !== 'helpdesk') return undefined;
  const row = await go
    .selectFrom('cases')
    .selectAll()
    .where('mailbox', '=', mailbox.trim().toLowerCase())
    .where('audience', '=', 'user')
    .where('asked_at', '>', new Date(now - openMs))
    .where('state', 'in', ['looking', 'diagnosed', 'failed'])
    .where(({ eb, or }) => or([eb('user_says', 'is', null), eb('user_says', '=', 'still-there')]))
    .orderBy('asked_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return told.filter(isSaid).some((fact) => contradicts(fact, saidIn(row))) ? undefined : row;
}

/** Joins the helpdesk to a user's report, which is looked at again; what he told stays told. */
export async function join(
  context: DeskContext,
  go: Transaction<Tables>,
  { askedBy, told = [] }: Ask,
  row: CaseRow,
): Promise<CaseRow> {
  const at = context.now();
  await go
    .insertInto('case_members')
    .values({ case_id: row.id, entra_id: idOf(askedBy), joined_at: new Date(at) })
    .onConflict((on) => on.doNothing())
    .execute();
  const news = told.filter((fact) => isSaid(fact) && !saidIn(row).some((one) => one.fact === fact.fact));
  const joined = await go
    .updateTable('cases')
    .set({
      with_helpdesk: true,
      told: json([...row.told, ...news]),
      ...(row.state === 'looking' ? {} : { state: 'looking', progress: json(nothingYet), says: null }),
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.state !== 'looking') {
    await askForLook(go, context.store.queue, {
      purpose: 'case',
      address: row.mailbox,
      at,
      caseId: row.id,
    });
  }
  await audit(go, { at, who: { person: askedBy }, what: 'case-joined', caseId: row.id });
  return joined;
}

/** What somebody wrote, beside what is known of a mailbox whoever asks. */
const isSaid = ({ source }: Fact): boolean => source === 'said in the chat';

const contradicts = ({ fact, value }: Fact, told: readonly Fact[]): boolean =>
  told.some((one) => one.fact === fact && JSON.stringify(one.value) !== JSON.stringify(value));

/** A person's cases, newest first, one per mailbox: for the helpdesk also those that it was handed, joined or acted in. */
export async function rowsOf(
  database: Kysely<Tables>,
  person: string,
  helpdesk: boolean,
): Promise<readonly CaseRow[]> {
  const rows = await database
    .selectFrom('cases')
    .selectAll()
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('asked_by_id', '=', person),
        ...(helpdesk
          ? [
              eb('with_helpdesk', '=', true),
              exists(
                selectFrom('plans')
                  .select('plans.id')
                  .whereRef('plans.case_id', '=', 'cases.id')
                  .where('plans.requested_by_id', '=', person),
              ),
              exists(
                selectFrom('case_members')
                  .select('case_members.case_id')
                  .whereRef('case_members.case_id', '=', 'cases.id')
                  .where('case_members.entra_id', '=', person),
              ),
            ]
          : []),
      ]),
    )
    .distinctOn('mailbox')
    .orderBy('mailbox')
    .orderBy('asked_at', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows
    .toSorted((one, other) => other.asked_at.getTime() - one.asked_at.getTime() || other.number - one.number)
    .slice(0, listedAtMost);
}
