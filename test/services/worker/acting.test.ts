import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { actOn, settle } from '../../../services/worker/acting.ts';
import type { ActionParts } from '../../../services/worker/action.ts';
import type { Connection } from '../../../services/worker/connection.ts';
import { httpExecutor } from '../../../services/worker/executor.ts';
import { type Journal, openJournal } from '../../../services/worker/journal.ts';
import type { ActResult } from '../../../services/worker/messages.ts';
import { type Order, openSigner } from '../../../services/worker/signatures.ts';

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'popup-desk-acting-'));
  journal = await openJournal(join(folder, 'journal'));
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

const order: Order = {
  id: randomUUID(),
  action: 'sweep-floor',
  parameters: {},
  targets: ['ex16a'],
  limits: {},
  subject: { mailbox: 'anna@contoso.example', server: 'ex16b' },
  expected: {},
  notAfter: '2026-11-20T10:15:00.000Z',
};

/** Acts on an order at a moment; gives what was reported and how often the action ran. */
async function act(
  signed: { readonly order: Order; readonly signature: string },
  at: string,
  how: typeof actOn | 'settle' = actOn,
) {
  const signer = openSigner(join(folder, 'key.pem'));
  let ran = 0;
  const finished: ActResult[] = [];
  // The other end of the wire is proven with the gateway; here it only keeps what it was told.
  const connection: Connection = {
    post: async (_path, _body, answer) => answer.parse({ yours: true, stop: false }),
    persist: async (path, body, answer) => {
      if (path === '/finish') finished.push((body as { readonly result: ActResult }).result);
      return answer.parse(path === '/finish' ? { accepted: true } : { yours: true, stop: false });
    },
    close: async () => undefined,
  };
  const parts: ActionParts = {
    executor: httpExecutor('http://127.0.0.1:1'),
    journal,
    look: () => Promise.reject(new Error('not looked at')),
    controllers: () => Promise.reject(new Error('not looked at')),
    now: () => Date.parse(at),
    pause: async () => undefined,
    signal: new AbortController().signal,
    at: () => undefined,
    executorMs: 0,
  };
  const done: ActResult = {
    state: 'succeeded',
    steps: [{ target: 'ex16a', state: 'succeeded', says: 'swept' }],
  };
  const acting = {
    connection,
    publicKey: signer.publicKey,
    parts,
    signal: parts.signal,
    log: pino({ level: 'silent' }),
    actions: [
      {
        id: 'sweep-floor',
        run: async () => {
          ran += 1;
          return done;
        },
        settle: async () => done,
      },
    ],
  };
  if (how === 'settle') await settle({ ...signed, sameJournal: true }, acting);
  else await how(signed, acting);
  return { ran, finished };
}
const signed = (changes: Partial<Order> = {}) => {
  const whole = { ...order, ...changes };
  return { order: whole, signature: openSigner(join(folder, 'key.pem')).sign(whole) };
};
const inTime = '2026-11-20T10:00:00.000Z';

test('carries out a signed order once, however often it is handed out', async () => {
  const first = await act(signed(), inTime);
  expect(first).toMatchObject({ ran: 1, finished: [{ state: 'succeeded' }] });
  const again = await act(signed(), inTime);
  expect(again).toMatchObject({ ran: 0, finished: [{ state: 'succeeded' }] });
});
const refusals = [
  [
    'not signed by whom it obeys',
    () => ({ ...signed(), order: { ...order, targets: ['dc1'] } }),
    /not signed by whom this worker obeys/,
  ],
  [
    'signed by a stranger',
    () => ({ order, signature: openSigner(join(folder, 'stranger.pem')).sign(order) }),
    /not signed/,
  ],
  [
    'for an action it does not know',
    () => signed({ action: 'format-disk' }),
    /knows no action called format-disk/,
  ],
  [
    'whose time is over',
    () => signed({ notAfter: '2026-11-20T09:59:59.000Z' }),
    /time of the approval is over/,
  ],
] as const;
test.each(refusals)('runs nothing that is %s', async (_name, make, says) => {
  const { ran, finished } = await act(make(), inTime);
  expect(ran).toBe(0);
  expect(finished[0]).toMatchObject({ state: 'failed', steps: [{ state: 'not-run' }] });
  expect(finished[0]?.steps[0]?.says).toMatch(says);
});
test('settles what it never began as not run', async () => {
  const { finished } = await act(signed(), inTime, 'settle');
  expect(finished[0]).toMatchObject({ state: 'failed', steps: [{ state: 'not-run' }] });
});
