import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { casesOn } from '../../../services/desk/cases.ts';
import { type DeskContext, usualTimes } from '../../../services/desk/context.ts';
import { decidingOn } from '../../../services/desk/deciding.ts';
import { claimLooks, finishLook } from '../../../services/desk/handing-looks.ts';
import { requestingOn } from '../../../services/desk/requesting.ts';
import { openStore, type Store } from '../../../services/store/store.ts';
import { lookResultSchema } from '../../../services/worker/messages.ts';
import { openSigner } from '../../../services/worker/signatures.ts';
import { emptyPlace } from '../store/places.ts';
import { lookedAt, mailbox } from './stale-case.ts';
import { aron, granted, hanna, olga } from './standing-desk.ts';

const at = Date.parse('2026-11-20T10:00:00Z');
let store: Store;
let context: DeskContext;
let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  const empty = await emptyPlace();
  remove = empty.remove;
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-down-'));
  store = await openStore({ place: empty.place, limitMs: 700 });
  context = {
    store,
    catalogue: await loadCatalogue(),
    policy: {
      ...usualTimes,
      helpdesk: [hanna.entraId],
      approvers: [aron.entraId, olga.entraId],
      organisationApprovals: 1,
    },
    signer: openSigner(join(folder, 'key.pem')),
    ownAccount: 'svc-popupdesk',
    now: () => at,
    changed: () => undefined,
    progressed: () => undefined,
    wake: () => undefined,
    lookEnded: () => undefined,
  };
});
afterAll(async () => {
  await store.close();
  await remove();
  await rm(folder, { recursive: true, force: true });
});

test('an approval while the store does not answer is refused in words; nothing is lost and nothing comes later', async () => {
  const { id: caseId } = await casesOn(context).openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  const [look] = await claimLooks(context, 'hand', 1);
  if (look === undefined) throw new Error('no look');
  await finishLook(context, 'hand', look.lease, lookResultSchema.parse(lookedAt(at)));
  const plan = granted(
    await requestingOn(context).requestPlan({ caseId, remedy: 'recycle-app-pool', by: hanna, reason: '' }),
  );
  const desk = decidingOn(context);
  const approve = (by: typeof aron) =>
    desk.decide({ planId: plan.id, nonce: plan.nonce, by, decision: 'approve' });

  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let held: () => void = () => undefined;
  const holding = new Promise<void>((resolve) => {
    held = resolve;
  });
  const blocker = store
    .change('hold', async (go) => {
      await sql`lock table plans in access exclusive mode`.execute(go);
      held();
      await released;
    })
    .catch((error: unknown) => error);
  await holding;
  expect(await approve(aron)).toEqual({
    ok: false,
    refused: 'unavailable',
    says: 'The store does not answer, so nothing was changed. Try again in a minute; the request waits.',
  });
  release();
  await blocker;

  const state = () =>
    store.read('read', (database) =>
      database
        .selectFrom('plans')
        .select(['state', 'decided_by_id'])
        .where('id', '=', plan.id)
        .executeTakeFirst(),
    );
  expect(await state()).toEqual({ state: 'requested', decided_by_id: null });
  expect(granted(await approve(olga)).state).toBe('queued');
  expect(await state()).toEqual({ state: 'queued', decided_by_id: olga.entraId });
  const approvals = await store.read('read', (database) =>
    database.selectFrom('approvals').selectAll().execute(),
  );
  expect(approvals.map((one) => one.by_id)).toEqual([olga.entraId]);
  expect((await store.queue.fetch('act', 5)).length).toBe(1);
});

test('a store that is gone is said so, too', async () => {
  await store.close();
  const answer = await decidingOn(context).decide({
    planId: '00000000-0000-4000-8000-000000000000',
    nonce: '',
    by: aron,
    decision: 'approve',
  });
  expect(answer).toMatchObject({ ok: false, refused: 'unavailable' });
});
