import { Counter, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { DeskContext } from '../desk/context.ts';
import { beatAction, claimAction, finishAction, unsettledOf } from '../desk/handing-actions.ts';
import { beatLook, claimLooks, finishLook } from '../desk/handing-looks.ts';
import { workerOf } from '../desk/workers.ts';
import { StoreUnavailable } from '../store/time-limit.ts';
import type { Identity } from './certificate.ts';
import { type Listener, listenHttps, type Received, type Reply } from './https-listener.ts';
import { beatSchema, type Claimed, claimSchema, finishSchema } from './messages.ts';
import { readToken } from './tokens.ts';

export interface GatewayParts {
  readonly context: DeskContext;
  readonly host: string;
  readonly port: number;
  readonly identity: Identity;
  /** Resolves when there may be work, or after `ms`, or when `gone`. */
  readonly work: (ms: number, gone: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** What an operator on this host may do; his token is compared by the callee. */
  readonly operate: (token: string, ask: unknown) => Promise<Reply>;
}

const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) });
const says = (status: number, sentence: string): Reply => json({ says: sentence }, status);

/** The listener that workers come to: claim by long poll, beat, finish; besides metrics and readiness. */
export async function openGateway(parts: GatewayParts): Promise<Listener> {
  const { context } = parts;
  const registry = new Registry();
  const asked = new Counter({
    name: 'popup_desk_worker_requests_total',
    help: 'Requests of workers, by path and status',
    labelNames: ['path', 'status'],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'popup_desk_workers_waiting',
    help: 'Workers that wait for work now',
    registers: [registry],
  });

  const doors: Readonly<Record<string, (worker: string, received: Received) => Promise<Reply>>> = {
    '/claim': (worker, received) =>
      parsed(claimSchema, received, async (ask) => {
        waiting.inc();
        try {
          return json(await claim(parts, worker, ask, received.gone));
        } finally {
          waiting.dec();
        }
      }),
    '/beat': (worker, received) =>
      parsed(beatSchema, received, async (beat) =>
        json(
          'look' in beat
            ? await beatLook(context, worker, beat.look, beat.progress)
            : await beatAction(context, worker, beat.act, beat.steps),
        ),
      ),
    '/finish': (worker, received) =>
      parsed(finishSchema, received, async (finish) =>
        json({
          accepted:
            'look' in finish
              ? await finishLook(context, worker, finish.look, finish.result)
              : await finishAction(context, worker, finish.act, finish.result),
        }),
      ),
  };

  const answer = async (received: Received): Promise<Reply> => {
    const { method, path } = received;
    if (method === 'GET' && path === '/readyz') return ready(context);
    if (method === 'GET' && path === '/metrics') {
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    }
    const door = doors[path];
    if (path === '/operator' && method === 'POST') return parts.operate(received.token, parse(received.body));
    if (door === undefined || method !== 'POST') return says(404, 'there is no such door');
    const secret = readToken(received.token)?.secret;
    const worker = secret === undefined ? undefined : await workerOf(context.store, secret, context.now());
    return worker === undefined
      ? says(401, 'this token is not (or no longer) known here; enrol the worker again')
      : door(worker, received);
  };
  const guarded = async (received: Received): Promise<Reply> => {
    const reply = await answer(received).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) return says(503, 'the store does not answer');
      throw error;
    });
    const path = received.path in doors ? received.path : 'other';
    asked.inc({ path, status: reply.status });
    return reply;
  };
  return listenHttps(parts, guarded, parts.onError);
}

async function parsed<T>(
  schema: z.ZodType<T>,
  received: Received,
  body: (value: T) => Promise<Reply>,
): Promise<Reply> {
  const read = schema.safeParse(parse(received.body));
  return read.success ? body(read.data) : says(400, z.prettifyError(read.error).slice(0, 500));
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // Not JSON is refused by every schema, with its sentence.
    return undefined;
  }
}

/** Work as soon as there is some; an empty answer after the wait. Work queued by another instance is seen within half a second. */
async function claim(
  { context, work }: GatewayParts,
  worker: string,
  ask: z.infer<typeof claimSchema>,
  gone: AbortSignal,
): Promise<Claimed> {
  const until = performance.now() + ask.waitMs;
  const unsettled = ask.act ? await unsettledOf(context, worker, ask.journal) : [];
  for (;;) {
    // What is fetched for somebody who left would wait for its heartbeat to lapse.
    if (gone.aborted) return { looks: [], unsettled: [] };
    const act =
      ask.act && unsettled.length === 0 ? await claimAction(context, worker, ask.journal) : undefined;
    const looks = [...(await claimLooks(context, worker, ask.looks))];
    const left = until - performance.now();
    if (act !== undefined || looks.length > 0 || unsettled.length > 0 || left <= 0) {
      return { looks, ...(act === undefined ? {} : { act }), unsettled };
    }
    await work(Math.min(left, 500), gone);
  }
}

async function ready({ store }: DeskContext): Promise<Reply> {
  try {
    await store.read('answer whether it is ready', (database) =>
      database.selectFrom('switches').select('name').executeTakeFirst(),
    );
    return json({ ready: true, store: store.kind });
  } catch (error) {
    if (error instanceof StoreUnavailable) return json({ ready: false, says: error.message }, 503);
    throw error;
  }
}
