import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';

/** The gateway does not know this worker's token: nothing but a new enrolment helps. */
export class NotEnrolled extends Error {}
/** The gateway did not answer, or not in its own language; worth another try. */
export class NotReached extends Error {}

/** A worker's way to the gateway: outbound HTTPS, verified, one host. */
export interface Connection {
  /** One question; throws NotEnrolled or NotReached. */
  post<T>(path: string, body: unknown, answer: z.ZodType<T>, signal: AbortSignal, ms?: number): Promise<T>;
  /** Asks until it is answered: after half a second, then ever longer, at most every half minute. */
  persist<T>(path: string, body: unknown, answer: z.ZodType<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}
export interface ConnectionParts {
  readonly url: string;
  /** CA certificates (PEM) trusted for this host alone; the system's without. */
  readonly ca: string | undefined;
  readonly token: string;
  /** Told when the gateway is lost (with the reason) and when it answers again. */
  /** Waits between two tries; the usual timer unless told. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly onState: (state: 'answers' | 'lost', reason: string) => void;
}

const refusedSchema = z.object({ says: z.string().max(1_000) });

export function connectGateway({ url, ca, token, onState, pause = rest }: ConnectionParts): Connection {
  const { origin, host } = new URL(url);
  const agent = new Agent({
    connect: { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: true, timeout: 10_000 },
    connections: 16,
  });
  let lost = false;
  const post: Connection['post'] = async (path, body, answer, signal, ms = 15_000) => {
    try {
      const value = await ask();
      if (lost) onState('answers', host);
      lost = false;
      return value;
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      if (!lost) onState('lost', error.message);
      lost = true;
      throw error;
    }

    async function ask() {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
      let status: number;
      let text: string;
      try {
        const response = await request(`${origin}${path}`, {
          method: 'POST',
          dispatcher: agent,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: limit,
          headersTimeout: ms,
          bodyTimeout: ms,
        });
        status = response.statusCode;
        text = await response.body.text();
      } catch (error) {
        signal.throwIfAborted();
        throw new NotReached(`${host} does not answer: ${(error as Error).message}`, { cause: error });
      }
      const said = parse(text);
      if (status === 200) {
        const parsed = answer.safeParse(said);
        if (parsed.success) return parsed.data;
        throw new NotReached(`${host} answered ${path} with something else; are both of the same version?`);
      }
      const says = refusedSchema.safeParse(said).data?.says ?? 'without a reason';
      if (status === 401) throw new NotEnrolled(`${host} refuses this worker: ${says}`);
      throw new NotReached(`${host} answered ${path} with ${status}: ${says}`);
    }
  };
  return {
    post,
    persist: async (path, body, answer, signal) => {
      for (let failures = 0; ; failures++) {
        try {
          return await post(path, body, answer, signal);
        } catch (error) {
          if (!(error instanceof NotReached)) throw error;
          await pause(pauseMs(failures), signal);
        }
      }
    },
    close: () => agent.destroy(),
  };
}

const rest = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal });

/** Half a second doubled at each failure, up to half a minute, each shortened by chance so that workers do not return in step. */
export const pauseMs = (failures: number): number =>
  Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random() / 2);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: no schema takes it, and the caller says so.
    return undefined;
  }
}
