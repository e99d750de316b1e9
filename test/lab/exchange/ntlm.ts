import { createHmac, timingSafeEqual } from 'node:crypto';
import { type AvPair, av, flag, parseAvPairs, type Type3 } from './ntlm-messages.ts';

/** What a verified type 3 message proves, or why it proves nothing. */
export type Verdict =
  | { readonly kind: 'verified'; readonly micPresent: boolean }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'no-ntlmv2' }
  | { readonly kind: 'bad-mic' }
  | { readonly kind: 'bad-binding'; readonly was: 'wrong' | 'absent' };

export interface Exchange {
  readonly type1: Buffer;
  readonly type2: Buffer;
  readonly type3: Type3;
  readonly serverChallenge: Buffer;
  /** Hex. */
  readonly ntHash: string;
  /** The MD5 that a client on this TLS channel must send, and whether one is demanded. */
  readonly binding: { readonly policy: 'none' | 'allow' | 'require'; readonly expected: Buffer };
}

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer => {
  const digest = createHmac('md5', key);
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** ResponseKeyNT of NTLMv2: NTOWFv2 from the stored NT hash ([MS-NLMP] 3.3.2). The domain keeps its case. */
export const ntowfv2 = (ntHash: string, user: string, domain: string): Buffer =>
  hmac(Buffer.from(ntHash, 'hex'), Buffer.from(user.toUpperCase() + domain, 'utf16le'));

/** The verdict on a type 3 message ([MS-NLMP] 3.2.5.1.2, 3.3.2; channel bindings [MS-NLMP] 2.2.2.1 MsvAvChannelBindings). */
export function verify(exchange: Exchange): Verdict {
  const { type3, serverChallenge } = exchange;
  // 16 bytes of proof, 28 of NTLMv2_CLIENT_CHALLENGE before the AV pairs; NTLMv1 has 24 in all.
  if (type3.ntResponse.length < 48) return { kind: 'no-ntlmv2' };
  const proof = type3.ntResponse.subarray(0, 16);
  const temp = type3.ntResponse.subarray(16);
  const key = ntowfv2(exchange.ntHash, type3.user, type3.domain);
  if (!timingSafeEqual(hmac(key, serverChallenge, temp), proof)) return { kind: 'wrong-password' };
  const pairs = parseAvPairs(temp.subarray(28)) ?? [];
  const micPresent = ((bytesOf(pairs, av.flags)?.readUInt32LE(0) ?? 0) & 2) !== 0;
  if (micPresent && !micHolds(exchange, hmac(key, proof))) return { kind: 'bad-mic' };
  const was = bindingWas(pairs, exchange.binding.expected);
  const refused =
    exchange.binding.policy === 'require'
      ? was !== 'right'
      : exchange.binding.policy === 'allow' && was === 'wrong';
  if (refused && was !== 'right') return { kind: 'bad-binding', was };
  return { kind: 'verified', micPresent };
}

function bytesOf(pairs: readonly AvPair[], id: number): Buffer | undefined {
  const value = pairs.find((pair) => pair.id === id)?.value;
  return id === av.flags && value !== undefined && value.length < 4 ? undefined : value;
}

/** Sixteen zero bytes mean that the client has no binding to send, like an absent pair. */
function bindingWas(pairs: readonly AvPair[], expected: Buffer): 'right' | 'wrong' | 'absent' {
  const sent = bytesOf(pairs, av.channelBindings);
  if (sent === undefined || sent.every((byte) => byte === 0)) return 'absent';
  return sent.equals(expected) ? 'right' : 'wrong';
}

/** Whether the MIC over the three messages holds; it is keyed with ExportedSessionKey (3.1.5.1.2). */
function micHolds({ type1, type2, type3 }: Exchange, sessionBaseKey: Buffer): boolean {
  if (type3.mic === undefined) return false;
  const exported =
    (type3.flags & flag.keyExchange) !== 0 && type3.encryptedSessionKey.length === 16
      ? rc4(sessionBaseKey, type3.encryptedSessionKey)
      : sessionBaseKey;
  const zeroed = Buffer.from(type3.raw);
  zeroed.fill(0, 72, 88);
  return timingSafeEqual(hmac(exported, type1, type2, zeroed), type3.mic);
}

/** RC4, which OpenSSL 3 keeps only in its legacy provider. */
export function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 255] ?? 0;
  const swap = (left: number, right: number): void => {
    const kept = at(left);
    state[left & 255] = at(right);
    state[right & 255] = kept;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let j = 0;
  return Buffer.from(
    data.map((byte, index) => {
      const i = (index + 1) & 255;
      j = (j + at(i)) & 255;
      swap(i, j);
      return byte ^ at(at(i) + at(j));
    }),
  );
}
