import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { echoQuestion, isEcho } from '../../../services/protocols/rpc-http.ts';

/** The bytes of protocols 5: version 5.0, RTS, first and last fragment, 20 bytes, RTS_FLAG_ECHO, no commands. */
const echo = Buffer.from('0500140310000000140000000000000040000000', 'hex');

describe('the echo of an RPC proxy', () => {
  test('is an RTS PDU of twenty bytes behind 200', () => {
    expect(isEcho({ status: 200, body: echo })).toBe(true);
    expect(isEcho({ status: 503, body: echo })).toBe(false);
  });
  test.each([
    ['another packet type', 2, 0x0b],
    ['another version', 0, 4],
    ['another length', 8, 0x18],
    ['no echo flag', 16, 0],
    ['a command', 18, 1],
  ])('is not %s', (_what, at, value) => {
    const other = Buffer.from(echo);
    other.writeUInt8(value, at);
    expect(isEcho({ status: 200, body: other })).toBe(false);
  });
  test('is nothing else, and whatever comes is read without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const body = Buffer.from(bytes);
        expect(isEcho({ status: 200, body })).toBe(
          body.length === 20 && body[0] === 5 && body[2] === 0x14
            ? body.readUInt16LE(8) === 20 && ((body[16] ?? 0) & 0x40) !== 0 && body.readUInt16LE(18) === 0
            : false,
        );
      }),
    );
  });
  test('is asked for by at most sixteen bytes, with the server’s endpoint in the query', () => {
    const { method, path, body } = echoQuestion('RPC_OUT_DATA', 'ex10a.corp.local');
    expect([method, path]).toEqual(['RPC_OUT_DATA', '/rpc/rpcproxy.dll?ex10a.corp.local:6001']);
    expect(Buffer.byteLength(body ?? '')).toBeLessThanOrEqual(16);
  });
});
