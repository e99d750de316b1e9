import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { askForLook } from './asking-looks.ts';
import { audit } from './audit.ts';
import { answered, type DeskContext, idOf, no, yes } from './context.ts';
import { settleOutcome } from './outcomes.ts';
import type { Answer, CaseView, Desk, Person } from './types.ts';
import { type CaseRow, caseViewOf, findCase } from './views.ts';

const nothingYet = { done: 0, total: 0, latest: 'waiting for a worker' } as const;

type Cases = Pick<Desk, 'openCase' | 'lookAgain' | 'caseById' | 'casesOf' | 'userSays' | 'handToHelpdesk'>;

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
        return yes(await caseViewOf(go, after ?? row));
      });
      if (done.ok) context.changed(caseId);
      context.wake();
      return done;
    });

  return {
    async openCase({ mailbox, askedBy, audience, told = [] }) {
      const view = await store.change('open a case', async (go) => {
        const row = await go
          .insertInto('cases')
          .values({
            id: randomUUID(),
            mailbox: mailbox.trim().toLowerCase(),
            asked_by: json(askedBy),
            asked_by_id: idOf(askedBy),
            asked_at: new Date(now()),
            audience,
            state: 'looking',
            told: json(told),
            progress: json(nothingYet),
            says: null,
            look_id: null,
            user_says: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await askForLook(go, store.queue, {
          purpose: 'case',
          address: row.mailbox,
          at: now(),
          caseId: row.id,
        });
        await audit(go, { at: now(), who: { person: askedBy }, what: 'case-opened', caseId: row.id });
        return caseViewOf(go, row);
      });
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
        return row === undefined ? undefined : caseViewOf(database, row);
      }),
    casesOf: (person) =>
      store.read('read cases', async (database) => {
        const rows = await database
          .selectFrom('cases')
          .selectAll()
          .where('asked_by_id', '=', idOf(person))
          .orderBy('asked_at', 'desc')
          .limit(20)
          .execute();
        return Promise.all(rows.map((row) => caseViewOf(database, row)));
      }),
    userSays: ({ caseId, by, says }) =>
      touch(caseId, by, says === 'gone' ? 'user-says-gone' : 'user-says-still-there', async (go, row) => {
        await go
          .updateTable('cases')
          .set({ user_says: says, user_said_at: new Date(now()) })
          .where('id', '=', row.id)
          .execute();
        await settleOutcome(go, row.id, says === 'gone' ? 'fixed' : 'not-fixed');
        return yes(undefined);
      }),
    handToHelpdesk: ({ caseId, by }) =>
      touch(caseId, by, 'handed-to-helpdesk', async (go, row) => {
        await go.updateTable('cases').set({ with_helpdesk: true }).where('id', '=', row.id).execute();
        return yes(undefined);
      }),
  };
}

async function lockCase(transaction: Transaction<Tables>, id: string): Promise<CaseRow | undefined> {
  const found = await findCase(transaction, id);
  if (found === undefined) return undefined;
  return transaction.selectFrom('cases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}
