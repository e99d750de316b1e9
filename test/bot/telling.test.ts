import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { iDoNotKnow } from '../../services/asking-people.ts';
import { diagnosisExample } from '../dialogs/examples.ts';
import { buttonsOf, textOf } from './connector-server.ts';
import { type Rig, rig, type Who } from './rig.ts';

let bot: Rig;
beforeEach(async () => {
  bot = await rig();
  bot.desk.directory.set('anna@contoso.example', {
    mailbox: 'anna@contoso.example',
    displayName: 'Anna Adler',
    objectId: 'object-anna',
  });
  await bot.say('hanna', 'hi');
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
/** Anna has the form of her report before her. */
async function reporting(words = 'outlook asks for a password all the time'): Promise<void> {
  await bot.say('anna', words);
  await bot.press('anna', button('anna', 'Yes, that’s me'));
}
/** Anna sent the form, and the looks are done. */
async function reported(): Promise<void> {
  await reporting();
  await bot.press('anna', button('anna', 'Send'), { popup: 'password' });
  bot.desk.finish(theCase().id, diagnosisExample);
  await settle();
}
const says = (answered: Awaited<ReturnType<Rig['press']>>): string =>
  typeof answered.body?.value === 'string' ? answered.body.value : textOf(answered.body?.value);

describe('a report', () => {
  test('is one form, opened while the looks go on, with what she said already chosen', async () => {
    await reporting();
    expect(bot.desk.opened).toMatchObject([{ awaitsReport: true, audience: 'user' }]);
    const card = JSON.stringify(bot.shown('anna').at(-1)?.card);
    expect(card).toContain('"id":"popup","label":"Which box do you see first?"');
    expect(card).toContain('"value":"password"');
    for (const label of ['Which box', 'And which one after it', 'Since when?', 'web mail', 'paste'])
      expect(last('anna')).toContain(label);
    expect(last('anna')).toContain('[Talk to helpdesk]');
  });

  test('keeps what is typed: no look redraws the form', async () => {
    await reporting();
    const updates = () => bot.connector.received.filter(({ method }) => method === 'PUT').length;
    const before = updates();
    bot.desk.change(theCase().id, { progress: { done: 3, total: 12, latest: 'DNS' } });
    await settle();
    bot.desk.finish(theCase().id, diagnosisExample);
    await settle();
    expect(updates()).toBe(before);
  });

  test('tells boxes in their order, and “I don’t know” is an answer', async () => {
    await reporting();
    await bot.press('anna', button('anna', 'Send'), {
      popup: 'password',
      second: 'restart',
      sinceText: '2026-11-20T08:00:00Z',
      webMail: iDoNotKnow.id,
    });
    expect(theCase().additions).toMatchObject([
      {
        kind: 'report',
        questions: ['which-popup', 'since-when', 'web-mail'],
        facts: [
          { fact: 'popup.kind', value: 'credential', from: 'told' },
          { fact: 'popup.chain', value: ['credential', 'restart'], from: 'told' },
          { fact: 'timeline.since', value: '2026-11-20T08:00:00.000Z' },
        ],
      },
    ]);
    expect(theCase().awaitsReport).toBe(false);
    await settle();
    expect(last('anna')).toContain('Looking…');
  });

  test('left empty is sent all the same', async () => {
    await reporting();
    await bot.press('anna', button('anna', 'Send'));
    expect(theCase().additions).toMatchObject([{ kind: 'report', questions: [], facts: [] }]);
    await settle();
    expect(last('anna')).not.toContain('What do you see?');
  });

  test('hands over from the form itself', async () => {
    await reporting();
    await bot.press('anna', button('anna', 'Talk to helpdesk'));
    await settle();
    expect(theCase().withHelpdesk).toBe(true);
    expect(last('hanna')).toContain('Handed to the helpdesk by Anna');
  });

  test('with a pasted text has it read, without what is secret', async () => {
    await reporting();
    await bot.press('anna', button('anna', 'Send'), {
      pasted: 'web mail: no\nAuthorization: Basic YW5uYTpIdW50ZXIyIQ==',
    });
    expect(theCase().additions.map(({ kind }) => kind)).toEqual(['report', 'paste']);
    expect(theCase().said).toEqual(
      expect.arrayContaining([expect.objectContaining({ fact: 'scope.webmailWorks', from: 'pasted' })]),
    );
    expect(last('anna')).toMatch(/What I read[\s\S]*Cut before anything was read or kept: .*line 2/);
    expect(JSON.stringify([bot.connector.received, [...bot.desk.cases.values()], bot.lines])).not.toMatch(
      /YW5uYTpI|Hunter2/,
    );
  });
});

describe('the one further question', () => {
  test('stands below the verdict, is answered there, and what it changed is said', async () => {
    await reported();
    expect(last('anna')).toMatch(
      /What is going on[\s\S]*One question that would help\n<Does web mail open[\s\S]*\[Send answer\][\s\S]*\[It’s gone\]/,
    );
    await bot.press('anna', button('anna', 'Send answer'), { choice: 'no' });
    const [, answer] = theCase().additions;
    expect(answer).toMatchObject({
      kind: 'answer',
      questions: ['web-mail'],
      about: 'Does web mail open with the same name and password? – No',
      facts: [{ fact: 'scope.webmailWorks', value: false, source: 'Anna, asked "web-mail"' }],
    });
    if (answer === undefined) throw new Error('no answer');
    const changed = [
      { cause: 'autodiscover-apppool-cache', from: 'likely', to: 'confirmed' },
      { cause: 'stale-profile', from: 'possible', to: 'unlikely' },
    ] as const;
    bot.desk.change(theCase().id, {
      withHelpdesk: true,
      additions: [...theCase().additions.slice(0, 1), { ...answer, changed }],
    });
    await settle();
    expect(last('anna')).toContain('Your answer changed this: likely → confirmed.');
    expect(last('anna')).not.toMatch(/autodiscover|apppool/i);
    expect(last('hanna')).toMatch(
      /Anna’s answer changed: autodiscover-apppool-cache likely → confirmed; stale-profile possible → unlikely/,
    );
    expect(last('hanna')).toMatch(
      /TOLD AND PASTED\s+Told by Anna · [^\n]*\n[\s\S]*which box appears: credential\n[\s\S]*whether web mail works: no\n/,
    );
  });

  test('is asked of the helpdesk in its own words, with what only they can look up', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    bot.desk.change(theCase().id, {
      state: 'diagnosed',
      diagnosis: { ...diagnosisExample, remedies: [] },
      additions: [addition(['which-popup', 'web-mail', 'since-when'])],
    });
    await settle();
    expect(last('hanna')).toMatch(/\[Answer a question\]\n<Does DOMAIN/);
    await bot.press('hanna', button('hanna', 'Send answer'), { choice: 'yes' });
    expect(theCase().additions.at(-1)).toMatchObject({ questions: ['domain-user'] });
  });

  test('that was answered with “I don’t know” is not asked again', async () => {
    await reported();
    await bot.press('anna', button('anna', 'Send answer'), { choice: iDoNotKnow.id });
    expect(theCase().additions.at(-1)).toMatchObject({ questions: ['web-mail'], facts: [] });
    await settle();
    expect(last('anna')).not.toContain('Does web mail open');
  });
});

const addition = (questions: readonly string[]) => ({
  id: questions.join(),
  kind: 'answer' as const,
  by: { entraId: 'anna', name: 'Anna' },
  at: '2026-11-20T10:00:00Z',
  about: '',
  questions,
  facts: [],
});

describe('a forged press', () => {
  const forgeries: readonly (readonly [string, Who, (data: object) => object, RegExp])[] = [
    ['with another nonce', 'anna', (data) => ({ ...data, nonce: 'made-up' }), /does not belong to the case/],
    ['with another’s case', 'otto', (data) => data, /Only the person whose case it is, and the helpdesk/],
    ['with a case that is not there', 'anna', (data) => ({ ...data, case: 'x' }), /know no such case/],
    ['with a choice that is none', 'anna', (data) => ({ ...data, choice: 'maybe' }), /has no such answer/],
    ['with no choice', 'anna', (data) => data, /Choose an answer first/],
    ['with a choice that is no text', 'anna', (data) => ({ ...data, choice: { a: 1 } }), /this is no answer/],
    [
      'with an answer of 5,000 letters',
      'anna',
      (data) => ({ ...data, text: 'x'.repeat(5_000) }),
      /longer than 500/,
    ],
    [
      'with a text of 100,000 letters',
      'hanna',
      (data) => ({ ...data, verb: 'paste', pasted: 'x'.repeat(100_000) }),
      /in parts/,
    ],
    [
      'with the form’s verb',
      'anna',
      (data) => ({ ...data, verb: 'send-report' }),
      /does not belong to the case/,
    ],
  ];
  test.each(forgeries)('%s changes nothing and is answered in words', async (_what, who, forge, answer) => {
    await reported();
    const { data } = button('anna', 'Send answer');
    const before = theCase().additions;
    const answered = await bot.press(who, { verb: 'x', data: forge(data) });
    expect(answered.status).toBe(200);
    expect(says(answered)).toMatch(answer);
    expect(theCase().additions).toEqual(before);
  });

  test('of the form with a choice that is none keeps the form as it is', async () => {
    await reporting();
    const answered = await bot.press('anna', button('anna', 'Send'), { popup: 'no-such-box' });
    expect(answered.body?.type).toBe('application/vnd.microsoft.activity.message');
    expect(theCase()).toMatchObject({ awaitsReport: true, additions: [] });
  });

  test('of 5 MB is refused unread', async () => {
    await reported();
    const { data } = button('anna', 'Send answer');
    const activity = bot.activity('anna', {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { data: { ...data, verb: 'paste', pasted: 'x'.repeat(5_000_000) } } },
    });
    expect((await bot.post(JSON.stringify(activity))).status).toBe(413);
    expect(theCase().additions).toHaveLength(1);
  });
});
