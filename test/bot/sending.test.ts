import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pino from 'pino';
import { createConnector } from '../../bot/connector.ts';
import { conversationWindows, createPacing, globalWindows } from '../../bot/pacing.ts';
import { createSending } from '../../bot/sending.ts';
import { connectorServer } from './connector-server.ts';
import { manualClock } from './manual-clock.ts';

let connector: Awaited<ReturnType<typeof connectorServer>>;
let out: ReturnType<typeof createConnector>;
beforeEach(async () => {
  connector = await connectorServer();
  out = createConnector(() => Promise.resolve('Bearer of-the-test'));
});
afterEach(async () => {
  await out.close();
  await connector.close();
});

const silent = pino({ level: 'silent' });
const rig = () => {
  const clock = manualClock();
  return { clock, sending: createSending({ connector: out.call, clock, log: silent, random: () => 0.5 }) };
};
const place = (conversation = 'a:chat/1') => ({ serviceUrl: `${connector.url}/`, conversation });
/** Moves time on until the promise settles. */
async function settle<T>(
  clock: ReturnType<typeof manualClock>,
  promise: Promise<T>,
  stepMs = 250,
): Promise<T> {
  let done = false;
  const watched = promise.finally(() => {
    done = true;
  });
  while (!done) {
    await clock.pass(clock.waiting() > 0 ? stepMs : 0);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return watched;
}

test('posts to the conversation and gives the id of the message', async () => {
  const { sending } = rig();
  expect(await sending.post(place(), { type: 'message', text: 'x' })).toEqual({
    sent: true,
    id: 'activity-1',
  });
  expect(connector.received[0]).toMatchObject({
    method: 'POST',
    path: '/v3/conversations/a:chat/1/activities',
  });
});

test('updates in place', async () => {
  const { sending } = rig();
  await sending.update(place(), 'm1', { type: 'message', text: 'x' });
  expect(connector.received[0]).toMatchObject({
    method: 'PUT',
    path: '/v3/conversations/a:chat/1/activities/m1',
    body: { id: 'm1' },
  });
});

test('waits as long as Retry-After says', async () => {
  const { clock, sending } = rig();
  connector.scripted.push({ status: 429, headers: { 'retry-after': '7' } });
  const started = clock.now();
  expect(await settle(clock, sending.post(place(), {}))).toMatchObject({ sent: true });
  expect(clock.now() - started).toBeGreaterThanOrEqual(7_000);
  expect(clock.now() - started).toBeLessThan(7_500);
  expect(connector.received).toHaveLength(2);
});

test.each([412, 429, 502, 503, 504])(
  'tries again after %i with growing pauses, then gives up',
  async (status) => {
    const { clock, sending } = rig();
    connector.scripted.push(...Array.from({ length: 10 }, () => ({ status })));
    const sent = await settle(clock, sending.post(place(), {}));
    expect(sent).toMatchObject({
      sent: false,
      why: 'failed',
      says: expect.stringContaining(`given up after 6 tries: status ${status}`),
    });
    expect(connector.received).toHaveLength(6);
  },
);

test.each([400, 401, 404, 500])('does not repeat what %i refused', async (status) => {
  const { sending } = rig();
  connector.scripted.push({ status });
  expect(await sending.post(place(), {})).toMatchObject({ sent: false });
  expect(connector.received).toHaveLength(1);
});

test.each(['BotNotInConversationRoster', 'ConversationBlockedByUser', 'BotDisabledByAdmin'])(
  'knows by %s that a conversation is closed',
  async (code) => {
    const { sending } = rig();
    connector.scripted.push({ status: 403, body: { error: { code, message: 'no' } } });
    expect(await sending.post(place(), {})).toMatchObject({ sent: false, why: 'gone' });
  },
);

test('refuses what is bigger than Teams takes, before it leaves', async () => {
  const { sending } = rig();
  expect(await sending.post(place(), { text: 'ä'.repeat(41_000) })).toMatchObject({
    sent: false,
    why: 'too-big',
  });
  expect(connector.received).toHaveLength(0);
});

test('does not carry the token to where a redirect points', async () => {
  const { sending } = rig();
  const other = await connectorServer();
  connector.scripted.push({ status: 307, headers: { location: `${other.url}/v3/steal` } });
  expect(await sending.post(place(), {})).toMatchObject({ sent: false });
  expect(other.received).toHaveLength(0);
  await other.close();
});

test('an unreachable service is tried again and given up in words', async () => {
  const { clock, sending } = rig();
  const sent = await settle(clock, sending.post({ serviceUrl: 'http://127.0.0.1:9', conversation: 'c' }, {}));
  expect(sent).toMatchObject({ sent: false, says: expect.stringContaining('no answer') });
});

test('a dead service does not hold up the same conversation by another one', async () => {
  const { clock, sending } = rig();
  const dead = sending.post({ serviceUrl: 'http://127.0.0.1:9', conversation: 'a:chat/1' }, {});
  expect(await sending.post(place(), { text: 'alive' })).toMatchObject({ sent: true });
  expect(await settle(clock, dead)).toMatchObject({ sent: false });
});

test('keeps the order within a conversation', async () => {
  const { clock, sending } = rig();
  connector.scripted.push({ status: 503 });
  const all = Promise.all(['1', '2', '3'].map((text) => sending.post(place(), { text })));
  await settle(clock, all);
  expect(connector.received.map(({ body }) => body.text)).toEqual(['1', '1', '2', '3']);
});

test('no window of the platform is ever exceeded, however much is sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ to: fc.integer({ min: 0, max: 5 }), after: fc.integer({ min: 0, max: 400 }) }), {
        minLength: 50,
        maxLength: 150,
      }),
      async (sends) => {
        const clock = manualClock();
        const pacing = createPacing(clock);
        const times: { readonly to: number; readonly at: number }[] = [];
        const all: Promise<unknown>[] = [];
        for (const { to, after } of sends) {
          all.push(pacing.turn(String(to)).then(() => times.push({ to, at: clock.now() })));
          await clock.pass(after);
        }
        await clock.pass(600_000);
        await Promise.all(all);
        const within = (chosen: readonly { readonly at: number }[], windows: typeof globalWindows) => {
          for (const { sends: most, ms } of windows) {
            for (const { at } of chosen) {
              expect(chosen.filter((each) => each.at >= at && each.at < at + ms).length).toBeLessThanOrEqual(
                most,
              );
            }
          }
        };
        within(times, globalWindows);
        for (let to = 0; to <= 5; to += 1)
          within(
            times.filter((each) => each.to === to),
            conversationWindows,
          );
      },
    ),
    { numRuns: 15 },
  );
});

test('ends at once though the service does not answer', async () => {
  const { sending } = rig();
  const sent = sending.post({ serviceUrl: 'http://127.0.0.1:9', conversation: 'c' }, {});
  await sending.stop();
  expect(await sent).toMatchObject({ sent: false });
});
