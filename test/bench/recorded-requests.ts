import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { TLSSocket } from 'node:tls';

/** One HTTP request as it left, and the port of loopback it went to. */
export interface Recorded {
  readonly connection: number;
  readonly secure: boolean;
  readonly port: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

interface SendHeaders {
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
  readonly headers: string;
  readonly socket: TLSSocket;
}
const channel = 'undici:client:sendHeaders';

/** Notes every request that undici sends in this process, from now until `end`, which gives them in their order. */
export function recordRequests(): { readonly end: () => readonly Recorded[] } {
  const recorded: Recorded[] = [];
  const connections = new Map<TLSSocket, number>();
  const note = (message: unknown) => {
    const { request, headers, socket } = message as SendHeaders; // undici documents this channel's message so
    const connection = connections.get(socket) ?? connections.size + 1;
    connections.set(socket, connection);
    const named = headers
      .split('\r\n')
      .slice(1)
      .flatMap((line): (readonly [string, string])[] => {
        const colon = line.indexOf(':');
        return colon < 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
      });
    recorded.push({
      connection,
      secure: socket.encrypted === true,
      port: socket.remotePort ?? 0,
      method: request.method,
      path: request.path,
      host: named.find(([name]) => name === 'host')?.[1] ?? '',
      headers: named,
      body: bytesOf(request.body),
    });
  };
  subscribe(channel, note);
  return {
    end: () => {
      unsubscribe(channel, note);
      return recorded;
    },
  };
}

/** undici hands on bodies as bytes or text; what has none is null. */
function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : '');
}
