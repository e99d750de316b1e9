import { createHash, createHmac } from 'node:crypto';
import md4 from 'js-md4';

/** One AV pair of a challenge, in the server's order ([MS-NLMP] 2.2.2.1). */
export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}
/** A CHALLENGE_MESSAGE, type 2 ([MS-NLMP] 2.2.1.2). */
export interface Challenge {
  readonly flags: number;
  readonly nonce: Buffer;
  readonly pairs: readonly AvPair[];
  /** FILETIME of the server, as sent; undefined when it sent none. */
  readonly time: Buffer | undefined;
  /** Of Windows, as `10.0.14393`; undefined when it says nothing. */
  readonly version: string | undefined;
  /** The whole message: the MIC covers it. */
  readonly bytes: Buffer;
}
export interface NtlmLogin {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}
export interface AuthenticateInput {
  readonly login: NtlmLogin;
  readonly negotiate: Buffer;
  readonly challenge: Challenge;
  /** `HTTP/<host>`, as the client would name the service. */
  readonly targetName: string;
  /** MD5 of the channel bindings; undefined sends none. */
  readonly channelBindings?: Buffer;
  /** Eight random bytes. */
  readonly clientNonce: Buffer;
  /** ms since the epoch, used when the server sent no time. */
  readonly now: number;
}

/** The other side's bytes are not the NTLM message that was due. */
export class NtlmFormatError extends Error {
  override readonly name = 'NtlmFormatError';
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');
const unicode = 0x1;
const requestTarget = 0x4;
const ntlm = 0x200;
const alwaysSign = 0x8000;
const extendedSessionSecurity = 0x80000;
const targetInfo = 0x800000;
const withVersion = 0x2000000;
const key128 = 0x20000000;
const key56 = 0x80000000;
const offered =
  (unicode |
    requestTarget |
    ntlm |
    alwaysSign |
    extendedSessionSecurity |
    targetInfo |
    withVersion |
    key128 |
    key56) >>>
  0;
// Windows 10.0 (17763), NTLM revision 15 ([MS-NLMP] 2.2.2.10).
const ownVersion = Buffer.from([10, 0, 0x63, 0x45, 0, 0, 0, 15]);
const avTime = 7;
const avFlags = 6;
const avTargetName = 9;
const avChannelBindings = 10;
const micPresent = 2;
const micOffset = 72;

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer =>
  createHmac('md5', key).update(Buffer.concat(parts)).digest();
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** The NEGOTIATE_MESSAGE, type 1: no names in it, neither signing nor key exchange asked for. */
export function negotiateMessage(): Buffer {
  const fixed = Buffer.alloc(32);
  signature.copy(fixed);
  fixed.writeUInt32LE(1, 8);
  fixed.writeUInt32LE(offered, 12);
  fixed.writeUInt32LE(40, 20);
  fixed.writeUInt32LE(40, 28);
  return Buffer.concat([fixed, ownVersion]);
}

function field(bytes: Buffer, at: number, name: string): Buffer {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  if (offset + length > bytes.length)
    throw new NtlmFormatError(
      `NTLM challenge: its ${name} points behind its end (${offset}+${length} of ${bytes.length} bytes)`,
    );
  return bytes.subarray(offset, offset + length);
}

/** The AV pairs of a target info field, up to its end mark; throws `NtlmFormatError` when a pair runs over the end. */
export function parseAvPairs(bytes: Buffer): AvPair[] {
  const pairs: AvPair[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) throw new NtlmFormatError('NTLM challenge: target info ends inside a pair');
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    if (id === 0) return pairs;
    if (at + 4 + length > bytes.length)
      throw new NtlmFormatError('NTLM challenge: a target info pair runs over the end');
    pairs.push({ id, value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return pairs;
}

/** A parsed type 2; throws `NtlmFormatError` for anything else. */
export function parseChallenge(bytes: Buffer): Challenge {
  if (bytes.length < 32 || !bytes.subarray(0, 8).equals(signature) || bytes.readUInt32LE(8) !== 2)
    throw new NtlmFormatError('not an NTLM challenge (type 2)');
  const flags = bytes.readUInt32LE(20);
  const hasInfo = (flags & targetInfo) !== 0 && bytes.length >= 48;
  const pairs = hasInfo ? parseAvPairs(field(bytes, 40, 'target info')) : [];
  const time = pairs.find(({ id, value }) => id === avTime && value.length === 8)?.value;
  const hasVersion = (flags & withVersion) !== 0 && bytes.length >= 56;
  const version = hasVersion ? `${bytes[48]}.${bytes[49]}.${bytes.readUInt16LE(50)}` : undefined;
  return { flags, nonce: bytes.subarray(24, 32), pairs, time, version, bytes };
}

/** The server's own DNS name (AV pair 3), as it names itself before anybody has logged on. */
export const serverName = (challenge: Challenge): string | undefined =>
  challenge.pairs.find(({ id }) => id === 3)?.value.toString('utf16le');

/** NTOWFv2 ([MS-NLMP] 3.3.2): the key from which everything else is made. */
export function responseKey({ user, domain, password }: NtlmLogin): Buffer {
  const hash = Buffer.from(md4.arrayBuffer(wide(password)));
  return hmac(hash, wide(user.toUpperCase() + domain));
}

const encodePairs = (pairs: readonly AvPair[]): Buffer =>
  Buffer.concat([
    ...pairs.map(({ id, value }) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(id, 0);
      head.writeUInt16LE(value.length, 2);
      return Buffer.concat([head, value]);
    }),
    Buffer.alloc(4),
  ]);

/** The server's pairs in their order, with what the client adds behind them ([MS-NLMP] 3.1.5.1.2). */
function answeredPairs(input: AuthenticateInput, withMic: boolean): readonly AvPair[] {
  const kept = input.challenge.pairs.filter(
    ({ id }) => ![avFlags, avTargetName, avChannelBindings].includes(id),
  );
  const sentFlags = input.challenge.pairs.find(({ id, value }) => id === avFlags && value.length === 4);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(((sentFlags?.value.readUInt32LE(0) ?? 0) | (withMic ? micPresent : 0)) >>> 0);
  return [
    ...kept,
    ...(withMic || sentFlags !== undefined ? [{ id: avFlags, value: flags }] : []),
    { id: avTargetName, value: wide(input.targetName) },
    ...(input.channelBindings === undefined ? [] : [{ id: avChannelBindings, value: input.channelBindings }]),
  ];
}

/** NTProofStr, the whole response and the session key of NTLMv2 ([MS-NLMP] 3.3.2). */
export function ntlmV2(key: Buffer, nonce: Buffer, clientNonce: Buffer, time: Buffer, pairs: Buffer) {
  const blob = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    time,
    clientNonce,
    Buffer.alloc(4),
    pairs,
  ]);
  const proof = hmac(key, nonce, blob);
  return { proof, response: Buffer.concat([proof, blob]), sessionKey: hmac(key, proof) };
}

