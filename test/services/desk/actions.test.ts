import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlanView } from '../../../services/desk/types.ts';
import type { Claimed, Step } from '../../../services/worker/messages.ts';
import { lookedAt, mailbox } from './stale-case.ts';
import {
  aron,
  granted,
  type HandWorker,
  handWorker,
  hanna,
  type StandingDesk,
  standDesk,
  untilCase,
} from './standing-desk.ts';

const minute = 60_000;
let standing: StandingDesk;
let worker: HandWorker;
beforeAll(async () => {
  standing = await standDesk();
  worker = await handWorker(standing.desk);
});
afterAll(async () => {
  await worker.close();
  await standing.close();
});
beforeEach(() => standing.clock.forward(13 * 60 * minute));

async function approved(): Promise<PlanView> {
  const { desk, clock } = standing;
  const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  await worker.answer(lookedAt(clock.now()));
  await untilCase(desk, opened.id, (view) => view.state === 'diagnosed');
  const { id: planId, nonce } = granted(
    await desk.requestPlan({ caseId: opened.id, remedy: 'recycle-app-pool', by: hanna, reason: '' }),
  );
  return granted(await desk.decide({ planId, nonce, by: aron, decision: 'approve' }));
}
const claimed = async (): Promise<NonNullable<Claimed['act']>> => {
  const { act } = await worker.claim({ act: true });
  if (act === undefined) throw new Error('no action was handed out');
  return act;
};
const steps = (...states: readonly Step['state'][]): Step[] =>
  states.map((state, index) => ({ target: index === 0 ? 'ex16a' : 'ex16b', state, says: state }));
const planOf = async (plan: PlanView) => (await standing.desk.caseById(plan.caseId))?.plan;
async function succeeded(): Promise<PlanView> {
  const plan = await approved();
  const { order } = await claimed();
  await worker.finishAct(order.id, { state: 'succeeded', steps: steps('succeeded', 'succeeded') });
  return plan;
}

