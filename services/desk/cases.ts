import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { askForLook, nothingYet } from './asking-looks.ts';
import { audit } from './audit.ts';
import { answered, type DeskContext, idOf, no, yes } from './context.ts';
import { join, opened, reportToJoin, rowsOf } from './opening.ts';
import { settleOutcome } from './outcomes.ts';
import { verifyAgain } from './rechecking.ts';
import { planOf, siblingsOf } from './siblings.ts';
import type { Answer, CaseView, Desk, Person } from './types.ts';
import { type CaseRow, caseViewOf, findCase, findNumber } from './views.ts';

type Cases = Pick<
  Desk,
  'openCase' | 'lookAgain' | 'caseById' | 'caseByNumber' | 'casesOf' | 'userSays' | 'handToHelpdesk'
>;

/** The cases of a desk: opening, looking again, what their people say of them. */
export function casesOn(context: DeskContext): Cases {
  const { store, now, policy } = context;
  const isHelpdesk = (person: Person) => policy.helpdesk.includes(idOf(person));
  /** Whoever asked, and the helpdesk, may do something with a case. */
  const mayTouch = (person: Person, row: CaseRow) => row.asked_by_id === idOf(person) || isHelpdesk(person);

  const touch = (
    caseId: string,
    by: Person,
    what: string,
    body: (transaction: Transaction<Tables>, row: CaseRow) => Promise<Answer<unknown>>,
  ): Promise<Answer<CaseView>> =>
    answered(async () => {
      const done = await store.change(what, async (go): Promise<Answer<CaseView>> => {
        const row = await lockCase(go, caseId);
        if (row === undefined) return no('unknown', 'There is no such case any more.');
        if (!mayTouch(by, row))
          return no('not-allowed', 'Only whoever asked, and the helpdesk, may do this.');
        const result = await body(go, row);
        if (!result.ok) return result;
        await audit(go, { at: now(), who: { person: by }, what, caseId });
        const after = await findCase(go, caseId);
        return yes(await caseViewOf(context, go, after ?? row));
      });
      if (done.ok) context.changed(caseId);
      context.wake();
      return done;
    });

  return {
    async openCase(ask) {
      const { view, joined } = await store.change('open a case', async (go) => {
        const known = isHelpdesk(ask.askedBy) ? await reportToJoin(go, ask, now()) : undefined;
        const row =
          known === undefined ? await opened(context, go, ask) : await join(context, go, ask, known);
        return { view: await caseViewOf(context, go, row), joined: known !== undefined };
      });
      if (joined) context.changed(view.id);
      context.wake();
      return view;
    },
    lookAgain: (caseId, by) =>
      touch(caseId, by, 'case-looked-at-again', async (go, row) => {
        if (row.state === 'looking') return yes(undefined);
        await go
          .updateTable('cases')
          .set({ state: 'looking', progress: json(nothingYet), says: null })
          .where('id', '=', caseId)
          .execute();
        await askForLook(go, store.queue, { purpose: 'case', address: row.mailbox, at: now(), caseId });
        return yes(undefined);
      }),
    caseById: (caseId) =>
      store.read('read a case', async (database) => {
        const row = await findCase(database, caseId);
        return row === undefined ? undefined : caseViewOf(context, database, row);
      }),
    caseByNumber: (number) =>
      store.read('read a case', async (database) => {
        const row = await findNumber(database, number);
        return row === undefined ? undefined : caseViewOf(context, database, row);
      }),
    casesOf: (person) =>
      store.read('read cases', async (database) => {
        const rows = await rowsOf(database, idOf(person), isHelpdesk(person));
        return Promise.all(rows.map((row) => caseViewOf(context, database, row)));
      }),
    userSays: ({ caseId, by, says }) =>
      touch(caseId, by, says === 'gone' ? 'user-says-gone' : 'user-says-still-there', async (go, row) => {
        // A report about somebody else binds nobody but its own case.
        const shared = row.audience === 'user' || isHelpdesk(by);
        const plan = await planOf(go, row);
        const others = shared ? await siblingsOf(go, row, now()) : [];
        await go
          .updateTable('cases')
          .set({ user_says: says, user_said_at: new Date(now()), user_said_by: json(by) })
          .where('id', 'in', [row.id, ...others])
          .execute();
        // Nobody waits for help that he was told is on its way.
        if (says === 'still-there')
          await go
            .updateTable('cases')
            .set({ with_helpdesk: true, awaits_report: false })
            .where('id', '=', row.id)
            .execute();
        if (plan === undefined || (plan.case_id !== row.id && !shared)) return yes(undefined);
        await settleOutcome(go, plan, says === 'gone' ? 'fixed' : 'not-fixed');
        if (says === 'still-there') await verifyAgain(context, go, row, plan);
        return yes(undefined);
      }),
    handToHelpdesk: ({ caseId, by }) =>
      touch(caseId, by, 'handed-to-helpdesk', async (go, row) => {
        await go
          .updateTable('cases')
          .set({ with_helpdesk: true, awaits_report: false })
          .where('id', '=', row.id)
          .execute();
        return yes(undefined);
      }),
  };
}

async function lockCase(transaction: Transaction<Tables>, id: string): Promise<CaseRow | undefined> {
  const found = await findCase(transaction, id);
  if (found === undefined) return undefined;
  return transaction.selectFrom('cases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}
