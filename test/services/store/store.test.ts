import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { json, openStore, type Store } from '../../../services/store/store.ts';
import { StoreUnavailable } from '../../../services/store/time-limit.ts';
import { emptyPlace } from './places.ts';

let store: Store;
let remove: () => Promise<void>;
let startedMs: number;
/** ms of processor time that a start takes: the machine may be busy with other things. */
async function processorMs(start: () => Promise<Store>): Promise<readonly [Store, number]> {
  const before = process.cpuUsage();
  const opened = await start();
  const { user, system } = process.cpuUsage(before);
  return [opened, (user + system) / 1_000];
}
let place: Awaited<ReturnType<typeof emptyPlace>>['place'];
beforeAll(async () => {
  ({ place, remove } = await emptyPlace());
  [store, startedMs] = await processorMs(() => openStore({ place, limitMs: 2_000 }));
});
afterAll(async () => {
  await store.close();
  await remove();
});

const audit = (what: string) => ({
  at: new Date(),
  who: json({ system: 'test' }),
  what,
  case_id: null,
  plan_id: null,
  detail: json({}),
});

describe('the audit', () => {
  test('takes lines and refuses to change, remove or empty them', async () => {
    await store.change('write', (go) => go.insertInto('audit').values(audit('written')).execute());
    await expect(
      store.change('change', (go) => go.updateTable('audit').set({ what: 'forged' }).execute()),
    ).rejects.toThrow('append-only');
    await expect(store.change('remove', (go) => go.deleteFrom('audit').execute())).rejects.toThrow(
      'append-only',
    );
    await expect(store.change('empty', (go) => sql`truncate audit`.execute(go))).rejects.toThrow(
      'append-only',
    );
    const lines = await store.read('read', (go) => go.selectFrom('audit').selectAll().execute());
    expect(lines.map(({ what }) => what)).toEqual(['written']);
  });
});

describe('the queue', () => {
  test('sends inside a transaction without hanging, also first of all', async () => {
    const id = randomUUID();
    await store.change('send', (go) => store.queue.send('act', id, go));
    expect(await store.queue.fetch('act', 5)).toEqual([{ id, retryCount: 0 }]);
  });

  test('keeps nothing of a transaction that fails', async () => {
    const id = randomUUID();
    const failing = store.change('send', async (go) => {
      await store.queue.send('look', id, go);
      throw new Error('after the send');
    });
    await expect(failing).rejects.toThrow('after the send');
    expect(await store.queue.fetch('look', 5)).toEqual([]);
  });

  test('fences a lease that was overtaken', async () => {
    const id = randomUUID();
    await store.change('send', (go) => store.queue.send('look', id, go));
    const [old] = await store.queue.fetch('look', 1);
    if (old === undefined) throw new Error('nothing was fetched');
    expect(await store.queue.giveBack('look', old)).toBe(true);
    const [again] = await store.queue.fetch('look', 1);
    expect(again).toEqual({ id, retryCount: 1 });
    expect(await store.change('complete', (go) => store.queue.complete('look', old, go))).toBe(false);
    expect(await store.queue.touch('look', old)).toBe(false);
    if (again === undefined) throw new Error('nothing was fetched again');
    expect(await store.queue.touch('look', again)).toBe(true);
    expect(await store.change('complete', (go) => store.queue.complete('look', again, go))).toBe(true);
    expect(await store.queue.pending('look', id)).toBe(false);
  });

  test('refuses the same id twice', async () => {
    const id = randomUUID();
    await store.change('send', (go) => store.queue.send('act', id, go));
    await expect(store.change('send', (go) => store.queue.send('act', id, go))).rejects.toThrow('already');
  });
});

describe('the time limit', () => {
  test('refuses while another transaction holds the store, and what was given up on is not done afterwards', async () => {
    let release: () => void = () => undefined;
    let held: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => {
      held = resolve;
    });
    const blocker = store
      .change('hold', async (go) => {
        await sql`lock table audit in access exclusive mode`.execute(go);
        held();
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch((error: unknown) => error);
    await holding;
    const late = store.change('late', (go) => go.insertInto('audit').values(audit('late')).execute());
    await expect(late).rejects.toThrow(StoreUnavailable);
    release();
    await blocker;
    const lines = await store.read('read', (go) => go.selectFrom('audit').select('what').execute());
    expect(lines.map(({ what }) => what)).not.toContain('late');
  });
});

test('timers and sockets live while five thousand rows are written', async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  const from = performance.now();
  for (let row = 0; row < 5_000; row++) {
    await store.read('write', (go) =>
      go
        .insertInto('audit')
        .values(audit(`row ${row}`))
        .execute(),
    );
  }
  const took = performance.now() - from;
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(took / 5 / 4);
});

test('a store that stands opens sooner than it was made, with all its rows', async () => {
  await store.close();
  const [again, againMs] = await processorMs(() => openStore({ place, limitMs: 2_000 }));
  store = again;
  // How long is the benchmark's to say: a busy machine takes what it takes.
  expect(againMs).toBeLessThan(startedMs);
  const lines = await store.read('read', (go) =>
    go
      .selectFrom('audit')
      .select((count) => count.fn.countAll<string>().as('lines'))
      .executeTakeFirstOrThrow(),
  );
  expect(Number(lines.lines)).toBeGreaterThan(5_000);
});
