import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpAsk } from './http.ts';

export type RpcVerb = 'RPC_IN_DATA' | 'RPC_OUT_DATA';

/** Asks the RPC proxy to answer without opening a channel: a request of at most 16 bytes ([MS-RPCH] 2.1.2.1.5). */
export const echoQuestion = (method: RpcVerb, server: string, port = 6001): HttpAsk => ({
  method,
  path: `/rpc/rpcproxy.dll?${server}:${port}`,
  headers: {
    accept: 'application/rpc',
    'cache-control': 'no-cache',
    pragma: `SessionId=${randomUUID()}`,
    'user-agent': 'MSRPC PopupDesk',
  },
  body: Buffer.alloc(4),
});

/** Whether an answer is the echo: an RTS PDU of 20 bytes with the flag RTS_FLAG_ECHO and no commands ([MS-RPCH] 2.2.4.50). */
export const isEcho = ({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): boolean =>
  status === 200 &&
  body.length === 20 &&
  body.readUInt8(0) === 5 &&
  body.readUInt8(2) === 0x14 &&
  body.readUInt16LE(8) === body.length &&
  (body.readUInt16LE(16) & 0x40) !== 0 &&
  body.readUInt16LE(18) === 0;
