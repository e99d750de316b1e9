import { createServer, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { AccessLog } from './access-log.ts';
import { answerFaulty, requestFault } from './faults.ts';
import { type Connection, type Listener, openListener } from './listener.ts';
import { type CertificateFiles, secureContextFor } from './tls-context.ts';
import type { Delays, Fault, Redirect, WebSite } from './world.ts';

interface Place {
  readonly name: string;
  readonly delays: Delays;
  readonly faults: readonly Fault[];
  readonly log: AccessLog;
}

/** Listens on a plain port and sends everybody elsewhere. */
export const serveRedirect = (place: Place, { status, location }: Redirect): Promise<Listener> =>
  serveHttp({ ...place, listener: 'http' }, (_request, response) => {
    response.statusCode = status;
    response.setHeader('Location', location);
    response.end();
  });

/** Listens as the web server of a name that is no Exchange, with the certificate and the answer of the world. */
export function serveWebSite(
  site: WebSite,
  certificate: CertificateFiles,
  log: AccessLog,
): Promise<Listener> {
  const secureContext = secureContextFor(certificate, site.tls);
  const secured = ({ socket, id, began }: Connection, serve: (client: Duplex) => void) => {
    const client = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      requestCert: site.tls.asksClientCertificate,
      rejectUnauthorized: false,
    });
    client.on('error', () => client.destroy());
    socket.on('close', () => client.destroy());
    client.once('secure', () => {
      log({
        kind: 'tls',
        listener: 'https',
        connection: id,
        began,
        detail: { version: client.getProtocol() },
      });
      serve(client);
    });
  };
  return serveHttp(
    { ...site, log, listener: 'https' },
    (_request, response) => {
      response.statusCode = site.status;
      response.setHeader('Server', site.software);
      if (site.schemes.length > 0)
        response.setHeader(
          'WWW-Authenticate',
          site.schemes.map((scheme) => (scheme === 'Basic' ? `Basic realm="${site.name}"` : scheme)),
        );
      if (site.location !== undefined) response.setHeader('Location', site.location);
      response.end(`<html><body>${site.name}</body></html>`);
    },
    secured,
  );
}

/** HTTP over each connection, as it is or secured first; faults and the access log as at every server. */
function serveHttp(
  { name, listener, delays, faults, log }: Place & { readonly listener: 'http' | 'https' },
  answer: RequestListener,
  secured: (connection: Connection, serve: (client: Duplex) => void) => void = ({ socket }, serve) =>
    serve(socket),
): Promise<Listener> {
  const ids = new WeakMap<object, string>();
  const http = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    const began = performance.now();
    response.on('finish', () =>
      log({
        kind: 'http',
        listener,
        connection: ids.get(request.socket) ?? '',
        began,
        detail: {
          method: request.method,
          path: request.url,
          host: request.headers.host,
          scheme: (request.headers.authorization ?? '').split(/\s/)[0],
          user: '',
          status: response.statusCode,
          site: name,
        },
      }),
    );
    const fault = requestFault(faults, listener, request.url ?? '/');
    if (fault === undefined) setTimeout(() => answer(request, response), delays.answerMs);
    else answerFaulty(fault, `${listener}://${name}${request.url}`, response);
  });
  http.on('clientError', (_error, socket) => socket.destroy());
  return openListener({
    listener,
    delays,
    faults,
    log,
    onConnection: (connection) =>
      secured(connection, (client) => {
        ids.set(client, connection.id);
        http.emit('connection', client);
      }),
  });
}
