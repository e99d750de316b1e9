import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectGateway, NotEnrolled } from '../../../services/worker/connection.ts';
import { claimedSchema } from '../../../services/worker/messages.ts';
import { lookedAt, mailbox } from '../desk/stale-case.ts';
import {
  type HandWorker,
  handWorker,
  hanna,
  type StandingDesk,
  standDesk,
  untilCase,
} from '../desk/standing-desk.ts';

let standing: StandingDesk;
let worker: HandWorker;
let token: string;
beforeAll(async () => {
  standing = await standDesk();
  worker = await handWorker(standing.desk);
  token = await standing.desk.enrolWorker('raw');
});
afterAll(async () => {
  await worker.close();
  await standing.close();
});

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: string | Buffer;
}
function send({
  method = 'POST',
  path,
  token: bearer,
  body = '{}',
}: Sent): Promise<{ status: number; body: string }> {
  const { port, ca } = standing.desk.gateway;
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        host: 'localhost',
        port,
        ca,
        agent: false,
        method,
        path,
        headers: {
          'content-length': method === 'GET' ? 0 : Buffer.byteLength(body),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(method === 'GET' ? undefined : body);
  });
}

describe('the door for workers', () => {
  test('is open to nobody without a token that is known', async () => {
    const forged = token.replace(/^pdw1\.../, 'pdw1.AA');
    for (const bearer of [undefined, '', 'x', forged, `${token}x`]) {
      for (const path of ['/claim', '/beat', '/finish']) {
        expect((await send({ path, token: bearer })).status).toBe(401);
      }
    }
    expect((await send({ path: '/operator', token, body: '{"do":"allow"}' })).status).toBe(401);
  });
  test('refuses what is no message of ours, each with a sentence', async () => {
    const bodies = [
      '',
      'null',
      '[]',
      '{"looks":-1}',
      '{"look":{"id":"1","retryCount":0}}',
      '\u0000',
      `{"a":${'['.repeat(9_000)}`,
    ];
    for (const path of ['/claim', '/beat', '/finish']) {
      for (const body of bodies) {
        const answer = await send({ path, token, body });
        expect([path, body.slice(0, 20), answer.status]).toEqual([path, body.slice(0, 20), 400]);
        expect(JSON.parse(answer.body).says).not.toContain('    at ');
      }
    }
    expect((await send({ path: '/elsewhere', token })).status).toBe(404);
    expect((await send({ method: 'GET', path: '/claim', token })).status).toBe(404);
  });
  test('takes no more than sixteen megabytes', async () => {
    const body = Buffer.alloc(17_000_000, 0x20);
    const answer = await send({ path: '/finish', token, body }).catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(typeof answer === 'object' ? answer.status : answer);
  });
  test('tells whether it is ready, and counts what it was asked', async () => {
    const ready = await send({ method: 'GET', path: '/readyz' });
    expect(JSON.parse(ready.body)).toMatchObject({ ready: true });
    const metrics = await send({ method: 'GET', path: '/metrics' });
    expect(metrics.body).toContain('popup_desk_worker_requests_total{path="/claim",status="401"}');
  });
  test('is closed to a worker that was revoked, at once', async () => {
    const lost = await standing.desk.enrolWorker('lost');
    const { url, ca } = standing.desk.gateway;
    const connection = connectGateway({ url, ca, token: lost, onState: () => undefined });
    const ask = () =>
      connection.post(
        '/claim',
        { looks: 1, act: false, journal: worker.journal, waitMs: 0 },
        claimedSchema,
        new AbortController().signal,
      );
    expect((await ask()).looks).toEqual([]);
    expect(await standing.desk.revokeWorker('lost')).toBe(true);
    await expect(ask()).rejects.toThrow(NotEnrolled);
    expect(await standing.desk.revokeWorker('lost')).toBe(false);
    await connection.close();
  });
});

describe('a look', () => {
  const open = () => standing.desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  test('wakes the worker that waits for it', async () => {
    const waiting = worker.claim({ looks: 1, waitMs: 20_000 });
    const from = performance.now();
    await open();
    const { looks } = await waiting;
    expect(performance.now() - from).toBeLessThan(400);
    expect(looks).toHaveLength(1);
    for (const look of looks) await worker.finish(look, lookedAt(standing.clock.now()));
  });
  test('is not answered by another worker, nor twice', async () => {
    const { id } = await open();
    const look = await worker.look();
    const thief = await handWorker(standing.desk, 'thief');
    expect(await thief.finish(look, { failed: 'mine now' })).toBe(false);
    expect(await worker.finish(look, lookedAt(standing.clock.now()))).toBe(true);
    expect(await worker.finish(look, { failed: 'again' })).toBe(false);
    expect(await worker.beat(look, { done: 1, total: 1, latest: 'late' })).toBe(false);
    expect((await standing.desk.caseById(id))?.state).toBe('diagnosed');
    await thief.close();
  });
  test('keeps what it knows when a newer worker says more than that', async () => {
    const { id } = await open();
    const looked = lookedAt(standing.clock.now());
    const [first] = looked.facts;
    const facts = [...looked.facts, { ...first, fact: 'mailbox.shoeSize' }, { nonsense: true }, 7];
    await worker.answer({ ...looked, facts });
    const { diagnosis } = await untilCase(standing.desk, id, ({ state }) => state === 'diagnosed');
    expect(diagnosis?.facts).toHaveLength(looked.facts.length);
    expect(diagnosis?.blind.map(({ why }) => why)).toContain(
      'the worker sent facts that this version does not know; they were dropped',
    );
  });
});

test('a look whose worker died is handed to another', async () => {
  const { id } = await standing.desk.openCase({ mailbox, askedBy: hanna, audience: 'helpdesk' });
  const dead = await worker.look();
  const heir = await handWorker(standing.desk, 'heir');
  const [again] = (await heir.claim({ looks: 1, waitMs: 28_000 })).looks;
  if (again === undefined) throw new Error('nobody was handed the look');
  expect(again.lease).toEqual({ id: dead.lease.id, retryCount: 1 });
  expect(await worker.finish(dead, { failed: 'I am back' })).toBe(false);
  expect(await heir.finish(again, lookedAt(standing.clock.now()))).toBe(true);
  expect((await standing.desk.caseById(id))?.state).toBe('diagnosed');
  await heir.close();
}, 60_000);
