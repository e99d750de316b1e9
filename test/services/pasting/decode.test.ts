import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decode, decodeText, linesOf, mostBytes } from '../../../services/pasting/decode.ts';

const words = 'Anmeldeversuch für Jürgen — «Kennwort» fehlt\r\nzweite Zeile';
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('bytes are read as the text that was meant', () => {
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${words}`)],
    ['UTF-16 little endian', Buffer.from(`\ufeff${words}`, 'utf16le')],
    ['UTF-16 big endian', bigEndian(`\ufeff${words}`)],
    ['UTF-16 little endian without a mark', Buffer.from(words, 'utf16le')],
    ['UTF-16 big endian without a mark', bigEndian(words)],
    ['UTF-16 cut within a character', Buffer.concat([Buffer.from(words, 'utf16le'), Buffer.from([0x41])])],
    ['UTF-8 that begins within a character', Buffer.concat([Buffer.from([0xbc]), Buffer.from(words)])],
    ['UTF-8 that ends within a character', Buffer.concat([Buffer.from(words), Buffer.from([0xe2, 0x80])])],
  ])('%s', (_, bytes) => {
    expect(decode(bytes)).toMatchObject({ text: words });
  });
  test('Windows-1252, where it is no UTF-8', () => {
    expect(decode(Buffer.from('K\xf6ln \x96 Stra\xdfe', 'latin1'))).toEqual({
      text: 'Köln – Straße',
      encoding: 'Windows-1252',
    });
  });
  test('colours, NULs and marks of direction are taken out', () => {
    const start = String.fromCharCode(27);
    expect(decodeText(`${start}[31mred${start}[0m a\0b \u200e1f 2c`)).toMatchObject({
      text: 'red ab 1f 2c',
    });
  });
  test('every line end counts once', () => {
    expect(linesOf('a\r\nb\nc\rd')).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('what is no text is refused with a sentence', () => {
  test.each<[string, Buffer, RegExp]>([
    ['an archive', Buffer.from('PK\x03\x04abc'), /zip archive/],
    ['an event log', Buffer.from('ElfFile\0\0'), /Event Viewer/],
    ['random bytes', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 7919) % 32)), /no text/],
    ['too much', Buffer.alloc(mostBytes + 1, 'a'), /5\.0 MB; at most 5 MB.*in parts/],
  ])('%s', (_, bytes, says) => {
    expect(decode(bytes)).toEqual({ refused: expect.stringMatching(says) });
  });
  test('five megabytes are not too much', () => {
    expect(decode(Buffer.alloc(mostBytes, 'a'))).toMatchObject({ encoding: 'UTF-8' });
  });
});

test('any bytes give a text or a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const read = decode(Buffer.from(bytes));
      expect('refused' in read || read.text.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});
