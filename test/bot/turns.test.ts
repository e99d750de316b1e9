import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../services/store/time-limit.ts';
import { diagnosisExample } from '../dialogs/examples.ts';
import { buttonsOf, textOf } from './connector-server.ts';
import { planExample } from './desk-in-memory.ts';
import { type Rig, rig, type Who } from './rig.ts';

let bot: Rig;
beforeEach(async () => {
  bot = await rig();
});
afterEach(() => bot.close());

const last = (who: Who): string => textOf(bot.shown(who).at(-1)?.card);
const button = (who: Who, title: string) => {
  const found = buttonsOf(bot.shown(who).at(-1)?.card).get(title);
  if (found === undefined) throw new Error(`no button “${title}” in:\n${last(who)}`);
  return found;
};

describe('one word, one answer', () => {
  const table: readonly (readonly [Who, string, RegExp])[] = [
    ['hanna', 'hi', /What you can say[\s\S]*diagnose anna@contoso\.example/],
    ['anna', 'HELLO', /What you can say/],
    ['anna', 'Help', /What you can say/],
    ['aron', 'help', /pending/],
    ['hanna', 'status', /You have no cases here/],
    ['anna', 'pending', /Only approvers decide/],
    ['aron', 'pending', /Nothing waits for your decision/],
    [
      'hanna',
      'make me a sandwich',
      /did not understand “make me a sandwich”[\s\S]*\[Report a popup\]\n\[Help\]/,
    ],
    ['hanna', 'diagnose anna', /“anna” is not an e-mail address/],
    ['hanna', 'a@contoso.example and b@contoso.example', /one mailbox at a time, and you named 2/],
    ['hanna', 'diagnose anna@contoso.example', /anna@contoso\.example[\s\S]*Looking…/],
    [
      'hanna',
      '<p>diagnose <a href="mailto:anna@contoso.example">anna@contoso.example</a></p>',
      /PD-1 {2}· {2}anna@/,
    ],
    ['hanna', '[anna@contoso.example](mailto:anna@contoso.example)', /PD-1 {2}· {2}anna@contoso\.example/],
  ];
  test.each(table)('%s says “%s”', async (who, text, answer) => {
    expect((await bot.say(who, text)).status).toBe(200);
    expect(last(who)).toMatch(answer);
  });
});

describe('the helpdesk', () => {
  test('sees one card that counts the looks and becomes the verdict', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    const [first] = bot.desk.cases.values();
    expect(first?.audience).toBe('helpdesk');
    bot.desk.change(first?.id ?? '', { progress: { done: 3, total: 12, latest: 'Directory' } });
    await bot.clock.pass(3_000);
    await bot.idle();
    expect(last('hanna')).toContain('Looking… 3 of 12 looks done');
    bot.desk.finish(first?.id ?? '', diagnosisExample);
    await bot.clock.pass(0);
    await bot.idle();
    expect(bot.shown('hanna')).toHaveLength(1);
    expect(last('hanna')).toMatch(
      /CONFIRMED CAUSE[\s\S]*WHY[\s\S]*AGAINST[\s\S]*NOT SEEN[\s\S]*WOULD CHANGE MY MIND/,
    );
  });

  test('updates a looking card soon, then ever more rarely, and the end at once', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    const id = [...bot.desk.cases.keys()][0] ?? '';
    const updates = () => bot.connector.received.filter(({ method }) => method === 'PUT').length;
    for (let done = 1; done <= 12; done += 1) {
      bot.desk.change(id, { progress: { done, total: 12, latest: '' } });
      await bot.clock.pass(500);
      await bot.idle();
    }
    expect(updates()).toBe(3);
    bot.desk.finish(id, diagnosisExample);
    await bot.clock.pass(0);
    await bot.idle();
    expect(updates()).toBe(4);
    bot.desk.change(id, {});
    await bot.clock.pass(10_000);
    await bot.idle();
    expect(updates()).toBe(4);
  });

  test('asked for the same case twice in a chat keeps both cases apart', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    await bot.say('hanna', 'karin@contoso.example');
    expect(bot.shown('hanna').map(({ card }) => /PD-\d/.exec(textOf(card))?.[0])).toEqual(['PD-1', 'PD-2']);
  });

  test('in a channel posts no details there', async () => {
    await bot.say('hanna', 'hello');
    await bot.say('hanna', '<at>Popup Desk</at> diagnose anna@contoso.example', {
      conversation: { id: 'channel-1', conversationType: 'channel', isGroup: true },
    });
    const inChannel = bot.connector.received.filter(({ path }) => path.includes('channel-1'));
    expect(inChannel).toHaveLength(1);
    expect(textOf(inChannel[0]?.body.attachments?.[0]?.content)).not.toContain('anna@');
    expect(last('hanna')).toContain('anna@contoso.example');
  });
});

