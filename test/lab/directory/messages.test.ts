import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { integerOf, readElement, write, writeInteger } from './ber.ts';
import { guidBytes, sidBytes } from './entry.ts';
import { versionNumber } from './exchange-tree.ts';
import { readRequest } from './messages.ts';

test('integers are written in their shortest form and read back', () => {
  expect(writeInteger(128).toString('hex')).toBe('02020080');
  expect(writeInteger(-1).toString('hex')).toBe('0201ff');
  fc.assert(
    fc.property(fc.integer(), (value) => {
      const element = readElement(writeInteger(value));
      expect(element && integerOf(element)).toBe(value);
    }),
  );
});

test('an element is read back whatever its length, and waits for its last byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
      const bytes = write(0x04, Buffer.from(content));
      expect(readElement(bytes)).toMatchObject({ tag: 4, length: bytes.length });
      expect(readElement(bytes)?.content.equals(content)).toBe(true);
      expect(readElement(bytes.subarray(0, -1))).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test('any bytes are a request or an error, never a hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(readRequest(Buffer.from(bytes)).request.kind).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
  );
});

test('identifiers have the bytes that Windows gives them', () => {
  expect(guidBytes('00112233-4455-6677-8899-aabbccddeeff').toString('hex')).toBe(
    '33221100554477668899aabbccddeeff',
  );
  expect(sidBytes('S-1-5-21-1-2-3-1104').toString('hex')).toBe(
    '01050000000000051500000001000000020000000300000050040000',
  );
});

test.each([
  ['14.3.123.4', 0x7383807b],
  ['15.1.2375.7', 0x73c18947],
  ['14.1.218.15', 0x738180da],
])('%s is packed as %d', (build, packed) => expect(versionNumber(build)).toBe(packed));
