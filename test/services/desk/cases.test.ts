import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
const open = (told = {}) =>
  standing.desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk', ...told });

describe('a case', () => {
  test('is looking at once, shows the worker’s progress, and becomes a diagnosis that is kept', async () => {
    const { desk, clock } = standing;
    const opened = await open();
    expect(opened).toMatchObject({ state: 'looking', mailbox, audience: 'helpdesk', withHelpdesk: false });
    expect(opened.number).toMatch(/^PD-\d+$/);
    const look = await worker.look();
    expect(look).toMatchObject({ purpose: 'case', address: mailbox, fresh: false });
    expect(await worker.beat(look, { done: 3, total: 9, latest: 'DNS' })).toBe(true);
    const seen = await desk.caseById(opened.id);
    expect(seen?.progress).toEqual({ done: 3, total: 9, latest: 'DNS' });
    expect(await worker.finish(look, lookedAt(clock.now()))).toBe(true);
    const diagnosed = await untilCase(desk, opened.id, ({ state }) => state === 'diagnosed');
    expect(diagnosed.diagnosis?.verdicts[0]).toMatchObject({
      cause: 'autodiscover-apppool-cache',
      band: 'confirmed',
    });
    const again = await (await standing.reopen()).caseById(opened.id);
    expect(again?.diagnosis).toEqual(diagnosed.diagnosis);
    await worker.close();
    worker = await handWorker(standing.desk);
  });

  test('merges what was told', async () => {
    const at = new Date(standing.clock.now()).toISOString();
    const told = [
      { fact: 'popup.kind', value: 'restart', from: 'told' as const, source: 'chat', at, vantage: '' },
    ];
    const opened = await open({ told });
    await worker.answer(lookedAt(standing.clock.now()));
    const view = await untilCase(standing.desk, opened.id, ({ state }) => state === 'diagnosed');
    expect(view.diagnosis?.popup).toBe('restart');
  });

  test('says in words what the directory refused, and how a look failed', async () => {
    const refused = await open();
    await worker.answer({
      mailbox,
      facts: [],
      blind: [],
      refusal: {
        kind: 'two-mailboxes',
        says: 'two objects have this address',
        candidates: ['Twin A', 'Twin B'],
      },
    });
    expect(await untilCase(standing.desk, refused.id, ({ state }) => state !== 'looking')).toMatchObject({
      state: 'refused-input',
      says: 'two objects have this address\nTwin A\nTwin B',
    });
    const failed = await open();
    await worker.answer({ failed: 'no looks in the folder' });
    const view = await untilCase(standing.desk, failed.id, ({ state }) => state !== 'looking');
    expect(view).toMatchObject({
      state: 'failed',
      says: 'The look failed on worker hand: no looks in the folder',
    });
  });

  test('is looked at again, afresh, by whoever may', async () => {
    const { desk, clock } = standing;
    const opened = await open();
    await worker.answer(lookedAt(clock.now()));
    expect(await desk.lookAgain(opened.id, otto)).toMatchObject({ ok: false, refused: 'not-allowed' });
    expect(granted(await desk.lookAgain(opened.id, hanna)).state).toBe('looking');
    const look = await worker.answer(lookedAt(clock.now(), 'recycled'));
    expect(look.fresh).toBe(true);
    const view = await untilCase(desk, opened.id, ({ state }) => state === 'diagnosed');
    expect(view.diagnosis?.verdicts[0]?.band).not.toBe('confirmed');
  });

  test('that nobody takes ends with a sentence that says what to start', async () => {
    const opened = await open();
    standing.clock.forward(31_000);
    const view = await untilCase(standing.desk, opened.id, ({ state }) => state === 'failed');
    expect(view.says).toBe(
      'No worker took the look within 30 seconds. Start one inside the network (npm run worker), then look again.',
    );
    // Its delivery is still in the queue; it is dropped, not looked at.
    expect((await worker.claim({ looks: 1, waitMs: 0 })).looks).toEqual([]);
  });

  test('whose worker died is failed with a sentence when no other takes it over', async () => {
    const opened = await open();
    await worker.look();
    standing.clock.forward(11_000);
    const view = await untilCase(standing.desk, opened.id, ({ state }) => state === 'failed');
    expect(view.says).toBe(
      'Worker hand fell silent before it had answered, and no other took the look over. See that one runs inside the network (npm run worker), then look again.',
    );
  });

  test('is handed over, answered by its user, and found by whoever asked', async () => {
    const { desk } = standing;
    const opened = await desk.openCase({ mailbox, askedBy: anna, audience: 'user' });
    await worker.answer(lookedAt(standing.clock.now(), 'recycled'));
    expect(await desk.handToHelpdesk({ caseId: opened.id, by: otto })).toMatchObject({
      refused: 'not-allowed',
    });
    expect(granted(await desk.handToHelpdesk({ caseId: opened.id, by: anna })).withHelpdesk).toBe(true);
    expect(granted(await desk.userSays({ caseId: opened.id, by: anna, says: 'gone' })).userSays).toBe('gone');
    expect((await desk.casesOf(anna)).map(({ id }) => id)).toEqual([opened.id]);
    expect(await desk.lookAgain('not-an-id', anna)).toMatchObject({ ok: false, refused: 'unknown' });
    expect(await desk.caseById("'; drop table cases; --")).toBeUndefined();
  });
});

