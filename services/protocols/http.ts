import type { TLSSocket } from 'node:tls';
import { Client } from 'undici';
import { endPointHash } from './end-point-hash.ts';
import { type Network, place } from './network.ts';
import { Unreachable, within } from './unreachable.ts';

export interface HttpAsk {
  /** The last two are those of RPC over HTTP ([MS-RPCH] 2.1.2). */
  readonly method: 'GET' | 'POST' | 'RPC_IN_DATA' | 'RPC_OUT_DATA';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several of one name in their order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  /** Which connection of this conversation it came over: 1 is the first. */
  readonly connection: number;
}
/** The head of an answer, and how to read its body. */
export interface HttpHead extends Omit<HttpAnswer, 'body'> {
  rest(): Promise<HttpAnswer>;
}
/** Several exchanges over one connection to one host; a connection that was replaced shows in the answers. */
export interface Conversation {
  readonly place: string;
  readonly host: string;
  ask(question: HttpAsk, signal: AbortSignal): Promise<HttpAnswer>;
  /** As `ask`, but settles with the head; `rest` must be called before the next question. */
  begin(question: HttpAsk, signal: AbortSignal): Promise<HttpHead>;
  /** The `tls-server-end-point` hash of the certificate that was last seen; undefined before the first connection. */
  endPoint(): Buffer | undefined;
  close(): void;
}
export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  readonly through?: string;
}
export interface HttpLimits {
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly mostBytes: number;
}
export const httpLimits: HttpLimits = { headersMs: 6_000, bodyMs: 6_000, mostBytes: 1_048_576 };

/** A conversation over verified TLS, http/1.1, one request at a time; it follows no redirect. */
export function converse(
  network: Network,
  target: HttpTarget,
  limits: HttpLimits = httpLimits,
): Conversation {
  const { host, port, through } = target;
  const at = place(host, port, through);
  let connections = 0;
  let socket: TLSSocket | undefined;
  let failure: unknown;
  let connected = (): void => undefined;
  const lifetime = new AbortController();
  const { resolveMs, connectMs, tlsMs } = network.patience;
  // To a proxy and through it, at the longest; each step also has its own limit.
  const longestWayMs = resolveMs + connectMs * 2 + tlsMs;
  const client = new Client(`https://${host}:${port}`, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 32_768,
    connect: (_options, callback) => {
      network
        .secure({ host, port, ...(through === undefined ? {} : { through }), signal: lifetime.signal })
        .then((secured) => {
          connections += 1;
          socket = secured;
          connected();
          callback(null, secured);
        })
        .catch((error: Error) => {
          failure = error;
          callback(error, null);
        });
    },
  });
  const given = (error: unknown, signal: AbortSignal, phase: 'headers' | 'body'): unknown => {
    lifetime.abort(error);
    client.destroy().catch(() => undefined);
    if (signal.aborted) return signal.reason;
    if (failure !== undefined) return failure;
    return error instanceof Unreachable ? error : new Unreachable(at, phase, error);
  };
  const begin: Conversation['begin'] = async ({ method, path, headers, body }, signal) => {
    failure = undefined;
    // Until the connection stands its own limits hold; the answer's begins with it.
    const stands =
      socket === undefined || socket.destroyed
        ? new Promise<void>((resolve) => {
            connected = resolve;
          })
        : Promise.resolve();
    try {
      const asked = client.request({ method, path, headers: { ...headers }, body: body ?? null, signal });
      await within(longestWayMs, signal, at, 'connect', Promise.race([stands, asked]));
      const answer = await within(limits.headersMs, signal, at, 'headers', asked);
      const head = {
        status: answer.statusCode,
        headers: gathered(answer.headers),
        connection: connections,
      };
      return {
        ...head,
        rest: async () => {
          try {
            const bytes = read(answer.body, limits.mostBytes, at);
            return { ...head, body: await within(limits.bodyMs, signal, at, 'body', bytes) };
          } catch (error) {
            throw given(error, signal, 'body');
          }
        },
      };
    } catch (error) {
      throw given(error, signal, 'headers');
    }
  };
  return {
    place: at,
    host,
    endPoint: () => {
      const raw = socket?.getPeerCertificate().raw;
      return raw === undefined ? undefined : endPointHash(raw);
    },
    begin,
    ask: async (question, signal) => (await begin(question, signal)).rest(),
    close: () => {
      lifetime.abort(new Error('closed'));
      client.destroy().catch(() => undefined);
    },
  };
}

async function read(body: AsyncIterable<Buffer>, most: number, at: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > most) throw new Unreachable(at, 'body', `it is longer than ${most} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(at, 'body', error);
  }
  return Buffer.concat(chunks);
}

/** Header values by name in lower case, several of one name in their order. */
export function gathered(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value : [value]] as const],
    ),
  );
}

/** The first value of a header, trimmed; undefined when it was not sent. */
export const header = (answer: Pick<HttpAnswer, 'headers'>, name: string): string | undefined =>
  answer.headers.get(name)?.[0]?.trim();

/** The authentication schemes offered, in the server's order, by name alone: `Negotiate`, `NTLM`, `Basic`. */
export function schemesOf(answer: Pick<HttpAnswer, 'headers'>): readonly string[] {
  const offers = answer.headers.get('www-authenticate') ?? [];
  // One header may carry several challenges (RFC 9110 11.6.1): a scheme stands at the start or behind a comma,
  // and is not followed by "=" as a parameter is.
  const names = offers.flatMap((offer) =>
    [...offer.matchAll(/(?:^|,)\s*([A-Za-z][A-Za-z0-9._-]*(?::[A-Za-z]+)?)(?=\s*(?:,|$)|\s+[^\s=,])/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return [...new Set(names)].slice(0, 16);
}
