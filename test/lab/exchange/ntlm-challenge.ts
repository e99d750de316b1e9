import { av, flag, signature, type Type1, writeAvPairs } from './ntlm-messages.ts';

export interface TargetNames {
  readonly netbiosComputer: string;
  readonly netbiosDomain: string;
  readonly dnsComputer: string;
  readonly dnsDomain: string;
}
export interface Challenge {
  readonly serverChallenge: Buffer;
  readonly names: TargetNames;
  /** Windows version, `10.0.14393`. */
  readonly windows: string;
  /** FILETIME, 100 ns since 1601. */
  readonly fileTime: bigint;
}

/** A CHALLENGE_MESSAGE (2.2.1.2) that answers this NEGOTIATE_MESSAGE. */
export function writeType2(type1: Type1, challenge: Challenge): Buffer {
  const { names } = challenge;
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(challenge.fileTime);
  const targetInfo = writeAvPairs([
    { id: av.netbiosDomain, value: utf16(names.netbiosDomain) },
    { id: av.netbiosComputer, value: utf16(names.netbiosComputer) },
    { id: av.dnsDomain, value: utf16(names.dnsDomain) },
    { id: av.dnsComputer, value: utf16(names.dnsComputer) },
    { id: av.dnsForest, value: utf16(names.dnsDomain) },
    { id: av.timestamp, value: time },
  ]);
  const target = utf16(names.netbiosDomain);
  const head = Buffer.alloc(56);
  signature.copy(head, 0);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, target.length, 56);
  head.writeUInt32LE(challengeFlags(type1.flags), 20);
  challenge.serverChallenge.copy(head, 24);
  writeField(head, 40, targetInfo.length, 56 + target.length);
  const [major = 0, minor = 0, build = 0] = challenge.windows.split('.').map(Number);
  head.writeUInt8(major, 48);
  head.writeUInt8(minor, 49);
  head.writeUInt16LE(build, 50);
  head.writeUInt8(15, 55); // NTLMSSP_REVISION_W2K3
  return Buffer.concat([head, target, targetInfo]);
}

/** What the client asked for and we can do, and what a Windows server always says (3.2.5.1.1). */
function challengeFlags(asked: number): number {
  const echoed =
    flag.sign |
    flag.seal |
    flag.alwaysSign |
    flag.extendedSessionSecurity |
    flag.key128 |
    flag.keyExchange |
    flag.key56;
  const always =
    flag.unicode | flag.requestTarget | flag.ntlm | flag.targetTypeDomain | flag.targetInfo | flag.version;
  return ((asked & echoed) | always) >>> 0;
}

function writeField(buffer: Buffer, at: number, length: number, offset: number): void {
  buffer.writeUInt16LE(length, at);
  buffer.writeUInt16LE(length, at + 2);
  buffer.writeUInt32LE(offset, at + 4);
}

/** FILETIME of a moment. */
export const fileTimeOf = (date: Date): bigint => (BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n;
