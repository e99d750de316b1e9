import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { AccessLog } from '../access-log.ts';
import { type Connection, type Listener, openListener } from '../listener.ts';
import { type CertificateFiles, secureContextFor } from '../tls-context.ts';
import type { Server } from '../world.ts';
import type { ConnectionState } from './authenticate.ts';
import { expectedBinding } from './channel-binding.ts';
import { beginsWithRpc, serveRpc } from './rpc-proxy.ts';

/** One TLS connection, and what was signed in on it. */
export interface SecureConnection extends ConnectionState {
  readonly id: string;
  /** performance.now() at accept. */
  readonly began: number;
  readonly sni: string;
  readonly tls: string;
}
type OnRequest = (request: IncomingMessage, response: ServerResponse, connection: SecureConnection) => void;

/** HTTP/1.1 over TLS with the certificate, versions, delays and connection faults of a server of the world. */
export function openSecureHttp(options: {
  readonly server: Server;
  readonly certificate: CertificateFiles;
  readonly port?: number;
  readonly log: AccessLog;
  readonly onRequest: OnRequest;
}): Promise<Listener> {
  const { server, log, onRequest } = options;
  const binding = expectedBinding(readFileSync(options.certificate.chain, 'utf8'));
  const secureContext = secureContextFor(options.certificate, server.tls);
  const connections = new WeakMap<Socket, SecureConnection>();
  // NTLM holds on a connection, so it stays open between requests as IIS keeps it (two minutes).
  const http = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0, maxHeaderSize: 64 * 1024 });
  http.on('request', (request, response) => {
    const connection = connections.get(request.socket);
    if (connection === undefined) throw new Error('a request came over a connection that was never opened');
    onRequest(request, response, connection);
  });
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const connection = socket instanceof TLSSocket ? connections.get(socket) : undefined;
    if (connection !== undefined)
      log({
        kind: 'http',
        listener: 'https',
        connection: connection.id,
        began: performance.now(),
        detail: { status: 400, unreadable: error.code ?? error.message },
      });
    if (socket.writable)
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nServer: Microsoft-HTTPAPI/2.0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      );
    else socket.destroy();
  });
  const accept = (raw: Connection): void => {
    const secure = new TLSSocket(raw.socket, {
      isServer: true,
      secureContext,
      ALPNProtocols: Buffer.from('\x08http/1.1', 'latin1'),
      requestCert: server.tls.asksClientCertificate,
      rejectUnauthorized: false,
    });
    const told = (detail: Readonly<Record<string, unknown>>) =>
      log({ kind: 'tls', listener: 'https', connection: raw.id, began: raw.began, detail });
    secure.on('error', (error: NodeJS.ErrnoException) => {
      if (!connections.has(secure)) told({ error: error.code ?? error.message });
      secure.destroy();
    });
    secure.once('secure', () => {
      // `servername` is false when the client sent none.
      const sni = typeof secure.servername === 'string' ? secure.servername : '';
      const connection = { id: raw.id, began: raw.began, binding, sni, tls: secure.getProtocol() ?? '' };
      connections.set(secure, connection);
      told({ sni: connection.sni, tls: connection.tls });
      // RPC over HTTP has verbs of its own, so the first bytes decide who reads this connection.
      const peek = (): void => {
        const head = secure.read() as Buffer | null; // no encoding is set, so it gives bytes
        if (head === null) {
          secure.once('readable', peek);
          return;
        }
        secure.unshift(head);
        if (!beginsWithRpc(head)) http.emit('connection', secure);
        else
          serveRpc(secure, (request, response) => onRequest(request, response, connection)).catch(() =>
            secure.destroy(),
          );
      };
      peek();
    });
    raw.socket.on('error', () => secure.destroy());
    raw.socket.on('close', () => secure.destroy());
  };
  return openListener({
    listener: 'https',
    ...(options.port === undefined ? {} : { port: options.port }),
    delays: server.delays,
    faults: server.faults,
    down: server.down,
    log,
    onConnection: accept,
  });
}
