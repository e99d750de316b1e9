import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { labIdentity, teamsIdentity } from '../../bot/adapter.ts';
import { isLoopback, startServer } from '../../bot/server.ts';
import { type Rig, rig } from './rig.ts';

let bot: Rig;
beforeEach(async () => {
  bot = await rig();
});
afterEach(() => bot.close());

describe('what is not an activity', () => {
  const table: readonly (readonly [string, string, number, RegExp])[] = [
    ['nothing', '', 400, /not JSON/],
    ['broken JSON', '{"type":', 400, /not JSON/],
    ['an empty object', '{}', 400, /not an activity: type/],
    ['a list', '[]', 400, /not an activity/],
    [
      'a service that is no address',
      '{"type":"message","channelId":"msteams","serviceUrl":"file:///etc/passwd","from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"}}',
      400,
      /serviceUrl/,
    ],
    [
      'a service elsewhere',
      '{"type":"message","channelId":"msteams","serviceUrl":"https://evil.example/","from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"}}',
      403,
      /this machine only/,
    ],
    ['a body beyond all measure', `{"text":"${'x'.repeat(300_000)}"}`, 413, /larger than/],
  ];
  test.each(table)('%s is refused in a sentence', async (_what, raw, status, says) => {
    const answer = await bot.post(raw);
    expect(answer.status).toBe(status);
    expect(answer.body?.error).toMatch(says);
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.[jt]s/);
  });
});

describe('who does not prove to be Teams', () => {
  const claims = { iss: 'https://api.botframework.com', aud: 'somebody', exp: 4_000_000_000 };
  const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');
  const token = (header: object, payload: object) => `${part(header)}.${part(payload)}.c2lnbmF0dXJl`;
  test.each([
    ['nothing', undefined],
    ['no scheme', 'abc'],
    ['a token that is none', 'Bearer abc'],
    ['another issuer', `Bearer ${token({ alg: 'RS256', kid: 'k' }, { ...claims, iss: 'evil' })}`],
    ['a token without a signature', `Bearer ${token({ alg: 'none' }, claims)}`],
    ['a well-formed token of nobody', `Bearer ${token({ alg: 'RS256', kid: 'k' }, claims)}`],
  ])('by %s gets 401 and no details', async (_what, authorization) => {
    const lines: string[] = [];
    const turns: unknown[] = [];
    const server = await startServer({
      identity: teamsIdentity({
        appId: '11111111-0000-4000-8000-00000000000a',
        tenantId: '11111111-0000-4000-8000-00000000000b',
        secret: 's3cret',
      }),
      turns: async (turn) => void turns.push(turn),
      log: pino({}, { write: (line: string) => void lines.push(line) }),
      host: '127.0.0.1',
      port: 0,
      loopbackOnly: false,
    });
    const response = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: JSON.stringify(bot.activity('anna', { text: 'help' })),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('{"error":"This request does not prove that it comes from Teams."}');
    expect(lines).toHaveLength(1);
    expect(turns).toEqual([]);
    await server.close();
  });
});

test('an unknown kind of activity is taken and left alone', async () => {
  expect((await bot.send('anna', { type: 'typing' })).status).toBe(200);
  expect(bot.connector.received).toHaveLength(0);
});

test('a turn is acknowledged while the service stalls', async () => {
  const stalled = await new Promise<number>((resolve) => {
    // Nobody accepts on the far side: the answer waits, the acknowledgement must not.
    const activity = bot.activity('anna', { text: 'help', serviceUrl: 'http://127.0.0.1:9' });
    void bot.post(JSON.stringify(activity)).then(({ status }) => resolve(status));
  });
  expect(stalled).toBe(200);
});

test('a port in use is one clear sentence', async () => {
  const first = await startServer({
    identity: labIdentity(),
    turns: async () => undefined,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    loopbackOnly: true,
  });
  const second = startServer({
    identity: labIdentity(),
    turns: async () => undefined,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: first.port,
    loopbackOnly: true,
  });
  await expect(second).rejects.toThrow(new RegExp(`^Port ${first.port} on 127.0.0.1 is in use. .*PORT`));
  const health = await fetch(`http://127.0.0.1:${first.port}/healthz`);
  expect(await health.json()).toEqual({ ok: true });
  expect((await fetch(`http://127.0.0.1:${first.port}/metrics`)).status).toBe(404);
  await new Promise<void>((resolve) => {
    const socket = connect(first.port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
  });
  await first.close();
});

test.each([
  ['http://localhost:56150/_connector', true],
  ['http://127.0.0.1:1', true],
  ['http://127.8.9.10/', true],
  ['http://[::1]:80/', true],
  ['http://127.0.0.1.evil.example/', false],
  ['http://localhost.evil.example/', false],
  ['https://smba.trafficmanager.net/emea/', false],
])('%s is on this machine: %s', (url, answer) => {
  expect(isLoopback(url)).toBe(answer);
});