describe('a person', () => {
  const of = (sid: string) => {
    const looked = lookedAt(standing.clock.now());
    return {
      ...looked,
      facts: looked.facts.map((one) => (one.fact === 'mailbox.sid' ? { ...one, value: sid } : one)),
    };
  };
  test('is one object behind all names that the directory knows', async () => {
    const asking = standing.desk.resolvePerson(['anna@contoso.example', 'anna@cloud.example']);
    const first = await worker.look();
    const second = await worker.look();
    for (const look of [first, second]) {
      expect(look.purpose).toBe('person');
      const known = look.address === 'anna@contoso.example';
      const unknown = {
        mailbox: look.address,
        facts: [],
        blind: [],
        refusal: { kind: 'unknown', says: 'not known', candidates: [] },
      };
      expect(await worker.finish(look, known ? of('S-1-5-21-1-2-3-1104') : unknown)).toBe(true);
    }
    expect(granted(await asking)).toEqual({ mailbox, displayName: 'Anna', objectId: 'S-1-5-21-1-2-3-1104' });
  });
  test('is nobody when two names lead to two objects', async () => {
    const asking = standing.desk.resolvePerson(['a@contoso.example', 'b@contoso.example']);
    await worker.answer(of('S-1-5-21-1-2-3-1104'));
    await worker.answer(of('S-1-5-21-1-2-3-1105'));
    expect(await asking).toMatchObject({ ok: false, refused: 'unknown' });
  });
  test('is not called unknown when the directory could not be read', async () => {
    const asking = standing.desk.resolvePerson(['anna@contoso.example', 'nobody@contoso.example']);
    for (let turn = 0; turn < 2; turn++) {
      const look = await worker.look();
      const refusal = { kind: 'unknown', says: 'not known', candidates: [] };
      const nothing = { mailbox: look.address, facts: [] };
      const blind = [
        { fact: 'dns', why: 'not asked' },
        { fact: 'mailbox.sid', why: 'dc1.corp.local:636 refused the connection' },
      ];
      const known = look.address === 'anna@contoso.example';
      await worker.finish(look, known ? { ...nothing, blind } : { ...nothing, blind: [], refusal });
    }
    expect(await asking).toEqual({
      ok: false,
      refused: 'unavailable',
      says: 'The directory could not be read just now (dc1.corp.local:636 refused the connection), so I cannot tell whose mailbox this is. Try again in a few minutes, or tell the helpdesk.',
    });
  });
  test('is remembered after "yes, that is me"', async () => {
    const link = { mailbox, displayName: 'Anna', objectId: 'S-1-5-21-1-2-3-1104' };
    expect(await standing.desk.linkOf(anna.entraId)).toBeUndefined();
    await standing.desk.linkPerson(anna, link);
    expect(await standing.desk.linkOf(anna.entraId)).toEqual(link);
  });
});

describe('what the chat remembers', () => {
  test('conversations and cards are kept, updated and forgotten', async () => {
    const { desk } = standing;
    await desk.rememberConversation(anna, { serviceUrl: 'http://one' });
    await desk.rememberConversation(anna, { serviceUrl: 'http://two' });
    expect(await desk.conversationOf(anna.entraId)).toEqual({ serviceUrl: 'http://two' });
    const { id: caseId } = await open();
    const card = {
      caseId,
      conversation: 'c1',
      activityId: 'a1',
      audience: 'helpdesk' as const,
      reference: { a: [1] },
    };
    await desk.rememberCard(card);
    await desk.rememberCard({ ...card, shown: 'hash' });
    expect(await desk.cardsOf(caseId)).toEqual([{ ...card, shown: 'hash' }]);
    await desk.forgetCard('c1', 'a1');
    expect(await desk.cardsOf(caseId)).toEqual([]);
  });
});
