import type { Expression, Kysely, SqlBool } from 'kysely';
import { expressionBuilder } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { CaseRow, PlanRow } from './views.ts';

/** How long after its report a case still hears of what is done for its mailbox. */
export const openMs = 24 * 3_600_000;

/** Other open cases of the same mailbox: what is done for one of them is done for all. */
export async function siblingsOf(
  database: Kysely<Tables>,
  row: Pick<CaseRow, 'id' | 'mailbox'>,
  now: number,
): Promise<readonly string[]> {
  const found = await database
    .selectFrom('cases')
    .select('id')
    .where('mailbox', '=', row.mailbox)
    .where('id', '<>', row.id)
    .where('asked_at', '>', new Date(now - openMs))
    .where('state', 'not in', ['closed', 'refused-input'])
    .execute();
  return found.map(({ id }) => id);
}

/** The newest plan that concerns a case: its own, or one of a sibling that was open while the case was. */
export function planOf(database: Kysely<Tables>, row: CaseRow): Promise<PlanRow | undefined> {
  const query = database
    .selectFrom('plans')
    .innerJoin('cases', 'cases.id', 'plans.case_id')
    .selectAll('plans')
    .orderBy('plans.requested_at', 'desc')
    // Of two at the same moment its own.
    .orderBy(({ eb }) => eb('plans.case_id', '=', row.id), 'desc')
    .limit(1);
  return query.where(concerns(row)).executeTakeFirst();
}

function concerns(row: CaseRow): Expression<SqlBool> {
  const { eb, or, and } = expressionBuilder<Pick<Tables, 'plans' | 'cases'>, 'plans' | 'cases'>();
  const own = eb('plans.case_id', '=', row.id);
  if (row.state === 'refused-input' || row.state === 'closed') return own;
  const until = Math.min(
    row.asked_at.getTime() + openMs,
    row.user_says === 'gone' && row.user_said_at !== null ? row.user_said_at.getTime() : Infinity,
  );
  return or([
    own,
    and([
      eb('cases.mailbox', '=', row.mailbox),
      eb('plans.requested_at', '<', new Date(until)),
      or([
        eb('plans.requested_at', '>=', row.asked_at),
        eb('plans.finished_at', '>=', row.asked_at),
        eb('plans.state', 'in', ['requested', 'approved', 'queued', 'running']),
      ]),
    ]),
  ]);
}
