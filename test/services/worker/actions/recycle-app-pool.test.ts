import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Fact } from '../../../../services/facts.ts';
import type { ActionParts } from '../../../../services/worker/action.ts';
import recycleAppPool from '../../../../services/worker/actions/recycle-app-pool.ts';
import { httpExecutor } from '../../../../services/worker/executor.ts';
import { type Journal, openJournal } from '../../../../services/worker/journal.ts';
import type { Step } from '../../../../services/worker/messages.ts';
import type { Order } from '../../../../services/worker/signatures.ts';
import { startWindowsHost, type WindowsHost } from '../windows-host.ts';

const startedAt = '2026-11-01T04:00:00.000Z';
const mailbox = 'anna@contoso.example';
let folder: string;
let host: WindowsHost;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-recycle-'));
  host = await startWindowsHost(startedAt);
  journal = await openJournal(folder);
});
afterEach(async () => {
  await journal.close();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

const order = (changes: Partial<Order> = {}): Order => ({
  id: randomUUID(),
  action: 'recycle-app-pool',
  parameters: { pool: 'msexchangeautodiscoverapppool', servers: ['ex16a', 'ex16b'] },
  targets: ['ex16a', 'ex16b'],
  limits: { sessions: 60 },
  subject: { mailbox, server: 'ex16b' },
  expected: { ex16a: startedAt, ex16b: startedAt },
  notAfter: new Date(Date.now() + 60_000).toISOString(),
  ...changes,
});
const fact = (path: string, value: string | number, source = 'dc1 msExchHomeServerName'): Fact => ({
  fact: path,
  value,
  from: 'probe',
  source,
  at: startedAt,
  vantage: '',
});
const answers = (a: number, b: number) => [
  fact('autodiscover[autodiscover.contoso.example@ex16a].status', a),
  fact('autodiscover[autodiscover.contoso.example@ex16b].status', b),
];
interface World {
  readonly answers?: readonly Fact[];
  readonly unseen?: string;
  readonly controllers?: readonly Fact[];
  readonly unreachable?: string;
}
function parts(world: World = {}): ActionParts {
  const blind = (path: string, why: string | undefined) => (why === undefined ? [] : [{ fact: path, why }]);
  return {
    executor: httpExecutor(host.url),
    journal,
    look: async () => ({
      mailbox,
      facts: world.answers ?? answers(200, 200),
      blind: blind('autodiscover', world.unseen),
    }),
    controllers: async () => ({
      facts: world.controllers ?? [fact('mailbox.server', 'EX16B')],
      blind: blind('mailbox.server', world.unreachable),
    }),
    now: Date.now,
    pause: async () => undefined,
    signal: new AbortController().signal,
    at: () => undefined,
    executorMs: 2_000,
  };
}
const going = async () => ({ stop: false });
const told = (steps: readonly Step[]) =>
  steps.map(({ target, state, says }) => `${target} ${state}: ${says}`);
const recycles = () => [host.recyclesOf('ex16a'), host.recyclesOf('ex16b')];

test('recycles one after the other, each verified by its new process and its own answer', async () => {
  const seen: string[][] = [];
  const { state, steps } = await recycleAppPool.run(order(), parts(), async (now) => {
    seen.push(now.map((step) => step.state));
    return { stop: false };
  });
  expect(state).toBe('succeeded');
  expect(told(steps)[0]).toMatch(
    /^ex16a succeeded: MSExchangeAutodiscoverAppPool runs anew since .*, process 1000 → 1001; Autodiscover on ex16a answers 200\.$/,
  );
  expect(recycles()).toEqual([1, 1]);
  expect(seen).toEqual([
    ['running', 'waiting'],
    ['succeeded', 'waiting'],
    ['succeeded', 'running'],
    ['succeeded', 'succeeded'],
  ]);
});

const trouble: readonly (readonly [
  string,
  World,
  Partial<Order>,
  () => void,
  readonly RegExp[],
  readonly number[],
])[] = [
  [
    'a controller that still names the old server',
    {
      controllers: [
        fact('mailbox.server', 'ex16b'),
        fact('mailbox.server', 'ex10a', 'dc2 msExchHomeServerName'),
      ],
    },
    {},
    () => undefined,
    [/dc2 msExchHomeServerName still says that anna@contoso.example is on ex10a, not on ex16b/, /not-run/],
    [0, 0],
  ],
  [
    'a controller that cannot be asked',
    { unreachable: 'dc2.corp.local does not answer' },
    {},
    () => undefined,
    [/could not be seen \(dc2.corp.local does not answer\)/, /not-run/],
    [0, 0],
  ],
  [
    'more sessions than were approved',
    {},
    {},
    () => host.say('ex16a', { sessions: 61 }),
    [/61 sessions, and the approval allows 60/, /not-run/],
    [0, 0],
  ],
  [
    'a pool that stands',
    {},
    {},
    () => host.say('ex16a', { state: 'Stopped' }),
    [/is stopped/, /not-run/],
    [0, 0],
  ],
  [
    'a host that refuses',
    {},
    {},
    () => host.refuse('access-denied'),
    [/access is denied/, /not-run/],
    [0, 0],
  ],
  [
    'an answer that is not 200',
    { answers: answers(302, 200) },
    {},
    () => undefined,
    [/answers 302 instead of 200/, /stopped at the trouble on ex16a/],
    [1, 0],
  ],
  [
    'an answer that cannot be seen',
    { answers: [], unseen: 'the account was refused' },
    {},
    () => undefined,
    [/could not be seen: the account was refused/, /not-run/],
    [1, 0],
  ],
  [
    'an approval whose time is over',
    {},
    { notAfter: '2026-11-19T00:00:00.000Z' },
    () => undefined,
    [/time of the approval is over/, /not-run/],
    [0, 0],
  ],
];
test.each(trouble)('stops at %s', async (_name, world, changes, prepare, says, recycled) => {
  prepare();
  const { state, steps } = await recycleAppPool.run(order(changes), parts(world), going);
  expect(state).toBe('failed');
  const lines = told(steps);
  for (const [index, pattern] of says.entries()) expect(lines[index]).toMatch(pattern);
  expect(recycles()).toEqual(recycled);
});

test('stops before the next server when the switch was thrown', async () => {
  let reports = 0;
  const { steps } = await recycleAppPool.run(order(), parts(), async () => ({ stop: ++reports > 2 }));
  expect(steps.map(({ state }) => state)).toEqual(['succeeded', 'not-run']);
  expect(recycles()).toEqual([1, 0]);
});
const otherStart = { ex16a: '2026-10-01T00:00:00.000Z', ex16b: startedAt };
test('has nothing to do where somebody else was since it was looked at', async () => {
  const { state, steps } = await recycleAppPool.run(
    order({ expected: otherStart, seenAt: '2026-10-31T00:00:00.000Z' }),
    parts(),
    going,
  );
  expect(state).toBe('succeeded');
  expect(steps[0]?.says).toContain('Nothing to do: MSExchangeAutodiscoverAppPool was started anew at');
  expect(recycles()).toEqual([0, 1]);
});
test.each([
  ['later, but before it was looked at', otherStart, '2026-11-20T00:00:00.000Z'],
  ['earlier', { ex16a: '2026-11-10T00:00:00.000Z', ex16b: startedAt }, '2026-10-31T00:00:00.000Z'],
])('is not run where a start is another one: %s', async (_name, expected, seenAt) => {
  const { state, steps } = await recycleAppPool.run(order({ expected, seenAt }), parts(), going);
  expect(state).toBe('cancelled');
  expect(told(steps)).toEqual([
    `ex16a not-run: Not run: MSExchangeAutodiscoverAppPool on ex16a runs since ${startedAt}, and the approval was given for one that runs since ${expected.ex16a}. Look again, and request it again if the new diagnosis still offers it.`,
    'ex16b not-run: Not run: ex16a is not as it was when this was approved.',
  ]);
  expect(recycles()).toEqual([0, 0]);
});
test('asks the server when the answer was lost: recycled', async () => {
  host.instead((recycle, response) => {
    recycle();
    response.destroy();
  });
  const { state } = await recycleAppPool.run(order(), parts(), going);
  expect(state).toBe('succeeded');
  expect(recycles()).toEqual([1, 1]);
});
test('asks the server when the answer was lost: not recycled', async () => {
  host.instead((_recycle, response) => response.destroy());
  const { state, steps } = await recycleAppPool.run(order(), parts(), going);
  expect(state).toBe('failed');
  expect(steps.map((step) => step.state)).toEqual(['failed', 'not-run']);
  expect(recycles()).toEqual([0, 0]);
});
test.each([
  ['targets that do not follow from its parameters', { targets: ['ex16a', 'dc1'] }],
  ['a pool that is not on its list', { parameters: { pool: 'defaultapppool', servers: ['ex16a', 'ex16b'] } }],
])('refuses an order with %s', async (_name, changes) => {
  await expect(recycleAppPool.run(order(changes), parts(), going)).rejects.toThrow();
  expect(recycles()).toEqual([0, 0]);
});
