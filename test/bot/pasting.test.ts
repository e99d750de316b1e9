import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchFile, filesOf, labDownloads, teamsDownloads } from '../../bot/attachments.ts';
import { diagnosisExample } from '../dialogs/examples.ts';
import { buttonsOf, textOf } from './connector-server.ts';
import { type Rig, rig, type Who } from './rig.ts';

/** Where files of a chat lie, in the lab: on this machine. */
const files: Readonly<Record<string, string | Buffer>> = {
  '/note.txt': 'web mail: yes\n# by telephone\nsomething else',
  '/big.txt': 'x'.repeat(1024 * 1024 + 1),
  '/binary.dat': Buffer.from([0, 1, 2, 3, 0, 255, 0, 254, 0, 0, 0, 7]),
};
const asked: string[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? '';
  asked.push(`${path} ${request.headers.authorization ?? ''}`);
  if (path === '/never') return;
  if (path === '/elsewhere') {
    response.setHeader('location', '/note.txt');
    response.statusCode = 302;
    response.end();
    return;
  }
  const body = files[path];
  response.statusCode = body === undefined ? 404 : 200;
  response.end(body);
});
let place = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP listener has a port
});
afterAll(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

let bot: Rig;
beforeEach(async () => {
  bot = await rig();
  await bot.say('hanna', 'anna@contoso.example');
  bot.desk.finish(theCase().id, { ...diagnosisExample, remedies: [] });
  await settle();
});
afterEach(() => bot.close());

const last = (who: Who): string => textOf(bot.shown(who).at(-1)?.card);
const theCase = () => {
  const [view] = bot.desk.cases.values();
  if (view === undefined) throw new Error('no case was opened');
  return view;
};
const settle = async () => {
  await bot.clock.pass(3_000);
  await bot.idle();
};
const fileInfo = (path: string) => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name: path.slice(1),
  content: { downloadUrl: `${place}${path}`, uniqueId: '1', fileType: 'txt' },
});

describe('a text for a case', () => {
  test('below “paste PD-1” is read; what was understood, ignored and changed is said', async () => {
    await bot.say('hanna', 'paste PD-1\nweb mail: yes\n# by telephone\nsomething else');
    expect(theCase().additions).toMatchObject([
      {
        kind: 'paste',
        about: 'A note on web mail',
        facts: [
          { fact: 'scope.webmailWorks', value: true, from: 'pasted', source: 'A note on web mail, line 1' },
        ],
      },
    ]);
    expect(last('hanna')).toMatch(
      /What I read[\s\S]*I took 1 fact from the text\.[\s\S]*It changed no verdict\.[\s\S]*UNDERSTOOD\n• line 1: A note on web mail[\s\S]*IGNORED\n• line 2: a remark\n• line 3: not known/,
    );
  });

  test('from the helpdesk’s card is read the same', async () => {
    const paste = buttonsOf(bot.shown('hanna').at(-1)?.card).get('Read it');
    if (paste === undefined) throw new Error(`no form in:\n${last('hanna')}`);
    await bot.press('hanna', paste, { pasted: 'web mail: no' });
    expect(theCase().said).toMatchObject([{ value: false, from: 'pasted' }]);
    expect((await bot.press('hanna', paste, { pasted: 'x', zone: 'noon' })).body?.value).toContain(
      'is no zone',
    );
    expect((await bot.press('hanna', paste, { pasted: ' ' })).body?.value).toContain('Paste a text');
  });

  test('that came in parts is read as one', async () => {
    await bot.say('hanna', 'paste PD-1\nweb mail: yes');
    await bot.say('hanna', 'paste PD-1\n# the rest of it');
    expect(theCase().additions).toHaveLength(1);
    expect(last('hanna')).toMatch(/Read as one with what you pasted before: 2 parts[\s\S]*line 2: a remark/);
    await bot.clock.pass(11 * 60_000);
    await bot.say('hanna', 'paste PD-1\nweb mail: no');
    expect(theCase().additions).toHaveLength(2);
  });

  test('keeps its own form: angle brackets are no markup, a client’s HTML is', async () => {
    await bot.say('hanna', '<div>paste PD-1</div><div>web mail: yes</div>');
    expect(theCase().additions).toHaveLength(1);
  });

  test.each([
    ['an unknown case', 'hanna', 'paste PD-99\nweb mail: yes', /I know no case PD-99 that you may add to/],
    ['another’s case', 'anna', 'paste PD-1\nweb mail: yes', /I know no case PD-1 that you may add to/],
    ['no text', 'hanna', 'paste PD-1', /below it the text, or send that line with a text file/],
    ['no case of her own', 'anna', 'paste\nweb mail: yes', /To which case does it belong/],
    [
      'what no reader knows',
      'hanna',
      'paste PD-1\nlorem ipsum',
      /found nothing in the text[\s\S]*What can be pasted/,
    ],
    ['a zone that is none', 'hanna', 'paste PD-1 +99:00\nweb mail: yes', /is no zone/],
  ] as const)('with %s adds nothing and says the way on', async (_what, who, text, answer) => {
    await bot.say(who, text);
    expect(last(who)).toMatch(answer);
    expect(theCase().additions).toEqual([]);
  });

  test('with a password in it is read, and the password is nowhere', async () => {
    await bot.say('hanna', 'paste PD-1\nweb mail: yes\ncmdkey /add:mail /user:anna /pass:Hunter2!');
    expect(theCase().additions).toHaveLength(1);
    expect(last('hanna')).toMatch(/password in line 2\. Change it/);
    expect(JSON.stringify([bot.connector.received, theCase(), bot.lines])).not.toContain('Hunter2');
  });
});