/** LMv2 ([MS-NLMP] 3.3.2): only where the server sent no time. */
export const lmV2 = (key: Buffer, nonce: Buffer, clientNonce: Buffer): Buffer =>
  Buffer.concat([hmac(key, nonce, clientNonce), clientNonce]);

const fileTime = (ms: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Math.trunc(ms)) + 11_644_473_600_000n) * 10_000n);
  return bytes;
};

/** The AUTHENTICATE_MESSAGE, type 3, with a MIC over all three messages when the server sent its time. */
export function authenticateMessage(input: AuthenticateInput): Buffer {
  const { challenge, login, clientNonce } = input;
  const key = responseKey(login);
  const withMic = challenge.time !== undefined;
  const pairs = Buffer.concat([encodePairs(answeredPairs(input, withMic)), Buffer.alloc(4)]);
  const { response, sessionKey } = ntlmV2(
    key,
    challenge.nonce,
    clientNonce,
    challenge.time ?? fileTime(input.now),
    pairs,
  );
  const lm = withMic ? Buffer.alloc(24) : lmV2(key, challenge.nonce, clientNonce);
  const parts = [lm, response, wide(login.domain), wide(login.user), Buffer.alloc(0), Buffer.alloc(0)];
  const head = Buffer.alloc(micOffset + 16);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  // Order of the fields: LM, NT, domain, user, workstation, session key ([MS-NLMP] 2.2.1.3).
  const payloadOrder = [2, 3, 4, 0, 1, 5];
  let offset = head.length;
  const payload: Buffer[] = [];
  for (const index of payloadOrder) {
    const part = parts[index] ?? Buffer.alloc(0);
    head.writeUInt16LE(part.length, 12 + index * 8);
    head.writeUInt16LE(part.length, 14 + index * 8);
    head.writeUInt32LE(offset, 16 + index * 8);
    payload.push(part);
    offset += part.length;
  }
  head.writeUInt32LE((challenge.flags & offered) >>> 0, 60);
  ownVersion.copy(head, 64);
  const message = Buffer.concat([head, ...payload]);
  if (withMic) hmac(sessionKey, input.negotiate, challenge.bytes, message).copy(message, micOffset);
  return message;
}

/** MsvAvChannelBindings for a `tls-server-end-point` hash: MD5 of gss_channel_bindings_struct (RFC 5929 4, [MS-NLMP] 2.2.2.1). */
export function channelBindings(endPointHash: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('tls-server-end-point:', 'latin1'), endPointHash]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return createHash('md5')
    .update(Buffer.concat([Buffer.alloc(16), length, data]))
    .digest();
}
