import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlanView } from '../../services/desk/types.ts';
import { StoreUnavailable } from '../../services/store/time-limit.ts';
import { diagnosisExample } from '../dialogs/examples.ts';
import { buttonsOf, textOf } from './connector-server.ts';
import { people, type Rig, rig, type Who } from './rig.ts';

let bot: Rig;
beforeEach(async () => {
  bot = await rig();
  for (const who of ['hanna', 'aron', 'olga', 'anna'] as const) await bot.say(who, 'hi');
});
afterEach(() => bot.close());

const last = (who: Who): string => textOf(bot.shown(who).at(-1)?.card);
const button = (who: Who, title: string) => {
  const found = buttonsOf(bot.shown(who).at(-1)?.card).get(title);
  if (found === undefined) throw new Error(`no button “${title}” in:\n${last(who)}`);
  return found;
};
const theCase = () => {
  const [view] = bot.desk.cases.values();
  if (view === undefined) throw new Error('no case was opened');
  return view;
};
const settle = async () => {
  await bot.clock.pass(3_000);
  await bot.idle();
};

/** Hanna has Anna's verdict before her and has asked for the recycle. */
async function requested(): Promise<void> {
  await bot.say('hanna', 'diagnose anna@contoso.example');
  bot.desk.finish(theCase().id, diagnosisExample);
  await settle();
  await bot.press('hanna', button('hanna', 'Send to the approvers'), { reason: 'Anna is asked all day' });
  await settle();
}

describe('the request', () => {
  test('reaches every approver but never its requester, and says who asks and why', async () => {
    await requested();
    for (const who of ['aron', 'olga'] as const) {
      expect(last(who)).toMatch(
        /Your approval is asked[\s\S]*Asked by Hanna Helpdesk: Anna is asked all day/,
      );
      expect(last(who)).toContain('Restart-WebAppPool');
    }
    expect(last('hanna')).toContain('WAITING – for an approver');
    expect(last('anna')).not.toContain('Your approval is asked');
  });

  test('needs a reason', async () => {
    await bot.say('hanna', 'diagnose anna@contoso.example');
    bot.desk.finish(theCase().id, diagnosisExample);
    await settle();
    const answer = await bot.press('hanna', button('hanna', 'Send to the approvers'), { reason: '  ' });
    expect(answer.body).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringContaining('write a reason'),
    });
    expect(theCase().plan).toBeUndefined();
  });

  test('carries case, verb and nonce, nothing else', async () => {
    await requested();
    for (const each of buttonsOf(bot.shown('aron').at(-1)?.card).values()) {
      expect(Object.keys(each.data).sort()).toEqual(['case', 'nonce', 'verb']);
    }
  });
});

describe('the decision', () => {
  test('is answered at once, and every card shows it', async () => {
    await requested();
    const answer = await bot.press('aron', button('aron', 'Approve'));
    expect(textOf(answer.body?.value)).toMatch(/APPROVED[\s\S]*Approved by Aron Approver/);
    expect(buttonsOf(answer.body?.value).size).toBe(0);
    await settle();
    expect(last('olga')).toContain('Approved by Aron Approver');
    expect(last('hanna')).toContain('Approved by Aron Approver');
    expect(bot.texts('hanna').at(-1)).toContain('approved by Aron Approver');
  });

  test('with a reason is a rejection, and the requester hears why', async () => {
    await requested();
    await bot.press('olga', button('olga', 'Send rejection'), { reason: 'Not before lunch' });
    await settle();
    expect(bot.texts('hanna').at(-1)).toMatch(/rejected by Olga Approver[\s\S]*Not before lunch/);
    expect(theCase().plan?.state).toBe('rejected');
  });

  test('comes too late from the second approver, who is told by whom', async () => {
    await requested();
    const late = button('olga', 'Approve');
    await bot.press('aron', button('aron', 'Approve'));
    const answer = await bot.press('olga', late);
    expect(textOf(answer.body?.value)).toContain('Not done: Already decided by Aron Approver');
  });

  test('twice at once decides once', async () => {
    await requested();
    const approve = button('aron', 'Approve');
    const both = await Promise.all([bot.press('aron', approve), bot.press('aron', approve)]);
    const refused = both.filter(({ body }) => textOf(body?.value).includes('Not done'));
    expect(refused).toHaveLength(1);
  });

  const forgeries: readonly (readonly [string, Who, (plan: PlanView) => object, RegExp])[] = [
    [
      'a user',
      'anna',
      (plan) => ({ verb: 'approve', case: plan.caseId, nonce: plan.nonce }),
      /Only approvers decide/,
    ],
    [
      'the requester',
      'hanna',
      (plan) => ({ verb: 'approve', case: plan.caseId, nonce: plan.nonce }),
      /Only approvers decide/,
    ],
    [
      'an outsider',
      'otto',
      (plan) => ({ verb: 'approve', case: plan.caseId, nonce: plan.nonce }),
      /Only approvers decide/,
    ],
    [
      'an approver with another nonce',
      'aron',
      (plan) => ({ verb: 'approve', case: plan.caseId, nonce: 'made-up' }),
      /does not belong/,
    ],
    [
      'an approver with another case',
      'aron',
      (plan) => ({ verb: 'approve', case: 'made-up', nonce: plan.nonce }),
      /know no such case/,
    ],
    [
      'a verb we do not have',
      'aron',
      (plan) => ({ verb: 'run', case: plan.caseId, nonce: plan.nonce }),
      /do not know this button/,
    ],
    ['nothing at all', 'aron', () => ({}), /do not know this button/],
    [
      'somebody else’s “It’s gone”',
      'otto',
      (plan) => ({ verb: 'gone', case: plan.caseId, nonce: 'x' }),
      /Only the person who reported/,
    ],
    [
      'a request for an offer that is not there',
      'hanna',
      (plan) => ({ verb: 'request', case: plan.caseId, nonce: 'x', reason: 'y' }),
      /does not belong/,
    ],
  ];
  test.each(forgeries)(
    'forged by %s is refused in words and changes nothing',
    async (_who, who, data, says) => {
      await requested();
      const plan = theCase().plan;
      if (plan === undefined) throw new Error('no plan');
      // The desk's example plan has its own case id.
      const answer = await bot.press(who, { verb: 'x', data: data({ ...plan, caseId: theCase().id }) });
      expect(answer.status).toBe(200);
      const said = typeof answer.body?.value === 'string' ? answer.body.value : textOf(answer.body?.value);
      expect(said).toMatch(says);
      expect(theCase().plan?.state).toBe('requested');
    },
  );

  test('pressed by the older Action.Submit is answered in words', async () => {
    await requested();
    await bot.send('anna', { text: null, value: { verb: 'approve', case: theCase().id, nonce: 'x' } });
    expect(bot.texts('anna').at(-1)).toContain('Only approvers decide');
  });
});

