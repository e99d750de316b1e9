import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView, PlanView } from '../../../services/desk/types.ts';
import { isSigned } from '../../../services/worker/signatures.ts';
import { readToken } from '../../../services/worker/tokens.ts';
import { longAgo, lookedAt, mailbox } from './stale-case.ts';
import {
  anna,
  aron,
  granted,
  type HandWorker,
  handWorker,
  hanna,
  olga,
  otto,
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

async function diagnosed(state: Parameters<typeof lookedAt>[1] = 'stale'): Promise<CaseView> {
  const { desk, clock } = standing;
  const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  await worker.answer(lookedAt(clock.now(), state));
  return untilCase(desk, opened.id, (view) => view.state === 'diagnosed');
}
const ask = (caseId: string, by = hanna) =>
  standing.desk.requestPlan({ caseId, remedy: 'recycle-app-pool', by, reason: 'PD test' });
async function requested(by = hanna): Promise<PlanView> {
  return granted(await ask((await diagnosed()).id, by));
}
const approve = ({ id: planId, nonce }: PlanView, by = aron) =>
  standing.desk.decide({ planId, nonce, by, decision: 'approve' });
/** Ends what is open, so that the next test may ask for the same. */
const withdraw = async (plan: PlanView, by = hanna) =>
  granted(await standing.desk.withdraw({ planId: plan.id, nonce: plan.nonce, by }));

describe('a request', () => {
  test('carries what, why, impact, command and an end', async () => {
    const plan = await requested();
    expect(plan).toMatchObject({
      state: 'requested',
      remedy: 'recycle-app-pool',
      cause: 'autodiscover-apppool-cache',
      parameters: { pool: 'msexchangeautodiscoverapppool', servers: ['ex16a', 'ex16b'] },
      requestedBy: hanna,
      expiresAt: new Date(standing.clock.now() + 30 * minute).toISOString(),
    });
    expect(plan.steps.map(({ target, state }) => [target, state])).toEqual([
      ['ex16a', 'waiting'],
      ['ex16b', 'waiting'],
    ]);
    expect(plan.command).toContain("Restart-WebAppPool -Name 'MSExchangeAutodiscoverAppPool'");
    expect(plan.why.join(' ')).toContain('ex16b');
    expect((await standing.desk.pendingPlans()).map(({ id }) => id)).toEqual([plan.id]);
    await withdraw(plan);
    expect(await standing.desk.pendingPlans()).toEqual([]);
  });
  test('is for the helpdesk, of a case that is there, and only for what is offered', async () => {
    const { id } = await diagnosed();
    expect(await ask(id, otto)).toMatchObject({ refused: 'not-allowed' });
    expect(await ask(id, anna)).toMatchObject({ refused: 'not-allowed' });
    expect(await ask('00000000-0000-4000-8000-000000000000')).toMatchObject({ refused: 'unknown' });
    const advice = await standing.desk.requestPlan({
      caseId: id,
      remedy: 'wait-for-cache',
      by: hanna,
      reason: '',
    });
    expect(advice).toMatchObject({ refused: 'not-offered' });
    const clean = await diagnosed('recycled');
    expect(await ask(clean.id)).toMatchObject({ ok: false, refused: 'not-offered' });
  });
  test('is not offered while the case has no diagnosis', async () => {
    const { desk, clock } = standing;
    const opened = await desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
    expect(await ask(opened.id)).toMatchObject({ refused: 'not-offered' });
    await worker.answer(lookedAt(clock.now()));
  });
  test('is one at a time for the same target, also when two ask at once', async () => {
    const [one, two] = [await diagnosed(), await diagnosed()];
    const answers = await Promise.all([ask(one.id), ask(two.id, aron)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refused: 'not-offered' });
    const won = answers.find((answer) => answer.ok);
    if (won?.ok) await withdraw(won.value, won.value.requestedBy);
  });
});

describe('a decision is refused', () => {
  test('to the requester, to outsiders and to the helpdesk', async () => {
    const plan = await requested(aron);
    expect(await approve(plan, aron)).toMatchObject({
      refused: 'own-request',
      says: 'You asked for this yourself; another approver must decide.',
    });
    expect(await approve(plan, otto)).toMatchObject({ refused: 'not-allowed' });
    expect(await approve(plan, hanna)).toMatchObject({ refused: 'not-allowed' });
    // An approver by name and not by id is nobody.
    expect(await approve(plan, { ...otto, name: olga.name })).toMatchObject({ refused: 'not-allowed' });
    expect((await standing.desk.pendingPlans()).map(({ id }) => id)).toEqual([plan.id]);
    await withdraw(plan, aron);
  });
  test('with a forged id or nonce', async () => {
    const plan = await requested();
    const other = await standing.desk.decide({
      planId: plan.id,
      nonce: 'a'.repeat(32),
      by: olga,
      decision: 'approve',
    });
    expect(other).toMatchObject({ refused: 'forged' });
    for (const planId of ['1', '00000000-0000-4000-8000-000000000000', "' or 1=1 --"]) {
      const answer = await standing.desk.decide({ planId, nonce: plan.nonce, by: olga, decision: 'approve' });
      expect(answer).toMatchObject({ refused: 'unknown' });
    }
    expect(await standing.desk.withdraw({ planId: plan.id, nonce: 'x', by: hanna })).toMatchObject({
      refused: 'forged',
    });
    expect(await standing.desk.withdraw({ planId: plan.id, nonce: plan.nonce, by: otto })).toMatchObject({
      refused: 'not-allowed',
    });
    await withdraw(plan);
    expect(await approve(plan)).toMatchObject({ refused: 'already-decided' });
  });
  test('after its time', async () => {
    const plan = await requested();
    standing.clock.forward(30 * minute + 1);
    expect(await approve(plan)).toMatchObject({ ok: false, refused: 'expired' });
    expect((await standing.desk.caseById(plan.caseId))?.plan?.state).toBe('expired');
  });
  test('once it was rejected', async () => {
    const plan = await requested();
    const { id: planId, nonce } = plan;
    const rejected = granted(
      await standing.desk.decide({ planId, nonce, by: aron, decision: 'reject', reason: 'not on a Monday' }),
    );
    expect(rejected).toMatchObject({ state: 'rejected', decidedBy: aron, decisionReason: 'not on a Monday' });
    expect(await approve(plan, olga)).toMatchObject({
      refused: 'already-decided',
      says: expect.stringContaining('rejected by Aron'),
    });
  });
  test('when it was looked at again and is no longer so', async () => {
    const plan = await requested();
    granted(await standing.desk.lookAgain(plan.caseId, hanna));
    await worker.answer(lookedAt(standing.clock.now(), 'recycled'));
    await untilCase(standing.desk, plan.caseId, ({ state }) => state === 'diagnosed');
    expect(await approve(plan)).toMatchObject({ ok: false, refused: 'changed' });
  });
  test('while all changes are stopped', async () => {
    const plan = await requested();
    await standing.desk.stopActions('freeze until Tuesday', hanna);
    expect(await approve(plan)).toMatchObject({
      refused: 'stopped',
      says: expect.stringContaining('freeze until Tuesday'),
    });
    const another = await diagnosed();
    expect(await ask(another.id)).toMatchObject({ refused: 'stopped' });
    await standing.desk.stopActions(undefined);
    await withdraw(plan);
  });
  test('when nobody else could approve', async () => {
    const alone = await standDesk({ lab: false });
    const hand = await handWorker(alone.desk);
    try {
      const opened = await alone.desk.openCase({ mailbox, askedBy: aron, audience: 'helpdesk' });
      await hand.answer(lookedAt(alone.clock.now()));
      await untilCase(alone.desk, opened.id, ({ state }) => state === 'diagnosed');
      const request = (by: typeof aron) =>
        alone.desk.requestPlan({ caseId: opened.id, remedy: 'recycle-app-pool', by, reason: '' });
      // Outside the lab the whole organisation needs two: Aron has only Olga.
      expect(await request(aron)).toMatchObject({ refused: 'no-approver' });
      const plan = granted(await request(hanna));
      const decide = (by: typeof aron) =>
        alone.desk.decide({ planId: plan.id, nonce: plan.nonce, by, decision: 'approve' });
      expect(granted(await decide(aron)).state).toBe('requested');
      expect(await decide(aron)).toMatchObject({ refused: 'already-decided' });
      expect(granted(await decide(olga)).state).toBe('queued');
    } finally {
      await hand.close();
      await alone.close();
    }
  });
});

describe('an approval', () => {
  test('of two clicks at once counts exactly one, and its job is signed and handed out once', async () => {
    const { desk, clock } = standing;
    const plan = await requested();
    const answers = await Promise.all([approve(plan, aron), approve(plan, olga), approve(plan, aron)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refused === 'already-decided')).toHaveLength(2);
    const second = await handWorker(desk, 'second');
    const claims = await Promise.all(
      [worker, second, worker].map((one) => one.claim({ act: true, waitMs: 0 })),
    );
    const given = claims.filter(({ act }) => act !== undefined);
    expect(given).toHaveLength(1);
    const act = given[0]?.act;
    if (act === undefined) throw new Error('nobody was given the job');
    expect(act.order).toMatchObject({
      action: 'recycle-app-pool',
      targets: ['ex16a', 'ex16b'],
      limits: { sessions: 60 },
      subject: { mailbox, server: 'ex16b' },
      expected: { ex16a: longAgo(clock.now()), ex16b: longAgo(clock.now()) },
      notAfter: new Date(clock.now() + 15 * minute).toISOString(),
    });
    const { publicKey } = readToken(await desk.enrolWorker('third')) ?? { publicKey: '' };
    expect(isSigned(act.order, act.signature, publicKey)).toBe(true);
    expect(isSigned({ ...act.order, targets: ['dc1'] }, act.signature, publicKey)).toBe(false);
    const owner = claims[1]?.act === undefined ? worker : second;
    const other = owner === worker ? second : worker;
    const done = {
      state: 'succeeded' as const,
      steps: ['ex16a', 'ex16b'].map((target) => ({ target, state: 'succeeded' as const, says: 'anew' })),
    };
    // Only the worker that claimed it may tell of it; told twice it counts once.
    expect(await other.finishAct(act.order.id, done)).toBe(false);
    expect((await other.beatAct(act.order.id, done.steps)).yours).toBe(false);
    expect((await owner.claim({ act: true, waitMs: 0 })).unsettled.map(({ order }) => order.id)).toEqual([
      act.order.id,
    ]);
    expect(await owner.finishAct(act.order.id, done)).toBe(true);
    expect(await owner.finishAct(act.order.id, { ...done, state: 'failed' })).toBe(true);
    const view = await untilCase(desk, plan.caseId, (one) => one.plan?.state === 'succeeded');
    expect(view.plan?.steps.map(({ says }) => says)).toEqual(['anew', 'anew']);
    const verify = await worker.look();
    expect(verify).toMatchObject({ purpose: 'verify', address: mailbox, fresh: true });
    await worker.finish(verify, lookedAt(clock.now(), 'recycled'));
    const verified = await untilCase(desk, plan.caseId, (one) => one.plan?.outcome !== undefined);
    expect(verified.plan?.outcome).toBe('server-side-clean');
    expect(verified.plan?.comparison).toContainEqual({
      fact: 'autodiscover[autodiscover.contoso.example@ex16b].status',
      before: '302',
      after: '200',
    });
    const gone = granted(await desk.userSays({ caseId: plan.caseId, by: hanna, says: 'gone' }));
    expect(gone.plan?.outcome).toBe('fixed');
    // Its target is left alone for its cool-down.
    expect(await ask((await diagnosed()).id)).toMatchObject({ refused: 'cooling-down' });
    await second.close();
  });
});
