import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Identity } from './certificate.ts';

/** What came in, with its body read whole. */
export interface Received {
  readonly method: string;
  readonly path: string;
  /** The bearer token, "" without one. */
  readonly token: string;
  readonly body: Buffer;
  /** Aborted when the other side went away. */
  readonly gone: AbortSignal;
}
export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

const mostBytes = 16_000_000;

/** An HTTPS server with bounds on everything: sizes, headers, idle and slow connections. */
export async function listenHttps(
  at: { readonly host: string; readonly port: number; readonly identity: Identity },
  answer: (received: Received) => Promise<Reply>,
  onError: (error: unknown) => void,
): Promise<Listener> {
  const { certificate: cert, key } = at.identity;
  const server = createServer(
    {
      cert,
      key,
      minVersion: 'TLSv1.2',
      maxHeaderSize: 8_192,
      requestTimeout: 30_000,
      headersTimeout: 10_000,
    },
    (request, response) => {
      serve(request, response, answer).catch((error: unknown) => {
        onError(error);
        reply(response, {
          status: 500,
          body: '{"says":"a fault of the gateway\'s own; its log tells more"}',
        });
      });
    },
  );
  // A stranger's broken handshake is his affair.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.maxConnections = 1_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new Error(`the workers’ listener cannot use ${at.host}:${at.port}: ${error.message}`, {
          cause: error,
        }),
      ),
    );
    server.listen(at.port, at.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (received: Received) => Promise<Reply>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await read(request);
  if (body === undefined) {
    reply(response, { status: 413, body: '{"says":"too large"}' });
    request.destroy();
    return;
  }
  reply(
    response,
    await answer({
      method: request.method ?? '',
      path: (request.url ?? '/').split('?')[0] ?? '/',
      token: /^Bearer ([\w.-]{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
      body,
      gone: gone.signal,
    }),
  );
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reply(response: ServerResponse, { status, type = 'application/json', body }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  // Not chained: restify, in the bot's process, puts a writeHead of its own on every response, which returns nothing.
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
