import type { Transaction } from 'kysely';
import type { Fact } from '../facts.ts';
import type { Lease } from '../store/queue.ts';
import { json } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { Beaten, ClaimedLook, LookResult } from '../worker/messages.ts';
import { saidIn, saidMark } from './additions.ts';
import type { DeskContext } from './context.ts';
import { judgeLook, keepLook } from './looks-done.ts';
import type { CaseRow, LookRow } from './views.ts';

/** Gives looks to a worker; one that was given up meanwhile is dropped. */
export async function claimLooks(
  context: DeskContext,
  worker: string,
  most: number,
): Promise<readonly ClaimedLook[]> {
  const { store } = context;
  const leases = most === 0 ? [] : await store.queue.fetch('look', most);
  const claimed: ClaimedLook[] = [];
  for (const lease of leases) {
    const look = await store.change('claim a look', async (go) => {
      const found = await go
        .updateTable('looks')
        .set({ state: 'running', worker })
        .where('id', '=', lease.id)
        .where('state', 'in', ['queued', 'running'])
        .returningAll()
        .executeTakeFirst();
      if (found === undefined) {
        await store.queue.complete('look', lease, go);
        return undefined;
      }
      const waits = found.purpose === 'case' || found.purpose === 'verify' ? found.case_id : null;
      const before =
        waits === null
          ? undefined
          : await go
              .updateTable('cases')
              .set({ progress: json({ done: 0, total: 0, latest: `${worker} looks` }) })
              .where('id', '=', waits)
              .returning('look_id')
              .executeTakeFirst();
      return { ...found, again: before?.look_id != null };
    });
    if (look === undefined) continue;
    if (look.case_id !== null) context.progressed(look.case_id);
    const fresh = look.again || look.purpose === 'recheck' || look.purpose === 'verify';
    claimed.push({ lease: { ...lease }, purpose: look.purpose, address: look.address, fresh });
  }
  return claimed;
}

/** Keeps a look's claim alive and shows its progress. */
export async function beatLook(
  context: DeskContext,
  worker: string,
  lease: Lease,
  progress: { readonly done: number; readonly total: number; readonly latest: string },
): Promise<Beaten> {
  const { store } = context;
  if (!(await store.queue.touch('look', lease))) return { yours: false, stop: false };
  const shown = await store.read('show progress', (database) =>
    database
      .updateTable('cases')
      .set({ progress: json(progress) })
      .where('state', '=', 'looking')
      .where('id', 'in', (query) =>
        query
          .selectFrom('looks')
          .select('case_id')
          .where('id', '=', lease.id)
          .where('worker', '=', worker)
          .where('purpose', 'in', ['case', 'verify'])
          .$narrowType<{ case_id: string }>(),
      )
      .returning('id')
      .executeTakeFirst(),
  );
  if (shown !== undefined) context.progressed(shown.id);
  return { yours: true, stop: false };
}

/** Judges and keeps what a worker saw. False when the look is no longer that worker's. */
export async function finishLook(
  context: DeskContext,
  worker: string,
  lease: Lease,
  result: LookResult,
): Promise<boolean> {
  const { store } = context;
  const look = await store.read('read a look', (database) =>
    database
      .selectFrom('looks')
      .selectAll()
      .where('id', '=', lease.id)
      .where('worker', '=', worker)
      .executeTakeFirst(),
  );
  if (look === undefined) return false;
  for (;;) {
    const said = await saidOf(context, look);
    const ended =
      'failed' in result
        ? ({ state: 'failed', says: `The look failed on worker ${worker}: ${result.failed}` } as const)
        : result.refusal !== undefined
          ? ({
              state: 'refused',
              says: [result.refusal.says, ...result.refusal.candidates].join('\n'),
            } as const)
          : { judged: await judgeLook(context, look, said?.facts ?? [], result) };
    const kept = await store.change('keep a look', async (go) => {
      const now = look.case_id === null ? undefined : await lockSaid(go, look.case_id);
      if (now !== said?.mark) return 'more was said';
      if (!(await store.queue.complete('look', lease, go))) return undefined;
      return { caseId: await keepLook(context, go, look, ended) };
    });
    // Somebody told or pasted something while it was judged: it belongs to the verdict.
    if (kept === 'more was said') continue;
    if (kept === undefined) return false;
    if (kept.caseId !== undefined) context.changed(kept.caseId);
    context.lookEnded(look.id);
    context.wake();
    return true;
  }
}

interface Said {
  readonly facts: readonly Fact[];
  readonly mark: string;
}
const toSaid = (row: Pick<CaseRow, 'told' | 'additions'> | undefined): Said | undefined =>
  row === undefined ? undefined : { facts: saidIn(row), mark: saidMark(row) };

/** What was said in the look's case so far. */
async function saidOf({ store }: DeskContext, look: LookRow): Promise<Said | undefined> {
  const { case_id: caseId } = look;
  if (caseId === null) return undefined;
  return store.read('read what was told', async (database) =>
    toSaid(
      await database
        .selectFrom('cases')
        .select(['told', 'additions'])
        .where('id', '=', caseId)
        .executeTakeFirst(),
    ),
  );
}
/** Its mark, held until the look is kept. */
const lockSaid = async (go: Transaction<Tables>, caseId: string): Promise<string | undefined> =>
  toSaid(
    await go
      .selectFrom('cases')
      .select(['told', 'additions'])
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst(),
  )?.mark;
