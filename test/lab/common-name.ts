import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { AccessLog } from './access-log.ts';
import { beginsWithRpc } from './exchange/rpc-proxy.ts';
import { type Connection, type Listener, openListener } from './listener.ts';
import { shareRequests } from './request-sharing.ts';
import { type CertificateFiles, secureContextFor } from './tls-context.ts';
import type { CommonName } from './world.ts';

/**
 * Listens for a common name and carries each connection to one of its servers: byte by byte (layer 4), or, with a
 * certificate of its own, ending TLS here and opening it anew; `per-request` then shares out single requests. A server
 * that does not answer is passed over.
 */
export async function serveCommonName(options: {
  readonly commonName: CommonName;
  readonly certificate: CertificateFiles | undefined;
  /** The https ports of the servers behind it as they are now, by name. */
  ports(): readonly (readonly [string, number])[];
  readonly log: AccessLog;
}): Promise<Listener> {
  const { commonName, certificate, log } = options;
  const secureContext = certificate && secureContextFor(certificate, commonName.tls);
  let turn = 0;
  let clients = 0;

  const reach = async (): Promise<readonly [string, Duplex] | undefined> => {
    const ports = options.ports();
    const first = commonName.balancing === 'source-ip' ? 0 : turn++;
    for (let tried = 0; tried < ports.length; tried += 1) {
      const [server, port] = ports[(first + tried) % ports.length] ?? ['', 0];
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const open = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      if (open) return [server, socket];
    }
    return undefined;
  };

  const share = shareRequests(() => {
    // Of one client, each request goes to the next server, whoever else comes between.
    let requests = clients++;
    return () => {
      const ports = options.ports();
      const [, port] = ports[requests++ % ports.length] ?? [];
      return port === undefined ? undefined : { port, name: commonName.name };
    };
  });

  const carry = async ({ socket, id, began }: Connection) => {
    // Until the way to a server is open, nothing of the client is read.
    socket.pause();
    const reached = await reach();
    if (!reached) {
      socket.destroy();
      return;
    }
    const [server, inner] = reached;
    log({
      kind: 'connect',
      listener: 'https',
      connection: id,
      began,
      detail: { name: commonName.name, to: server },
    });
    if (!secureContext) {
      join(socket, inner);
      return;
    }
    const client = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      requestCert: commonName.tls.asksClientCertificate,
      rejectUnauthorized: false,
    });
    client.once('secure', () => {
      log({
        kind: 'tls',
        listener: 'https',
        connection: id,
        began,
        detail: { version: client.getProtocol() },
      });
      const onward = () =>
        join(client, connectTls({ socket: inner, servername: commonName.name, rejectUnauthorized: false }));
      if (commonName.balancing !== 'per-request') onward();
      else
        peekFirst(client, (head) => {
          // Its HTTP knows no verb of RPC over HTTP: such connections pass whole.
          if (beginsWithRpc(head)) return onward();
          inner.destroy();
          return share(client);
        });
    });
    client.on('error', () => client.destroy());
  };
  return openListener({
    listener: 'https',
    delays: commonName.delays,
    faults: commonName.faults,
    log: (entry) => {
      if (entry.detail.fault !== undefined) log(entry);
    },
    onConnection: (connection) => void carry(connection),
  });
}

/** Hands over the first bytes of a connection and leaves them in it. */
function peekFirst(client: TLSSocket, then: (head: Buffer) => void): void {
  const peek = (): void => {
    const head = client.read() as Buffer | null; // no encoding is set, so it gives bytes
    if (head === null) {
      client.once('readable', peek);
      return;
    }
    client.unshift(head);
    then(head);
  };
  peek();
}

function join(a: Duplex, b: Duplex): void {
  a.pipe(b).pipe(a);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
