import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { type Connector, type ConnectorAnswer, type ConnectorCall, problemCode } from './connector.ts';
import { createPacing } from './pacing.ts';

/** Where something is sent: a conversation of one service. */
export interface Place {
  readonly serviceUrl: string;
  readonly conversation: string;
}
export type Sent =
  | { readonly sent: true; readonly id: string }
  /** gone: the conversation is closed to us for good; missing: that message is no more; failed: not now. */
  | { readonly sent: false; readonly why: 'gone' | 'missing' | 'too-big' | 'failed'; readonly says: string };

/** The one way out to Teams: it keeps the platform's limits and retries as it is told to. */
export interface Sending {
  readonly post: (place: Place, activity: object) => Promise<Sent>;
  readonly update: (place: Place, activityId: string, activity: object) => Promise<Sent>;
  /** Opens a conversation; its id is the answer. */
  readonly open: (serviceUrl: string, body: object) => Promise<Sent>;
  /** A member of a conversation as the service knows him, undefined when it does not tell. */
  readonly member: (place: Place, id: string) => Promise<unknown>;
  /** Resolves when everything handed in so far was sent or given up. */
  readonly idle: () => Promise<void>;
  /** Lets what is on the wire finish and gives up what still waits. */
  readonly stop: () => Promise<void>;
}

/** Teams refuses more than 100 KB and advises 80, counted in UTF-16. */
const bytesAtMost = 80 * 1024;
const triesAtMost = 6;
const patienceMs = 120_000;
const again = new Set([412, 429, 502, 503, 504]);
const closedToUs = new Set(['BotNotInConversationRoster', 'ConversationBlockedByUser', 'BotDisabledByAdmin']);
const ended: Sent = { sent: false, why: 'failed', says: 'not sent: the bot is ending' };
const idSchema = z.object({ id: z.string() });

/** Sending over a connector. `random` is between 0 and 1; it spreads retries. */
export function createSending(parts: {
  readonly connector: Connector;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random?: () => number;
}): Sending {
  const { connector, clock, log, random = Math.random } = parts;
  const pacing = createPacing(clock);
  const tails = new Map<string, Promise<unknown>>();
  const stopping = Promise.withResolvers<void>();
  let stopped = false;
  const idle = async () => {
    while (tails.size > 0) await Promise.all(tails.values());
  };

  /** One after the other within a conversation of one service, so that what was said first arrives first. */
  const inTurn = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const tail = tails.get(key) ?? Promise.resolve();
    const mine = tail.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, settled);
    void settled.then(() => {
      if (tails.get(key) === settled) tails.delete(key);
    });
    return mine;
  };

  // The platform counts per conversation; but a service that is dead must not hold up what goes by another one.
  const send = (key: string, call: ConnectorCall, fallbackId: string): Promise<Sent> =>
    inTurn(JSON.stringify([call.serviceUrl.replace(/\/+$/, ''), key]), async () => {
      const bytes = call.body === undefined ? 0 : JSON.stringify(call.body).length * 2;
      if (bytes > bytesAtMost) {
        log.error({ bytes, conversation: key }, 'message too big, not sent');
        return {
          sent: false,
          why: 'too-big',
          says: `${bytes} bytes are more than Teams takes (${bytesAtMost})`,
        };
      }
      const started = clock.now();
      for (let attempt = 1; ; attempt += 1) {
        await Promise.race([pacing.turn(key), stopping.promise]);
        if (stopped) return ended;
        const answer = await attemptOnce(connector, call);
        const settled = settle(answer, fallbackId);
        if (settled !== 'again') {
          if (!settled.sent)
            log.warn({ conversation: key, why: settled.why, says: settled.says }, 'not sent');
          return settled;
        }
        const ms = pause(answer, attempt, clock.now(), random());
        if (attempt >= triesAtMost || clock.now() + ms - started > patienceMs) {
          const says = `given up after ${attempt} tries: ${describe(answer)}`;
          log.warn({ conversation: key, says }, 'not sent');
          return { sent: false, why: 'failed', says };
        }
        await Promise.race([clock.wait(ms), stopping.promise]);
      }
    });

  return {
    post: ({ serviceUrl, conversation }, activity) =>
      send(
        conversation,
        { serviceUrl, method: 'POST', path: ['conversations', conversation, 'activities'], body: activity },
        '',
      ),
    update: ({ serviceUrl, conversation }, activityId, activity) =>
      send(
        conversation,
        {
          serviceUrl,
          method: 'PUT',
          path: ['conversations', conversation, 'activities', activityId],
          body: { ...activity, id: activityId },
        },
        activityId,
      ),
    open: (serviceUrl, body) =>
      send(`open ${serviceUrl}`, { serviceUrl, method: 'POST', path: ['conversations'], body }, ''),
    async member({ serviceUrl, conversation }, id) {
      await pacing.turn(`members ${conversation}`);
      const answer = await attemptOnce(connector, {
        serviceUrl,
        method: 'GET',
        path: ['conversations', conversation, 'members', id],
      });
      return answer instanceof Error || answer.status !== 200 ? undefined : answer.body;
    },
    idle,
    async stop() {
      stopped = true;
      stopping.resolve();
      await idle();
    },
  };
}

/** A connection that fails is an answer too: it is tried again like a 503. */
async function attemptOnce(connector: Connector, call: ConnectorCall): Promise<ConnectorAnswer | Error> {
  try {
    return await connector(call);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function settle(answer: ConnectorAnswer | Error, fallbackId: string): Sent | 'again' {
  if (answer instanceof Error || again.has(answer.status)) return 'again';
  if (answer.status >= 200 && answer.status < 300) {
    const parsed = idSchema.safeParse(answer.body);
    return { sent: true, id: parsed.success ? parsed.data.id : fallbackId };
  }
  const says = describe(answer);
  if (answer.status === 403 && closedToUs.has(problemCode(answer.body)))
    return { sent: false, why: 'gone', says };
  if (answer.status === 404) return { sent: false, why: 'missing', says };
  if (answer.status === 413) return { sent: false, why: 'too-big', says };
  return { sent: false, why: 'failed', says };
}

function describe(answer: ConnectorAnswer | Error): string {
  if (answer instanceof Error) return `no answer (${answer.message})`;
  return `status ${answer.status} ${problemCode(answer.body)}`.trim();
}

/** ms until the next try: as told by Retry-After (seconds or a date), else doubling with jitter. */
function pause(answer: ConnectorAnswer | Error, attempt: number, now: number, random: number): number {
  const told = answer instanceof Error ? undefined : answer.retryAfter;
  if (told !== undefined) {
    const seconds = Number(told);
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(told) - now;
    if (ms > 0) return ms;
  }
  return Math.round(500 * 2 ** (attempt - 1) * (0.75 + random / 2));
}
