import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestsCertificate } from '../../../services/protocols/recorded.ts';

/** A record of TLS 1.2 (RFC 5246 6.2.1) of that content type. */
const record = (type: number, content: Buffer): Buffer => {
  const head = Buffer.from([type, 3, 3, 0, 0]);
  head.writeUInt16BE(content.length, 3);
  return Buffer.concat([head, content]);
};
/** A handshake message (7.4) of that type. */
const message = (type: number, length = 3): Buffer =>
  Buffer.concat([Buffer.from([type, 0, 0, length]), Buffer.alloc(length, 7)]);
const flight = (...types: readonly number[]): Buffer => Buffer.concat(types.map((type) => message(type)));
const [hello, certificate, keyExchange, request, done] = [2, 11, 12, 13, 14] as const;

describe('a server’s flight', () => {
  test('asks for a certificate or does not, in one record or several', () => {
    expect(requestsCertificate(record(22, flight(hello, certificate, keyExchange, request, done)))).toBe(
      true,
    );
    expect(requestsCertificate(record(22, flight(hello, certificate, keyExchange, done)))).toBe(false);
    expect(
      requestsCertificate(
        Buffer.concat([hello, certificate, request, done].map((type) => record(22, message(type)))),
      ),
    ).toBe(true);
  });
  test('is read across records that cut a message', () => {
    const whole = flight(hello, certificate, request, done);
    for (let cut = 1; cut < whole.length; cut += 1)
      expect(
        requestsCertificate(
          Buffer.concat([record(22, whole.subarray(0, cut)), record(22, whole.subarray(cut))]),
        ),
      ).toBe(true);
  });
  test('that was cut off, or is encrypted, says nothing', () => {
    expect(requestsCertificate(Buffer.alloc(0))).toBeUndefined();
    expect(requestsCertificate(record(22, flight(hello, certificate)))).toBeUndefined();
    expect(
      requestsCertificate(
        Buffer.concat([record(22, flight(hello)), record(20, Buffer.from([1])), record(22, flight(request))]),
      ),
    ).toBeUndefined();
  });
  test('of any bytes is read to its end without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        requestsCertificate(Buffer.from(bytes));
      }),
    );
  });
});
