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

interface Sent {
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
}
interface SentHead extends Sent {
  readonly headers: string;
  readonly socket: TLSSocket;
}
interface SentChunk extends Sent {
  readonly chunk: Uint8Array;
}

/** Notes every request that undici and fetch send in this process, from now until `end`, which gives them in their order. */
export function recordRequests(): { readonly end: () => readonly Recorded[] } {
  const heads: (Omit<Recorded, 'body'> & { readonly request: Sent['request'] })[] = [];
  const chunks = new Map<Sent['request'], Uint8Array[]>();
  const connections = new Map<TLSSocket, number>();
  const noteHead = (message: unknown) => {
    const { request, headers, socket } = message as SentHead; // undici documents the messages of both channels so
    const connection = connections.get(socket) ?? connections.size + 1;
    connections.set(socket, connection);
    const named = headers
      .split('\r\n')
      .slice(1)
      .flatMap((line): (readonly [string, string])[] => {
        const colon = line.indexOf(':');
        return colon < 0 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
      });
    heads.push({
      request,
      connection,
      secure: socket.encrypted === true,
      port: socket.remotePort ?? 0,
      method: request.method,
      path: request.path,
      host: named.find(([name]) => name === 'host')?.[1] ?? '',
      headers: named,
    });
  };
  const noteChunk = (message: unknown) => {
    const { request, chunk } = message as SentChunk;
    chunks.set(request, [...(chunks.get(request) ?? []), chunk]);
  };
  subscribe('undici:client:sendHeaders', noteHead);
  subscribe('undici:request:bodyChunkSent', noteChunk);
  return {
    end: () => {
      unsubscribe('undici:client:sendHeaders', noteHead);
      unsubscribe('undici:request:bodyChunkSent', noteChunk);
      return heads.map(({ request, ...head }) => ({
        ...head,
        body: Buffer.concat((chunks.get(request) ?? []).map((chunk) => Buffer.from(chunk))),
      }));
    },
  };
}
