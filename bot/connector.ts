import { Agent, request } from 'undici';
import { z } from 'zod';

/** One request to the Bot Connector of a conversation's service URL. */
export interface ConnectorCall {
  readonly serviceUrl: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Segments after `/v3/`; each is percent-encoded. */
  readonly path: readonly string[];
  readonly body?: unknown;
}
export interface ConnectorAnswer {
  readonly status: number;
  /** `Retry-After` as it came. */
  readonly retryAfter: string | undefined;
  readonly body: unknown;
}
/** Sends one request, once; what to do with its status is the caller's business. */
export type Connector = (call: ConnectorCall) => Promise<ConnectorAnswer>;

/** Gives the Authorization header for the connector, or undefined in the lab. */
export type Authorization = () => Promise<string | undefined>;

/** The Bot Connector REST API over HTTP; redirects are not followed, so a token stays with its host. */
export function createConnector(authorization: Authorization): {
  readonly call: Connector;
  readonly close: () => Promise<void>;
} {
  const dispatcher = new Agent({
    connections: 16,
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
    connect: { timeout: 5_000 },
  });
  return {
    call: async ({ serviceUrl, method, path, body }) => {
      const url = `${serviceUrl.replace(/\/+$/, '')}/v3/${path.map(encodeURIComponent).join('/')}`;
      const header = await authorization();
      const response = await request(url, {
        dispatcher,
        method,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          accept: 'application/json',
          ...(header !== undefined && { authorization: header }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const retryAfter = response.headers['retry-after'];
      return {
        status: response.statusCode,
        retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
        body: parse(await response.body.text()),
      };
    },
    close: () => dispatcher.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/** The connector's name for what it refused (`BotNotInConversationRoster`), "" when it gave none. */
export function problemCode(body: unknown): string {
  const parsed = problemSchema.safeParse(body);
  return parsed.success ? parsed.data.error.code : '';
}