describe('a user', () => {
  beforeEach(() => {
    const anna = { mailbox: 'anna@contoso.example', displayName: 'Anna Adler', objectId: 'object-anna' };
    bot.desk.directory.set('anna@contoso.example', anna);
    bot.desk.directory.set('bert@contoso.example', {
      mailbox: 'bert@contoso.example',
      displayName: 'Bert',
      objectId: 'object-bert',
    });
  });

  test('is asked once “is this you?”, then looked at', async () => {
    await bot.say('anna', 'Outlook keeps asking for my password');
    expect(last('anna')).toMatch(/Is this you\?[\s\S]*Anna Adler/);
    const answer = await bot.press('anna', button('anna', 'Yes, that’s me'));
    expect(textOf(answer.body?.value)).toContain('I remember that anna@contoso.example is your mailbox');
    expect(last('anna')).toMatch(/What do you see\?[\s\S]*\[Send\]/);
    expect(bot.desk.opened[0]).toMatchObject({
      audience: 'user',
      mailbox: 'anna@contoso.example',
      told: [{ fact: 'popup.kind', value: 'credential', from: 'told' }],
    });
    await bot.say('anna', 'outlook wants to restart');
    expect(bot.desk.opened).toHaveLength(2);
  });

  test('who says no is shown the way on, and an old Yes does nothing', async () => {
    await bot.say('anna', 'report');
    const yes = button('anna', 'Yes, that’s me');
    expect(textOf((await bot.press('anna', button('anna', 'No'))).body?.value)).toContain(
      'Write the address',
    );
    expect(textOf((await bot.press('anna', yes)).body?.value)).toContain('answered already');
    expect(bot.desk.opened).toHaveLength(0);
  });

  test('reports somebody else to the helpdesk and sees no verdict', async () => {
    await bot.say('hanna', 'hi');
    await bot.say('anna', 'diagnose bert@contoso.example');
    expect(last('anna')).toContain('This mailbox is not yours, so I have passed your report to the helpdesk');
    const [view] = bot.desk.cases.values();
    expect(view).toMatchObject({ audience: 'helpdesk', withHelpdesk: true });
    bot.desk.finish(view?.id ?? '', { ...diagnosisExample, mailbox: 'bert@contoso.example' });
    await bot.clock.pass(3_000);
    await bot.idle();
    expect(JSON.stringify(bot.shown('anna'))).not.toContain('Autodiscover');
    expect(last('hanna')).toContain('CONFIRMED CAUSE');
    expect(last('hanna')).toContain('Handed to the helpdesk by Anna');
  });

  test('sees neither server nor approver, and can say how it went', async () => {
    await bot.say('anna', 'anna@contoso.example');
    await bot.press('anna', button('anna', 'Yes, that’s me'));
    await bot.press('anna', button('anna', 'Send'));
    const [view] = bot.desk.cases.values();
    bot.desk.finish(view?.id ?? '', diagnosisExample);
    await bot.clock.pass(3_000);
    await bot.idle();
    expect(last('anna')).toMatch(
      /What is going on[\s\S]*moved[\s\S]*\[It’s gone\]\n\[Still there\]\n\[Talk to helpdesk\]/,
    );
    expect(last('anna')).not.toMatch(/ex16|Autodiscover/);
    const answer = await bot.press('anna', button('anna', 'It’s gone'));
    expect(textOf(answer.body?.value)).toContain('You told me that it is gone');
  });

  test('without a mailbox is told so', async () => {
    await bot.say('otto', 'outlook keeps asking');
    expect(last('otto')).toContain('I find no single mailbox for otto@contoso.example');
  });
});

