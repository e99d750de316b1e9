import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ntHashOf } from './nt-hash.ts';
import { ntowfv2, rc4, verify } from './ntlm.ts';
import { fileTimeOf, writeType2 } from './ntlm-challenge.ts';
import { flag, messageType, parseAvPairs, parseType1, parseType3 } from './ntlm-messages.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** [MS-NLMP] 4.2.4.3, the NTLMv2 example: user User, domain Domain, password Password. */
const published = {
  serverChallenge: hex('0123456789abcdef'),
  type3: hex(`
    4e544c4d53535000030000001800180 06c00000054005400840000000c000c0048000000080008005400000010001000
    5c00000010001000d8000000358288e20501280a0000000f44006f006d00610069006e00550073006500720043004f00
    4d0050005500540045005200 86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa
    68cd0ab851e51c96aabc927bebef6a1c 0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
    02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000
    c5dad2544fc9799094ce1ce90bc9d03e`),
};
const noBinding = { policy: 'none', expected: Buffer.alloc(16) } as const;

describe('NTLMv2 against the published vectors', () => {
  test('NT hash, NTOWFv2 and RC4 are those of 4.2.2 and 4.2.4', () => {
    expect(ntHashOf('Password')).toBe('a4f49c406510bdcab6824ee7c30fd852');
    expect(ntowfv2(ntHashOf('Password'), 'User', 'Domain').toString('hex')).toBe(
      '0c868a403bfd7a93a3001ef22ef02e3f',
    );
    expect(rc4(hex('8de40ccadbc14a82f15cb0ad0de95ca3'), Buffer.alloc(16, 0x55)).toString('hex')).toBe(
      'c5dad2544fc9799094ce1ce90bc9d03e',
    );
  });

  test('the AUTHENTICATE_MESSAGE of 4.2.4.3 is verified, and refused with another password or challenge', () => {
    const type3 = parseType3(published.type3);
    if (type3 === undefined) throw new Error('the published message was not read');
    expect(type3).toMatchObject({ domain: 'Domain', user: 'User', workstation: 'COMPUTER' });
    const judge = (password: string, serverChallenge: Buffer) =>
      verify({
        type1: Buffer.alloc(0),
        type2: Buffer.alloc(0),
        type3,
        serverChallenge,
        ntHash: ntHashOf(password),
        binding: noBinding,
      });
    expect(judge('Password', published.serverChallenge)).toEqual({ kind: 'verified', micPresent: false });
    expect(judge('password', published.serverChallenge).kind).toBe('wrong-password');
    expect(judge('Password', hex('0123456789abcdee')).kind).toBe('wrong-password');
  });
});

describe('messages', () => {
  const type1 = parseType1(hex('4e544c4d5353500001000000 078208a2'));
  if (type1 === undefined) throw new Error('a plain type 1 was not read');

  test('a type 2 tells names, time and the version of Windows', () => {
    const bytes = writeType2(type1, {
      serverChallenge: published.serverChallenge,
      names: {
        netbiosComputer: 'EX16A',
        netbiosDomain: 'CORP',
        dnsComputer: 'ex16a.corp.local',
        dnsDomain: 'corp.local',
      },
      windows: '10.0.14393',
      fileTime: fileTimeOf(new Date('2026-11-20T10:00:00Z')),
    });
    expect(messageType(bytes)).toBe(2);
    expect(bytes.subarray(48, 56).toString('hex')).toBe('0a0039380000000f');
    expect(bytes.readUInt32LE(20) & (flag.targetInfo | flag.version | flag.unicode)).toBe(
      flag.targetInfo | flag.version | flag.unicode,
    );
    const info = bytes.subarray(bytes.readUInt32LE(44), bytes.readUInt32LE(44) + bytes.readUInt16LE(40));
    const pairs = parseAvPairs(info)?.map(({ id, value }) => [
      id,
      id === 7 ? value.length : value.toString('utf16le'),
    ]);
    expect(pairs).toEqual([
      [2, 'CORP'],
      [1, 'EX16A'],
      [4, 'corp.local'],
      [3, 'ex16a.corp.local'],
      [5, 'corp.local'],
      [7, 8],
    ]);
  });

  test('no bytes make a parser throw', () => {
    const head = fc.constantFrom('4e544c4d5353500001000000', '4e544c4d5353500003000000', '4e544c4d', '');
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const bytes = Buffer.concat([hex(start), rest]);
        parseType1(bytes);
        parseAvPairs(bytes);
        const type3 = parseType3(bytes);
        if (type3 !== undefined)
          verify({
            type1: bytes,
            type2: bytes,
            type3,
            serverChallenge: Buffer.alloc(8),
            ntHash: ntHashOf(''),
            binding: noBinding,
          });
      }),
    );
  });

  test('a message cut anywhere is refused or never verified', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: published.type3.length - 17 }), (length) => {
        const type3 = parseType3(published.type3.subarray(0, length));
        expect(type3).toBeUndefined();
      }),
    );
  });
});
