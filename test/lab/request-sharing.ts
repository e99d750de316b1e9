import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as ask } from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface NextServer {
  readonly port: number;
  /** The name that the device asks for: SNI of the inner TLS. */
  readonly name: string;
}

/**
 * Serves client connections as a device that shares out single requests: each goes over another connection to another
 * server, so that what a server remembers of a connection, as NTLM does, is lost on the next request. `begin` is called
 * for each client and gives the servers in its turn.
 */
export function shareRequests(begin: () => () => NextServer | undefined): (client: TLSSocket) => void {
  const turns = new WeakMap<object, () => NextServer | undefined>();
  const http = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0, maxHeaderSize: 64 * 1024 });
  http.on('request', (request, response) => {
    const next = turns.get(request.socket) ?? begin();
    turns.set(request.socket, next);
    pass(request, response, next());
  });
  http.on('clientError', (_error, socket) => socket.destroy());
  return (client) => http.emit('connection', client);
}

function pass(request: IncomingMessage, response: ServerResponse, to: NextServer | undefined): void {
  const fail = () => {
    if (!response.headersSent) response.writeHead(503, { Connection: 'close' });
    response.end();
  };
  if (to === undefined) {
    fail();
    return;
  }
  const inner = ask(
    {
      host: '127.0.0.1',
      port: to.port,
      servername: to.name,
      rejectUnauthorized: false,
      agent: false,
      method: request.method,
      path: request.url,
      headers: request.headers,
    },
    (reply) => {
      response.statusCode = reply.statusCode ?? 502;
      if (reply.statusMessage !== undefined) response.statusMessage = reply.statusMessage;
      // How a connection is kept is between neighbours (RFC 9110 7.6.1).
      for (const [name, values] of Object.entries(reply.headersDistinct))
        if (values !== undefined && !/^(connection|keep-alive|transfer-encoding)$/i.test(name))
          response.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
      reply.pipe(response);
      reply.on('error', () => response.destroy());
    },
  );
  inner.on('error', fail);
  response.on('close', () => inner.destroy());
  request.pipe(inner);
}