describe('what could not be looked at is no “no”', () => {
  const unavailable = async () =>
    ({ ok: false, refused: 'unavailable', says: 'LDAP on dc1 is silent.' }) as const;
  beforeEach(() => {
    bot.desk.resolvePerson = unavailable;
  });

  test.each(['report', 'diagnose anna@contoso.example'])('a user who says “%s” is told so', async (text) => {
    await bot.say('anna', text);
    expect(last('anna')).toMatch(
      /cannot reach the directory just now, so I do not know yet which mailbox is yours/,
    );
    expect(last('anna')).not.toMatch(/dc1|not yours|not the mailbox/);
    expect(bot.desk.opened).toHaveLength(0);
  });

  test('his report can be handed over as it is', async () => {
    await bot.say('anna', 'helpdesk anna@contoso.example');
    expect(last('anna')).toMatch(
      /passed your report about anna@contoso.example to the helpdesk\. Its number is PD-1/,
    );
    expect([...bot.desk.cases.values()]).toMatchObject([{ audience: 'helpdesk', withHelpdesk: true }]);
  });
});

describe('whose', () => {
  test.each(['outlook keeps asking for my password', 'diagnose'])(
    'the helpdesk that says “%s” is asked whose mailbox',
    async (text) => {
      await bot.say('hanna', text);
      expect(last('hanna')).toContain('Whose mailbox? Write the address');
      expect(bot.desk.opened).toHaveLength(0);
    },
  );
});

test('a password is neither kept nor repeated', async () => {
  await bot.say('anna', 'anna@contoso.example my password is Hunter2!');
  expect(last('anna')).toContain('Never send a password');
  expect(JSON.stringify([bot.connector.received, bot.desk.opened, bot.lines])).not.toContain('Hunter2');
});

describe('the store is down', () => {
  const gone = async (): Promise<never> => {
    throw new StoreUnavailable('gone');
  };
  const down = () => {
    Object.assign(bot.desk, {
      openCase: gone,
      caseById: gone,
      casesOf: gone,
      linkOf: gone,
      conversationOf: gone,
      rememberConversation: gone,
      decide: gone,
    });
  };

  test.each(['hi', 'help'])('“%s” is answered', async (text) => {
    down();
    await bot.say('anna', text);
    expect(last('anna')).toContain('What you can say');
  });

  test('who asks or presses is told that nothing was changed', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    bot.desk.finish([...bot.desk.cases.keys()][0] ?? '', diagnosisExample);
    await bot.clock.pass(3_000);
    await bot.idle();
    const ask = button('hanna', 'Send to the approvers');
    down();
    await bot.say('hanna', 'karin@contoso.example');
    expect(last('hanna')).toMatch(/store does not answer just now[\s\S]*nothing was changed/);
    const answer = await bot.press('hanna', ask, { reason: 'r' });
    expect(answer.body?.value).toMatch(/nothing was decided or changed\. The same button works again/);
  });
});

describe('who is not of the organisation', () => {
  test('is refused politely, with a way on', async () => {
    await bot.say('anna', 'hi', { from: { id: 'user-x', name: 'X' } });
    expect(bot.texts('anna').at(-1)).toMatch(
      /only serve people of this organisation[\s\S]*your own helpdesk/,
    );
  });
});

describe('installation', () => {
  const installed = { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] };
  test('is welcomed once', async () => {
    await bot.send('anna', installed);
    await bot.send('anna', { type: 'installationUpdate', action: 'add' });
    await bot.say('anna', 'help');
    const welcomes = bot
      .shown('anna')
      .filter(({ card }) => textOf(card).includes('I never ask for your password'));
    expect(welcomes).toHaveLength(1);
  });

  test('anew is welcomed anew, and an approver finds what waits for him', async () => {
    await bot.say('hanna', 'anna@contoso.example');
    const [view] = bot.desk.cases.values();
    bot.desk.change(view?.id ?? '', { plan: planExample({ caseId: view?.id ?? '' }), state: 'diagnosed' });
    await bot.send('aron', { type: 'installationUpdate', action: 'add' });
    expect(last('aron')).toContain('Your approval is asked');
    await bot.clock.pass(60_000);
    await bot.send('aron', { type: 'installationUpdate', action: 'add' });
    const texts = bot.shown('aron').map(({ card }) => textOf(card));
    expect(texts.filter((text) => text.includes('I never ask for your password'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('Your approval is asked'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('continues further down'))).toHaveLength(1);
  });
});

test('a turn is logged in one line without what was said', async () => {
  await bot.say('anna', 'my secret is 12345');
  const turns = bot.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'turn');
  expect(turns).toHaveLength(1);
  expect(turns[0]).toMatchObject({ turn: 'incoming-1', verb: 'message', outcome: 'unknown' });
  expect(bot.lines.join('')).not.toContain('12345');
});
