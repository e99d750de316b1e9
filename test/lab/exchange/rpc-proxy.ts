import { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Answer, SignedCall } from './call.ts';

/** An RTS PDU with the flag RTS_FLAG_ECHO and no commands ([MS-RPCH] 2.2.4.50). */
const echo = Buffer.from('0500140310000000140000000000000040000000', 'hex');

/** What /rpc/rpcproxy.dll answers to a signed-in caller: the echo ([MS-RPCH] 2.1.2.1.5). Channels are not opened here. */
export function rpcProxy(call: SignedCall): Answer {
  if (!/^\/rpc\/rpcproxy\.dll$/i.test(call.path)) return { status: 404, headers: [] };
  if (!isRpcVerb(call.method)) return { status: 200, headers: [['Content-Type', 'text/html']], body: '' };
  if (Number(call.headers['content-length'] ?? 0) > 0x10)
    return { status: 503, substatus: 3, headers: [['Connection', 'close']] };
  return { status: 200, reason: 'Success', headers: [['Content-Type', 'application/rpc']], body: echo };
}

const isRpcVerb = (method: string): boolean => method === 'RPC_IN_DATA' || method === 'RPC_OUT_DATA';

/** Whether a connection begins with a verb of RPC over HTTP, which Node's HTTP parser does not know. */
export const beginsWithRpc = (head: Buffer): boolean => head.subarray(0, 4).toString('latin1') === 'RPC_';

/** Answers the requests of a connection that speaks RPC verbs, one after the other; anything else ends it. */
export async function serveRpc(
  socket: TLSSocket,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<void> {
  let waiting = Buffer.alloc(0);
  for await (const part of socket as AsyncIterable<Buffer>) {
    waiting = Buffer.concat([waiting, part]);
    for (let end = waiting.indexOf('\r\n\r\n'); end >= 0; end = waiting.indexOf('\r\n\r\n')) {
      const request = readHead(socket, waiting.toString('latin1', 0, end));
      // The body of a channel runs to a gigabyte: only what an echo may carry is waited for.
      const length = Number(request?.headers['content-length'] ?? 0);
      if (request === undefined) {
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      const body = length <= 0x10 ? length : 0;
      if (waiting.length < end + 4 + body) break;
      request.push(waiting.subarray(end + 4, end + 4 + body));
      request.push(null);
      waiting = waiting.subarray(end + 4 + body);
      await answered(socket, request, onRequest);
    }
    if (waiting.length > 64 * 1024) socket.destroy();
  }
}

function readHead(socket: TLSSocket, text: string): IncomingMessage | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const [, method, url] = /^(RPC_IN_DATA|RPC_OUT_DATA) (\S+) HTTP\/1\.1$/.exec(first) ?? [];
  if (method === undefined || url === undefined) return undefined;
  const request = new IncomingMessage(socket);
  request.method = method;
  request.url = url;
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.complete = true;
  request.headers = Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]] : [];
    }),
  );
  return request;
}

function answered(
  socket: TLSSocket,
  request: IncomingMessage,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<void> {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = true; // NTLM holds on the connection
  response.assignSocket(socket);
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    response.once('finish', () => {
      response.detachSocket(socket);
      if (/close/i.test(String(response.getHeader('Connection') ?? ''))) socket.end();
      resolve();
    });
    onRequest(request, response);
  });
}
