import net, { type AddressInfo, type Socket } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { type Configuration, parseConfiguration } from '../../../services/configuration.ts';
import { createNetwork, type Network, type Patience } from '../../../services/protocols/network.ts';
import type { Authority, Identity } from './certificates.ts';

/** A server of one test, and what it was sent. */
export interface Standing {
  readonly port: number;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A TCP server that hands each connection to the test. */
export async function standTcp(handle: (socket: Socket, connection: number) => void): Promise<Standing> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    handle(socket, connections);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A listening TCP server's address is one of host and port.
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A TLS server whose connections hand every request head and body to the test as text. */
export function standTls(
  identity: Identity,
  answer: (request: string, socket: TLSSocket, connection: number) => void,
  options: tls.TLSSocketOptions = {},
): Promise<Standing> {
  return standTcp((raw, connection) => {
    const socket = new tls.TLSSocket(raw, {
      isServer: true,
      key: identity.key,
      cert: identity.cert,
      ALPNProtocols: ['http/1.1'],
      ...options,
    });
    let received = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      for (;;) {
        const head = received.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/^content-length: (\d+)/im.exec(received.slice(0, head))?.[1] ?? 0);
        if (received.length < head + 4 + length) return;
        const request = received.slice(0, head + 4 + length);
        received = received.slice(head + 4 + length);
        answer(request, socket, connection);
      }
    });
  });
}

/** The bytes of one HTTP answer. */
export function http(
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
  body = '',
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}`),
  );
  return [`HTTP/1.1 ${status} Some`, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(
    '\r\n',
  );
}

/** A configuration that lays names to ports of this test, and trusts its CA when a file of it is given. */
export function laid(
  connect: Readonly<Record<string, number>>,
  more: Readonly<Record<string, unknown>> = {},
): Configuration {
  const { network, ...others } = more;
  return parseConfiguration(
    JSON.stringify({
      ...others,
      network: {
        connect: Object.fromEntries(
          Object.entries(connect).map(([from, port]) => [from, `127.0.0.1:${port}`]),
        ),
        ...(network as object | undefined),
      },
    }),
    'test',
  );
}

export const hasty: Patience = { resolveMs: 250, connectMs: 250, tlsMs: 250 };

/** A network that trusts one authority, with little patience. */
export function networkOf(
  authority: Authority,
  connect: Readonly<Record<string, number>>,
  caFile: (pem: string) => string,
  patience: Patience = hasty,
): Network {
  return createNetwork(laid(connect, { network: { ca: caFile(authority.pem) } }), patience);
}
