import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseView, PlanView } from '../../../services/desk/types.ts';
import type { Fact } from '../../../services/facts.ts';
import { lookedAt, mailbox } from './stale-case.ts';
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
beforeEach(() => standing.clock.forward(25 * 3_600_000));

const said = (kind: string): Fact => ({
  fact: 'popup.kind',
  value: kind,
  from: 'told',
  source: 'said in the chat',
  at: new Date(standing.clock.now()).toISOString(),
  vantage: '',
});
const diagnosed = (id: string) => untilCase(standing.desk, id, ({ state }) => state === 'diagnosed');
async function reported(told: readonly Fact[] = []): Promise<CaseView> {
  const { id } = await standing.desk.openCase({ mailbox, askedBy: anna, audience: 'user', told });
  await worker.answer(lookedAt(standing.clock.now()));
  return diagnosed(id);
}
async function askedByHelpdesk(told: readonly Fact[] = []): Promise<CaseView> {
  const { id } = await standing.desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk', told });
  await worker.answer(lookedAt(standing.clock.now()));
  return diagnosed(id);
}
async function recycled(caseId: string): Promise<PlanView> {
  const { desk, clock } = standing;
  const { id: planId, nonce } = granted(
    await desk.requestPlan({ caseId, remedy: 'recycle-app-pool', by: hanna, reason: '' }),
  );
  const plan = granted(await desk.decide({ planId, nonce, by: aron, decision: 'approve' }));
  const { act } = await worker.claim({ act: true });
  if (act === undefined) throw new Error('no action was handed out');
  const steps = ['ex16a', 'ex16b'].map((target) => ({ target, state: 'succeeded' as const, says: 'done' }));
  await worker.finishAct(act.order.id, { state: 'succeeded', steps });
  clock.forward(20_000);
  await worker.answer(lookedAt(clock.now(), 'recycled'));
  return plan;
}

describe('the helpdesk, asking for a mailbox whose user reported', () => {
  test('joins his case, which is looked at again with what he told', async () => {
    const report = await reported([said('credential')]);
    const joined = await askedByHelpdesk();
    expect(joined).toMatchObject({ id: report.id, audience: 'user', askedBy: anna, withHelpdesk: true });
    expect(joined.diagnosis?.popup).toBe('credential');
    await recycled(joined.id);
    expect(await standing.desk.caseById(report.id)).toMatchObject({ plan: { outcome: 'server-side-clean' } });
  });
  test('opens another when it was told otherwise, and both hear of what is done', async () => {
    const report = await reported([said('credential')]);
    const heard: string[] = [];
    const other = await askedByHelpdesk([said('restart')]);
    expect(other.id).not.toBe(report.id);
    const stop = standing.desk.onChange((id) => heard.push(id));
    const plan = await recycled(other.id);
    const view = await untilCase(standing.desk, report.id, (one) => one.plan?.outcome !== undefined);
    stop();
    expect(view.plan).toMatchObject({ id: plan.id, caseId: other.id, outcome: 'server-side-clean' });
    expect(view.plan?.comparison).not.toEqual([]);
    expect(new Set(heard)).toEqual(new Set([report.id, other.id]));
    // His word in his case is the outcome of the plan that was asked for in the other.
    granted(await standing.desk.userSays({ caseId: report.id, by: anna, says: 'gone' }));
    expect(await standing.desk.caseById(other.id)).toMatchObject({
      userSays: 'gone',
      userSaidBy: anna,
      plan: { outcome: 'fixed', outcomeReason: 'user' },
    });
  });
  test('does not join a report that is a day old, or whose user says it is gone', async () => {
    const old = await reported();
    standing.clock.forward(25 * 3_600_000);
    const second = await reported();
    granted(await standing.desk.userSays({ caseId: second.id, by: anna, says: 'gone' }));
    const asked = await askedByHelpdesk();
    expect([old.id, second.id]).not.toContain(asked.id);
  });
  test('a stranger’s report joins nothing, and his word binds only his own case', async () => {
    const report = await reported();
    const { id } = await standing.desk.openCase({ mailbox, askedBy: otto, audience: 'helpdesk' });
    await worker.answer(lookedAt(standing.clock.now()));
    await diagnosed(id);
    expect(id).not.toBe(report.id);
    granted(await standing.desk.userSays({ caseId: id, by: otto, says: 'gone' }));
    expect((await standing.desk.caseById(report.id))?.userSays).toBeUndefined();
  });
});

test('a cause on the server side is handed to the helpdesk by itself', async () => {
  expect((await reported()).withHelpdesk).toBe(true);
  const { id } = await standing.desk.openCase({ mailbox, askedBy: anna, audience: 'user' });
  await worker.answer(lookedAt(standing.clock.now(), 'recycled'));
  expect((await diagnosed(id)).withHelpdesk).toBe(false);
});

test('the helpdesk says it for the user, and finds what it was handed, one case per mailbox, newest first', async () => {
  const { desk } = standing;
  const first = await reported();
  expect(
    granted(await desk.userSays({ caseId: first.id, by: hanna, says: 'still-there' })).userSaidBy,
  ).toEqual(hanna);
  const second = await reported();
  const other = await desk.openCase({
    mailbox: 'bert@contoso.example',
    askedBy: hanna,
    audience: 'helpdesk',
  });
  await worker.answer({ failed: 'nothing' });
  const mine = await desk.casesOf(hanna);
  expect(mine.filter((one) => one.mailbox === mailbox).map(({ id }) => id)).toEqual([second.id]);
  expect(new Set(mine.slice(0, 2).map(({ id }) => id))).toEqual(new Set([second.id, other.id]));
  expect(await desk.casesOf(olga)).toEqual([]);
  expect((await desk.casesOf(anna)).map(({ id }) => id)).toEqual([second.id]);
});

test('"still there" after a clean second look opens the case and looks again; both are told apart', async () => {
  const { desk, clock } = standing;
  const report = await reported();
  await recycled(report.id);
  const clean = await desk.caseById(report.id);
  expect(clean?.plan).toMatchObject({ outcome: 'server-side-clean', outcomeReason: 'facts' });
  const still = granted(await desk.userSays({ caseId: report.id, by: anna, says: 'still-there' }));
  expect(still).toMatchObject({ state: 'looking', plan: { outcome: 'not-fixed', outcomeReason: 'user' } });
  const again = await worker.answer(lookedAt(clock.now(), 'recycled'));
  expect(again).toMatchObject({ purpose: 'verify', fresh: true });
  const view = await diagnosed(report.id);
  expect(view.plan).toMatchObject({
    outcome: 'not-fixed',
    outcomeReason: 'user',
    seenOutcome: 'server-side-clean',
  });
  granted(await desk.userSays({ caseId: report.id, by: anna, says: 'still-there' }));
  await worker.answer(lookedAt(clock.now(), 'still-stale'));
  expect((await diagnosed(report.id)).plan).toMatchObject({ outcome: 'not-fixed', outcomeReason: 'facts' });
  granted(await desk.userSays({ caseId: report.id, by: anna, says: 'still-there' }));
  await worker.answer({ failed: 'no controller answers' });
  expect((await diagnosed(report.id)).plan).toMatchObject({ seenOutcome: 'not-fixed' });
});