test('a store that is down at the decision gives a reference, not a stack', async () => {
  await requested();
  const approve = button('aron', 'Approve');
  const broken = new Error('connection terminated at /srv/secret/path');
  bot.desk.decide = () => Promise.reject(broken);
  const answer = await bot.press('aron', approve);
  expect(answer.status).toBe(200);
  expect(answer.body?.value).toMatch(/could not finish that \(reference [0-9a-f]{8}\)/);
  expect(JSON.stringify(answer.body)).not.toContain('secret');
});

test('a slow store is answered before the client gives up', async () => {
  await requested();
  const approve = button('aron', 'Approve');
  let release = () => undefined as unknown;
  const decide = bot.desk.decide;
  bot.desk.decide = async (ask) => {
    await new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    return decide(ask);
  };
  const answering = bot.press('aron', approve);
  while (bot.clock.waiting() === 0) await new Promise((resolve) => setImmediate(resolve));
  await bot.clock.pass(1_500);
  expect((await answering).body?.value).toContain('Still working on it');
  release();
  await settle();
  expect(last('aron')).toContain('Approved by Aron Approver');
});

test('a store that goes away meanwhile is told in a message of its own', async () => {
  await requested();
  const approve = button('aron', 'Approve');
  const gone = Promise.withResolvers<never>();
  bot.desk.decide = () => gone.promise;
  const answering = bot.press('aron', approve);
  while (bot.clock.waiting() === 0) await new Promise((resolve) => setImmediate(resolve));
  await bot.clock.pass(1_500);
  expect((await answering).body?.value).toContain('Still working on it');
  gone.reject(new StoreUnavailable('gone'));
  await settle();
  expect(bot.texts('aron').at(-1)).toMatch(/nothing was decided or changed\. The same button works again/);
});

test.each([
  ['x'.repeat(5_000), /longer than 500 characters/],
  ['her password is Hunter2!', /seems to hold a password/],
])('a reason that is none is refused for what is wrong with it', async (reason, says) => {
  await bot.say('hanna', 'diagnose anna@contoso.example');
  bot.desk.finish(theCase().id, diagnosisExample);
  await settle();
  const answer = await bot.press('hanna', button('hanna', 'Send to the approvers'), { reason });
  expect(answer.body?.value).toMatch(says);
  expect(theCase().plan).toBeUndefined();
});

test('the outcome stands on every card, and the user’s names neither server nor approver', async () => {
  bot.desk.directory.set('anna@contoso.example', {
    mailbox: 'anna@contoso.example',
    displayName: 'Anna Adler',
    objectId: 'o',
  });
  await bot.say('anna', 'outlook wants to restart');
  await bot.press('anna', button('anna', 'Yes, that’s me'));
  bot.desk.finish(theCase().id, diagnosisExample);
  await settle();
  await bot.press('anna', { verb: '', data: button('anna', 'Talk to helpdesk').data });
  await settle();
  await bot.press('hanna', button('hanna', 'Send to the approvers'), { reason: 'Anna is asked all day' });
  await settle();
  await bot.press('aron', button('aron', 'Approve'));
  const plan = theCase().plan;
  if (plan === undefined) throw new Error('no plan');
  bot.desk.change(theCase().id, {
    plan: {
      ...plan,
      state: 'succeeded',
      outcome: 'server-side-clean',
      comparison: [{ fact: 'log[]', before: 'ex16b sends to ex16a', after: 'no line since 10:05' }],
    },
  });
  await settle();
  for (const who of ['hanna', 'aron', 'olga'] as const) {
    expect(last(who)).toMatch(
      /SERVER SIDE CLEAN[\s\S]*Approved by Aron Approver[\s\S]*ex16b sends to ex16a → no line since 10:05/,
    );
  }
  const seen = JSON.stringify(bot.shown('anna')) + bot.texts('anna').join();
  expect(seen).toContain('everything looks right for you');
  expect(seen).not.toMatch(/ex16|Aron|Olga/);
  expect(people.aron.name).toBe('Aron Approver');
});