describe('before an action begins', () => {
  test('proofs older than five minutes are looked at again, and it goes on when they still stand', async () => {
    const plan = await approved();
    standing.clock.forward(6 * minute);
    expect((await worker.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
    const look = await worker.answer(lookedAt(standing.clock.now()));
    expect(look).toMatchObject({ purpose: 'recheck', fresh: true });
    const { order } = await claimed();
    expect(order.targets).toEqual(['ex16a', 'ex16b']);
    expect((await planOf(plan))?.state).toBe('running');
    await worker.finishAct(order.id, { state: 'failed', steps: steps('failed', 'not-run') });
  });
  test.each([
    ['gone', () => lookedAt(standing.clock.now(), 'recycled')],
    ['out of sight', () => ({ failed: 'the directory does not answer' })],
  ])('it is cancelled when they are %s', async (_name, looked) => {
    const plan = await approved();
    standing.clock.forward(6 * minute);
    expect((await worker.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
    await worker.answer(looked());
    const view = await untilCase(standing.desk, plan.caseId, (one) => one.plan?.state === 'cancelled');
    expect(view.plan?.steps.map(({ state }) => state)).toEqual(['not-run', 'not-run']);
    expect(view.plan?.steps[0]?.says).toContain('looked at again before the change');
    expect((await worker.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
  });
  test('it is cancelled while all changes are stopped, and when nobody took it in time', async () => {
    const stopped = await approved();
    await standing.desk.stopActions('freeze');
    expect((await worker.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
    await standing.desk.stopActions(undefined);
    expect((await planOf(stopped))?.state).toBe('cancelled');
    const late = await approved();
    standing.clock.forward(16 * minute);
    const view = await untilCase(standing.desk, late.caseId, (one) => one.plan?.state === 'cancelled');
    expect(view.plan?.steps[0]?.says).toContain('no worker that may act took it in time');
    expect((await worker.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
  });
});

describe('while it runs', () => {
  test('its steps are shown, strangers’ steps are not, and the stop switch is told', async () => {
    const plan = await approved();
    const { order } = await claimed();
    const news = [
      ...steps('succeeded', 'running'),
      { target: 'dc1', state: 'succeeded' as const, says: 'no' },
    ];
    expect(await worker.beatAct(order.id, news)).toEqual({ yours: true, stop: false });
    expect((await planOf(plan))?.steps.map(({ target, state }) => [target, state])).toEqual([
      ['ex16a', 'succeeded'],
      ['ex16b', 'running'],
    ]);
    await standing.desk.stopActions('now');
    expect((await worker.beatAct(order.id, news)).stop).toBe(true);
    await standing.desk.stopActions(undefined);
    await worker.finishAct(order.id, { state: 'failed', steps: steps('succeeded', 'not-run') });
    expect((await planOf(plan))?.state).toBe('failed');
  });
  test('a worker that is not heard of is said at once; the job stays its own, and its next word ends the silence', async () => {
    const plan = await approved();
    const { order } = await claimed();
    standing.clock.forward(21_000);
    const view = await untilCase(standing.desk, plan.caseId, (one) => one.plan?.silent !== undefined);
    expect(view.plan).toMatchObject({ state: 'running' });
    expect(view.plan?.silent).toMatch(
      /^The worker hand has not been heard of since \d\d:\d\d:\d\d UTC; it settles/,
    );
    const other = await handWorker(standing.desk, 'other');
    expect((await other.claim({ act: true, waitMs: 0 })).act).toBeUndefined();
    await other.close();
    await worker.beatAct(order.id, steps('running', 'waiting'));
    expect((await planOf(plan))?.silent).toBeUndefined();
    await worker.finishAct(order.id, { state: 'failed', steps: steps('succeeded', 'failed') });
    expect((await planOf(plan))?.nextStep).toBe(
      'It is done on ex16a, not on ex16b: look again to see what is left, then request it again, or run the command on ex16b yourself.',
    );
  });
  test('one that found another world is cancelled, with the way on', async () => {
    const plan = await approved();
    const { order } = await claimed();
    await worker.finishAct(order.id, { state: 'cancelled', steps: steps('not-run', 'not-run') });
    expect(await planOf(plan)).toMatchObject({
      state: 'cancelled',
      nextStep: 'Nothing was run. Look again; if the new diagnosis still offers it, request it again.',
    });
  });
  test('a worker that falls silent leaves it uncertain; what it says afterwards changes nothing', async () => {
    const plan = await approved();
    const { order } = await claimed();
    standing.clock.forward(31 * minute);
    const view = await untilCase(standing.desk, plan.caseId, (one) => one.plan?.state === 'uncertain');
    expect(view.plan?.steps[0]).toMatchObject({ state: 'uncertain' });
    expect(
      await worker.finishAct(order.id, { state: 'succeeded', steps: steps('succeeded', 'succeeded') }),
    ).toBe(true);
    expect((await planOf(plan))?.state).toBe('uncertain');
  });
});

describe('after it', () => {
  const rows = [
    ['recycled', 'server-side-clean'],
    ['own-success', 'fixed'],
    ['still-stale', 'not-fixed'],
  ] as const;
  test.each(rows)('what is seen (%s) is called %s', async (state, outcome) => {
    const plan = await succeeded();
    standing.clock.forward(20_000);
    const look = await worker.answer(lookedAt(standing.clock.now(), state));
    expect(look.purpose).toBe('verify');
    expect((await planOf(plan))?.outcome).toBe(outcome);
  });
  test('what could not be seen is not observed, whatever the account of ours did', async () => {
    const plan = await succeeded();
    await worker.answer({ failed: 'no controller answers' });
    expect((await planOf(plan))?.outcome).toBe('not-observed');
    standing.clock.forward(13 * 60 * minute);
    const blind = await succeeded();
    const seen = lookedAt(standing.clock.now(), 'recycled');
    await worker.answer({
      ...seen,
      facts: seen.facts.filter(({ fact }) => !fact.startsWith('autodiscover')),
    });
    expect((await planOf(blind))?.outcome).toBe('not-observed');
  });
  test('the same is not offered while it cools down, while all changes are stopped, or while it is asked for', async () => {
    const { desk } = standing;
    const offerOf = async (id: string) =>
      (await desk.caseById(id))?.diagnosis?.remedies.find(({ id: remedy }) => remedy === 'recycle-app-pool');
    const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
    await worker.answer(lookedAt(standing.clock.now()));
    expect(await offerOf(opened.id)).toMatchObject({ offered: true });
    await desk.stopActions('freeze');
    expect(await offerOf(opened.id)).toMatchObject({
      offered: false,
      why: expect.stringContaining('freeze'),
    });
    await desk.stopActions(undefined);
    const plan = await approved();
    expect(await offerOf(opened.id)).toMatchObject({
      offered: false,
      why: expect.stringContaining('Hanna Helpdesk asked for the same at'),
    });
    const { order } = await claimed();
    await worker.finishAct(order.id, { state: 'succeeded', steps: steps('succeeded', 'succeeded') });
    await worker.answer(lookedAt(standing.clock.now(), 'still-stale'));
    expect((await planOf(plan))?.outcome).toBe('not-fixed');
    const offer = await offerOf(opened.id);
    expect(offer).toMatchObject({ offered: false });
    expect(offer?.why).toMatch(/^Cooling down until \d{4}-\d\d-\d\d \d\d:\d\d UTC: the same was done at/);
  });
  test('the user’s own word outweighs it, whichever comes first', async () => {
    const plan = await succeeded();
    granted(await standing.desk.userSays({ caseId: plan.caseId, by: hanna, says: 'still-there' }));
    await worker.answer(lookedAt(standing.clock.now(), 'recycled'));
    expect((await planOf(plan))?.outcome).toBe('not-fixed');
    granted(await standing.desk.userSays({ caseId: plan.caseId, by: hanna, says: 'gone' }));
    expect((await planOf(plan))?.outcome).toBe('fixed');
  });
});