describe('a file', () => {
  test('sent with the case’s number is fetched without anything of ours, and read', async () => {
    await bot.say('hanna', 'paste PD-1', { attachments: [fileInfo('/note.txt')] });
    expect(theCase().additions).toMatchObject([{ facts: [{ value: true }] }]);
    expect(asked.at(-1)).toBe('/note.txt ');
  });

  test.each([
    ['/big.txt', /larger than 1 MB/],
    ['/never', /could not be fetched within 0\.5 s/],
    ['/gone.txt', /answered 404/],
    ['/elsewhere', /answered 302/],
    ['/binary.dat', /no text but bytes of a program/],
  ])('%s is refused in words', async (path, answer) => {
    await bot.say('hanna', 'paste PD-1', { attachments: [fileInfo(path)] });
    expect(last('hanna')).toMatch(answer);
    expect(last('hanna')).not.toContain(place);
    expect(theCase().additions).toEqual([]);
  });

  test('that is a picture is answered: words are needed', async () => {
    await bot.say('hanna', 'PD-1', {
      attachments: [{ contentType: 'image/png', name: 'popup.png', contentUrl: `${place}/popup.png` }],
    });
    expect(last('hanna')).toMatch(/I did not read popup\.png: I read text only/);
  });

  test('of a message’s own HTML is none', () => {
    expect(filesOf([{ contentType: 'text/html', content: '<p>x</p>' }])).toEqual([]);
  });
});

describe('files come from Teams’ own store only', () => {
  const allowed = (url: string) => teamsDownloads.allows(new URL(url));
  test.each([
    ['https://contoso-my.sharepoint.com/personal/anna/_layouts/15/download.aspx?UniqueId=1', true],
    ['https://contoso.sharepoint.us/a.txt', true],
    ['http://contoso.sharepoint.com/a.txt', false],
    ['https://contoso.sharepoint.com.evil.example/a.txt', false],
    ['https://evilsharepoint.com/a.txt', false],
    ['https://user@contoso.sharepoint.com/a.txt', false],
    ['https://contoso.sharepoint.com:8443/a.txt', false],
    ['https://127.0.0.1/a.txt', false],
    ['https://169.254.169.254/latest', false],
  ])('%s: %s', (url, expected) => {
    expect(allowed(url)).toBe(expected);
  });
  test('in the lab from this machine only', async () => {
    expect(labDownloads.allows(new URL('http://192.168.0.1/a.txt'))).toBe(false);
    const file = { name: 'a.txt', url: 'file:///etc/passwd' };
    expect(await fetchFile(labDownloads, file)).toMatchObject({
      refused: expect.stringContaining('does not lie where'),
    });
  });
});
