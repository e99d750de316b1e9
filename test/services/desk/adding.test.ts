import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fact, FactValue } from '../../../services/facts.ts';
import { lookedAt, mailbox } from './stale-case.ts';
import {
  anna,
  granted,
  type HandWorker,
  handWorker,
  hanna,
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

const fact = (path: string, value: FactValue, from: 'told' | 'pasted' = 'told'): Fact => ({
  fact: path,
  value,
  from,
  source: 'said in the chat',
  at: '2026-11-20T10:00:00.000Z',
  vantage: '',
});
const open = (more: { readonly told?: readonly Fact[]; readonly awaitsReport?: boolean } = {}) =>
  standing.desk.openCase({ mailbox, askedBy: anna, audience: 'user', ...more });
/** A case of Anna's that a worker looked at; without `seen` nothing proves a cause. */
async function diagnosed(state: 'stale' | 'recycled' = 'recycled', told: readonly Fact[] = []) {
  const view = await open({ told });
  await worker.answer(lookedAt(standing.clock.now(), state));
  return untilCase(standing.desk, view.id, (each) => each.state === 'diagnosed');
}
const answer = (caseId: string, facts: readonly Fact[], more: object = {}) =>
  standing.desk.addFacts({
    caseId,
    by: anna,
    kind: 'answer',
    facts,
    about: 'Which box do you see?',
    questions: ['which-popup'],
    ...more,
  });
const bandOf = (
  view: { readonly diagnosis?: { readonly verdicts: readonly { cause: string; band: string }[] } },
  id: string,
) => view.diagnosis?.verdicts.find(({ cause }) => cause === id)?.band;

describe('what is added to a case', () => {
  test('is judged at once with everything else, and kept with what it changed', async () => {
    const before = await diagnosed('stale', [fact('popup.kind', 'certificate')]);
    expect(before).toMatchObject({ additions: [], awaitsReport: false });
    const after = granted(await answer(before.id, [fact('popup.kind', 'restart')]));
    expect(after.diagnosis?.popup).toBe('restart');
    expect(after.diagnosis?.facts).toEqual(
      expect.arrayContaining([expect.objectContaining({ fact: 'mailbox.server', from: 'directory' })]),
    );
    expect(after.additions).toMatchObject([
      {
        kind: 'answer',
        by: anna,
        questions: ['which-popup'],
        facts: [{ fact: 'popup.kind', value: 'restart' }],
      },
    ]);
    const [{ changed = [] } = {}] = after.additions;
    expect(changed.length).toBeGreaterThan(0);
    for (const { cause, from, to } of changed) {
      expect(from).toBe(bandOf(before, cause));
      expect(to).toBe(bandOf(after, cause));
    }
    expect(granted(await standing.desk.lookAgain(before.id, anna)).state).toBe('looking');
    await worker.answer(lookedAt(standing.clock.now(), 'recycled'));
    const again = await untilCase(standing.desk, before.id, ({ state }) => state === 'diagnosed');
    expect(again.diagnosis?.popup).toBe('restart');
  });

  test('by the same person about the same corrects it; another’s word stands beside it', async () => {
    const view = await diagnosed('recycled', [
      fact('popup.kind', 'credential'),
      fact('popup.chain', ['credential', 'restart']),
    ]);
    await answer(view.id, [fact('popup.kind', 'restart')]);
    const mended = granted(await answer(view.id, [fact('popup.kind', 'certificate')]));
    expect(mended.said.map(({ value }) => value)).toEqual(['certificate']);
    expect(mended.diagnosis?.disagreements).toEqual([]);
    const both = granted(await answer(view.id, [fact('popup.kind', 'restart')], { by: hanna }));
    expect(both.said.map(({ value }) => value)).toEqual(['certificate', 'restart']);
    expect(both.diagnosis?.disagreements).toMatchObject([{ fact: 'popup.kind' }]);
  });

  test('again to the same question takes the earlier answer back, also where it was a list’s element', async () => {
    const view = await diagnosed();
    const tried = (result: string) => [fact('tried[]', { what: 'new-profile', result })];
    await answer(view.id, tried('cured'), { questions: ['new-profile'] });
    const after = granted(await answer(view.id, tried('nothing'), { questions: ['new-profile'] }));
    expect(after.said.map(({ value }) => value)).toEqual([{ what: 'new-profile', result: 'nothing' }]);
    const unknown = granted(await answer(view.id, [], { questions: ['new-profile'] }));
    expect(unknown.additions.at(-1)).toMatchObject({ questions: ['new-profile'], facts: [] });
  });

  test('while it looks belongs to the verdict, also at its very end', async () => {
    const view = await open({ awaitsReport: true });
    expect(view.awaitsReport).toBe(true);
    const look = await worker.look();
    const told = granted(await answer(view.id, [fact('popup.kind', 'restart')], { kind: 'report' }));
    expect(told).toMatchObject({ state: 'looking', awaitsReport: false });
    const [ended] = await Promise.all([
      worker.finish(look, lookedAt(standing.clock.now())),
      answer(view.id, [fact('scope.webmailWorks', true)], { questions: ['web-mail'] }),
    ]);
    expect(ended).toBe(true);
    const done = await untilCase(standing.desk, view.id, ({ state }) => state === 'diagnosed');
    expect(done.diagnosis?.popup).toBe('restart');
    expect(done.diagnosis?.facts.map((each) => each.fact)).toContain('scope.webmailWorks');
  });

  test('in parts is taken as one text: the joined one replaces the first part', async () => {
    const view = await diagnosed();
    const line = (count: number) =>
      fact('log[]', { server: 'ex16b', log: 'iis', status: 401, count }, 'pasted');
    const paste = (facts: readonly Fact[], more: object = {}) =>
      standing.desk.addFacts({
        caseId: view.id,
        by: hanna,
        kind: 'paste',
        facts,
        about: 'IIS lines',
        ...more,
      });
    const first = granted(await paste([line(1)])).additions.at(-1);
    const joined = granted(await paste([line(2)], { replaces: first?.id }));
    expect(joined.additions).toHaveLength(1);
    expect(joined.said).toMatchObject([{ value: { count: 2 }, from: 'pasted' }]);
  });

  test('at the same moment by two is kept from both', async () => {
    const view = await diagnosed();
    const both = await Promise.all([
      answer(view.id, [fact('scope.webmailWorks', true)], { questions: ['web-mail'] }),
      answer(view.id, [fact('scope.phoneWorks', true)], { questions: ['phone'], by: hanna }),
    ]);
    for (const each of both) granted(each);
    const after = await standing.desk.caseById(view.id);
    expect(after?.said.map((each) => each.fact).sort()).toEqual(['scope.phoneWorks', 'scope.webmailWorks']);
  });
});

describe('who may add', () => {
  test('is whoever reported it, and the helpdesk to any case', async () => {
    const view = await diagnosed();
    const webmail = [fact('scope.webmailWorks', true)];
    expect(await answer(view.id, webmail, { by: otto })).toMatchObject({ ok: false, refused: 'not-allowed' });
    granted(await answer(view.id, webmail, { by: hanna }));
    expect((await standing.desk.caseById(view.id))?.additions.map(({ by }) => by.name)).toEqual([hanna.name]);
  });

  test('is not somebody who reported another’s mailbox: he sees nothing of it', async () => {
    const view = await standing.desk.openCase({ mailbox, askedBy: otto, audience: 'helpdesk' });
    await worker.answer(lookedAt(standing.clock.now()));
    expect(await answer(view.id, [], { by: otto })).toMatchObject({ ok: false, refused: 'not-allowed' });
  });

  test.each([
    ['an unknown case', { caseId: '00000000-0000-4000-8000-000000000000' }, 'unknown'],
    ['no id at all', { caseId: "'; drop table cases" }, 'unknown'],
    ['what the vocabulary does not know', { facts: [fact('popup.colour', 'blue')] }, 'not-understood'],
    ['a value outside its list', { facts: [fact('popup.kind', 'blue')] }, 'not-understood'],
    [
      'facts that claim to come from a worker',
      { facts: [{ ...fact('popup.kind', 'restart'), from: 'worker' }] },
      'not-understood',
    ],
    ['pasted facts as an answer', { facts: [fact('popup.kind', 'restart', 'pasted')] }, 'not-understood'],
    [
      'more than a person says',
      { facts: Array.from({ length: 5_001 }, () => fact('tried[]', { what: 'wait' })) },
      'not-understood',
    ],
  ])('%s is refused', async (_what, more, refused) => {
    const view = await diagnosed();
    expect(await answer(view.id, [fact('scope.webmailWorks', true)], more)).toMatchObject({
      ok: false,
      refused,
    });
    expect((await standing.desk.caseById(view.id))?.additions).toEqual([]);
  });
});

test('a case is found by the number that people quote', async () => {
  const { id, number } = await open();
  expect((await standing.desk.caseByNumber(number.toLowerCase()))?.id).toBe(id);
  for (const wrong of ['PD-', 'PD-99999999999999999999', 'PD-x', '17', ''])
    expect(await standing.desk.caseByNumber(wrong)).toBeUndefined();
});
