import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

let world: World;
beforeAll(async () => {
  const program = 'Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.17928;+Pro)';
  const iis = (time: string, user: string, end: string) =>
    `{${time}} 10.20.0.31 POST /ews/exchange.asmx - 443 ${user} 10.20.5.61 ${program} - ${end} 12`;
  world = await startWorld({
    extends: 'coexistence',
    mailboxes: [{ address: 'lena@contoso.example', server: 'ex10a' }],
    servers: [
      {
        name: 'ex10a',
        logs: {
          iis: [
            iis('-PT40M', '-', '401 2 5'),
            iis('-PT40M', 'CORP\\lena', '200 0 0'),
            iis('-PT35M', '-', '401 2 5'),
            iis('-PT35M', '-', '401 1 2148074252'),
          ],
        },
      },
    ],
  });
}, 30_000);
afterAll(async () => world?.stop());

async function look(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Looked> {
  const looks = (await loadLooks()).filter(
    ({ id, kind }) => kind === 'collector' || id.startsWith('directory-'),
  );
  const looker = await world.looker({ looks, configuration: { ...world.configuration, ...more } });
  return looker.look(`${name}@contoso.example`);
}
const poolKeys = (looked: Looked, server: string) =>
  looked.facts.flatMap(({ fact }) => new RegExp(`^pools\\[${server}/(.+)\\]\\.state$`).exec(fact)?.[1] ?? []);
const lines = (looked: Looked, signature: string) =>
  looked.facts.flatMap(({ fact, value }) => {
    const line = value as Record<string, unknown>;
    return fact === 'log[]' && line.signature === signature ? [line] : [];
  });

describe('what a worker reads on Windows', () => {
  test('hotfixes of the 2008 R2 server only', async () => {
    const looked = await look('dirk');
    expect(factOf(looked, 'hotfixes[ex10a/kb3140410].listed')).toBe(false);
    expect(factOf(looked, 'hotfixes[ex10a/kb3140410].fileVersionOk')).toBe(false);
    expect(factOf(looked, 'hotfixes[ex10a/kb3125574].listed')).toBe(false);
    expect(looked.facts.some(({ fact }) => fact.startsWith('hotfixes[ex16a'))).toBe(false);
  });

  test('pools, and when servers were started', async () => {
    const looked = await look('anna');
    expect(factOf(looked, 'pools[ex16b/msexchangeautodiscoverapppool].state')).toBe('started');
    expect(factOf(looked, 'pools[ex16b/msexchangeautodiscoverapppool].identity')).toBe('LocalSystem');
    expect(factOf(looked, 'pools[ex16b/msexchangeautodiscoverapppool].startedAt')).toMatch(/^20\d\d-.+Z$/);
    expect(new Set(poolKeys(looked, 'ex16a'))).toEqual(
      new Set([
        'msexchangeautodiscoverapppool',
        'msexchangeservicesapppool',
        'msexchangemapifrontendapppool',
        'msexchangemapimailboxapppool',
        'msexchangemapiaddressbookapppool',
        'msexchangerpcproxyfrontendapppool',
        'msexchangerpcproxyapppool',
        'msexchangeoabapppool',
      ]),
    );
    expect(new Set(poolKeys(looked, 'ex10a'))).toEqual(
      new Set([
        'msexchangeautodiscoverapppool',
        'msexchangeservicesapppool',
        'msexchangeoabapppool',
        'defaultapppool',
      ]),
    );
    expect(factOf(looked, 'servers[ex10a].bootedAt')).toMatch(/^20\d\d-.+Z$/);
    expect(factOf(looked, 'servers[ex16a].clockSkewSeconds')).toBe(0);
  });

  test('without an executor each is unseen for that reason', async () => {
    const looked = await look('dirk', { windows: { logs: world.configuration.windows.logs } });
    expect(whyBlind(looked, 'hotfixes[ex10a/kb3140410].listed')).toMatch(/windows\.executor/);
    expect(whyBlind(looked, 'hotfixes[ex10a/kb976932].listed')).toMatch(/windows\.executor/);
    expect(whyBlind(looked, 'pools[ex10a/defaultapppool].state')).toMatch(/windows\.executor/);
    expect(whyBlind(looked, 'pools[ex16a/msexchangerpcproxyapppool].state')).toMatch(/windows\.executor/);
    expect(whyBlind(looked, 'pools[ex16a/msexchangeautodiscoverapppool].state')).toMatch(/windows\.executor/);
  });
});

describe('what a worker finds in the logs', () => {
  test('her stale location, by her own anchor, on the node that holds it', async () => {
    const looked = await look('anna');
    const stale = lines(looked, 'stale-location');
    expect(new Set(stale.map(({ server }) => server))).toEqual(new Set(['ex16b']));
    expect(stale[0]).toMatchObject({ user: 'CORP\\anna', target: 'ex10a.corp.local', downLevel: true });
    expect(String(stale[0]?.anchor)).toBe(`Sid~${factOf(looked, 'mailbox.sid')}`);
  });

  test('how many others met it: none', async () => {
    expect(lines(await look('anna'), 'stale-location').map(({ users }) => users)).toEqual([1]);
    expect(new Set(lines(await look('jonas'), 'negotiate-invalid-token').map(({ users }) => users))).toEqual(
      new Set([1]),
    );
  });

  test('her refused password where the log names nobody, by her address and program', async () => {
    const looked = await look('lena');
    const [refused] = lines(looked, 'bad-password');
    expect(refused).toMatchObject({ server: 'ex10a', win32: 2148074252, clientIp: '10.20.5.61' });
    expect(refused?.user).toBeUndefined();
    expect(refused?.sid).toBe(factOf(looked, 'mailbox.sid'));
    expect(lines(looked, 'challenge')).toMatchObject([{ count: 2 }]);
    expect(lines(looked, 'front-end-401')).toEqual([]);
  });

  test('InvalidToken towards the unpatched server, hers by name', async () => {
    const token = lines(await look('dirk'), 'negotiate-invalid-token');
    expect(token.length).toBeGreaterThan(0);
    expect(token.every(({ user, target }) => user === 'CORP\\dirk' && target === 'ex10a.corp.local')).toBe(
      true,
    );
  });

  test('the same lines in another’s case name nobody', async () => {
    const token = lines(await look('jonas'), 'negotiate-invalid-token');
    expect(token.length).toBeGreaterThan(0);
    expect(JSON.stringify(token)).not.toMatch(/dirk|sales@/);
  });

  test('the name that was refused, and the one that works', async () => {
    const looked = await look('bert');
    expect(lines(looked, 'bad-password')[0]).toMatchObject({ user: 'bert@contoso.example', win32: 1326 });
    expect(lines(looked, 'success').some(({ user }) => user === 'CORP\\bbaker')).toBe(true);
  });

  test('nothing wrong for the healthy', async () => {
    for (const name of ['jonas', 'karin']) {
      const looked = await look(name);
      for (const signature of ['stale-location', 'bad-password', 'front-end-401', 'back-end-401', 'locked'])
        expect([name, signature, lines(looked, signature)]).toEqual([name, signature, []]);
    }
  });

  test('says what was searched', async () => {
    const looked = await look('anna');
    const from = Date.parse(String(factOf(looked, 'searched[ex16b/http-proxy].from')));
    const to = Date.parse(String(factOf(looked, 'searched[ex16b/http-proxy].to')));
    expect(to - from).toBeGreaterThan(23.9 * 3_600_000);
    expect(Date.now() - to).toBeLessThan(60_000);
  });

  test('a server without configured folders is unseen, not clean', async () => {
    const looked = await look('anna', { windows: { ...world.configuration.windows, logs: {} } });
    expect(looked.facts.some(({ fact }) => fact === 'log[]')).toBe(false);
    expect(whyBlind(looked, 'searched[ex16b/http-proxy].from')).toMatch(/windows\.logs/);
  });
});
