import { Kysely } from 'kysely';
import { askForLook } from '../../../services/desk/asking-looks.ts';
import type * as Real from '../../../services/store/queue.ts';
import { json } from '../../../services/store/store.ts';
import type { Tables } from '../../../services/store/tables.ts';

// The real module under another name.
const real = (await import(
  new URL('../../../services/store/queue.ts?real', import.meta.url).href
)) as typeof Real;

export const queueNames = real.queueNames;

/** Takes every job. A look is handed on; an action is not, and a moment later the store says that it succeeded. */
export const openQueue: typeof Real.openQueue = async (database, onError) => {
  const queue = await real.openQueue(database, onError);
  const store = new Kysely<Tables>({ dialect: database.dialect });
  const succeed = async (job: string) => {
    const { plan_id: id } = await store
      .selectFrom('jobs')
      .select('plan_id')
      .where('id', '=', job)
      .executeTakeFirstOrThrow();
    // The schema itself lets a plan take no shortcut.
    const plan = await store
      .updateTable('plans')
      .set({ state: 'running' })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const at = new Date().toISOString();
    const steps = plan.steps.map(({ target }, index) => {
      const says = `MSExchangeAutodiscoverAppPool runs anew since ${at}, process ${4711 + index} → ${5711 + index}; Autodiscover on ${target} answers 200.`;
      return { target, state: 'succeeded' as const, says, at };
    });
    await store
      .updateTable('plans')
      .set({ state: 'succeeded', finished_at: new Date(), steps: json(steps) })
      .where('id', '=', id)
      .execute();
    await store.transaction().execute((go) =>
      askForLook(go, queue, {
        purpose: 'verify',
        address: 'anna@contoso.example',
        at: Date.now(),
        caseId: plan.case_id,
        planId: id,
      }),
    );
  };
  return {
    ...queue,
    async send(name, id, transaction) {
      if (name === 'look') return queue.send(name, id, transaction);
      setTimeout(() => void succeed(id).catch(onError), 500);
    },
  };
};
