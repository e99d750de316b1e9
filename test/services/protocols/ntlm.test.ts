import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  authenticateMessage,
  channelBindings,
  lmV2,
  NtlmFormatError,
  negotiateMessage,
  ntlmV2,
  parseAvPairs,
  parseChallenge,
  responseKey,
  serverName,
} from '../../../services/protocols/ntlm.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

// [MS-NLMP] 4.2.1 and 4.2.4: user "User", domain "Domain", password "Password".
const login = { user: 'User', domain: 'Domain', password: 'Password' };
const serverNonce = hex('0123456789abcdef');
const clientNonce = Buffer.alloc(8, 0xaa);
const pair = (id: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};
const end = Buffer.alloc(4);

function challengeOf(pairs: Buffer, flags = 0xe28a8233): Buffer {
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt32LE(flags, 20);
  serverNonce.copy(head, 24);
  head.writeUInt16LE(pairs.length, 40);
  head.writeUInt16LE(pairs.length, 42);
  head.writeUInt32LE(56, 44);
  hex('0a 00 39 38 00 00 00 0f').copy(head, 48);
  return Buffer.concat([head, pairs]);
}
const names = Buffer.concat([pair(2, wide('Domain')), pair(1, wide('Server'))]);

describe('the examples of [MS-NLMP] 4.2.4', () => {
  const key = responseKey(login);
  const computed = ntlmV2(key, serverNonce, clientNonce, Buffer.alloc(8), Buffer.concat([names, end, end]));
  test('NTOWFv2', () => expect(key.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f'));
  test('NTProofStr', () => expect(computed.proof.toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c'));
  test('SessionBaseKey', () =>
    expect(computed.sessionKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3'));
  test('LMv2', () =>
    expect(lmV2(key, serverNonce, clientNonce).toString('hex')).toBe(
      '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
    ));
});

describe('type 1', () => {
  test('names nobody, and asks neither for signing nor for key exchange', () => {
    const message = negotiateMessage();
    expect(message.length).toBe(40);
    const flags = message.readUInt32LE(12);
    expect(flags & 0x10).toBe(0);
    expect(flags & 0x20).toBe(0);
    expect(flags & 0x40000000).toBe(0);
    expect(flags & 0x80000).toBe(0x80000);
    expect(message.readUInt16LE(16)).toBe(0);
    expect(message.readUInt16LE(24)).toBe(0);
  });
});

describe('type 3', () => {
  const time = hex('00 90 d3 36 b7 34 c3 01');
  const bindings = channelBindings(createHash('sha256').update('leaf').digest());
  const message = (pairs: Buffer) =>
    authenticateMessage({
      login,
      negotiate: negotiateMessage(),
      challenge: parseChallenge(challengeOf(pairs)),
      targetName: 'HTTP/mail.contoso.example',
      channelBindings: bindings,
      clientNonce,
      now: 0,
    });
  const part = (bytes: Buffer, at: number): Buffer =>
    bytes.subarray(bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 4) + bytes.readUInt16LE(at));
  const pairsOf = (bytes: Buffer) => parseAvPairs(part(bytes, 20).subarray(16 + 28));

  test('keeps the server’s pairs in order and adds flags, target name and channel bindings behind them', () => {
    const sent = pairsOf(message(Buffer.concat([names, pair(7, time), end])));
    expect(sent.map(({ id }) => id)).toEqual([2, 1, 7, 6, 9, 10]);
    expect(sent.find(({ id }) => id === 6)?.value.readUInt32LE(0)).toBe(2);
    expect(sent.find(({ id }) => id === 9)?.value.toString('utf16le')).toBe('HTTP/mail.contoso.example');
    expect(sent.find(({ id }) => id === 10)?.value).toEqual(bindings);
  });
  test('with the server’s time: a zero LM response, that time in the blob, and a MIC', () => {
    const bytes = message(Buffer.concat([names, pair(7, time), end]));
    expect(part(bytes, 12)).toEqual(Buffer.alloc(24));
    expect(part(bytes, 20).subarray(16 + 8, 16 + 16)).toEqual(time);
    expect(bytes.subarray(72, 88).equals(Buffer.alloc(16))).toBe(false);
  });
  test('without it: LMv2 and no MIC', () => {
    const bytes = message(Buffer.concat([names, end]));
    expect(part(bytes, 12)).toEqual(lmV2(responseKey(login), serverNonce, clientNonce));
    expect(pairsOf(bytes).some(({ id }) => id === 6)).toBe(false);
    expect(bytes.subarray(72, 88)).toEqual(Buffer.alloc(16));
  });
  test('keeps the bits of flags that the server sent', () => {
    const sent = pairsOf(message(Buffer.concat([names, pair(6, hex('01000000')), pair(7, time), end])));
    expect(sent.find(({ id }) => id === 6)?.value.readUInt32LE(0)).toBe(3);
    expect(sent.filter(({ id }) => id === 6)).toHaveLength(1);
  });
});

describe('type 2', () => {
  test('tells the server’s own name, version and time', () => {
    const parsed = parseChallenge(
      challengeOf(Buffer.concat([names, pair(3, wide('ex16a.corp.local')), end])),
    );
    expect(serverName(parsed)).toBe('ex16a.corp.local');
    expect(parsed.version).toBe('10.0.14393');
    expect(parsed.nonce).toEqual(serverNonce);
    expect(parsed.time).toBeUndefined();
  });
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a type 1', negotiateMessage()],
    ['another protocol', Buffer.from('HTTP/1.1 200 OK and some more bytes than thirty-two')],
    ['target info behind the end', challengeOf(names).subarray(0, 60)],
    ['a pair over the end', challengeOf(hex('02 00 ff 7f 41 00'))],
  ])('refuses %s by name', (_what, bytes) => {
    expect(() => parseChallenge(bytes)).toThrow(NtlmFormatError);
  });
  test('any bytes are parsed or refused by name, never anything else', () => {
    const whole = challengeOf(Buffer.concat([names, pair(7, Buffer.alloc(8)), end]));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            const parsed = parseChallenge(bytes);
            for (const { value } of parsed.pairs) expect(value.length).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(NtlmFormatError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
