/** NTLM messages as a server reads and writes them ([MS-NLMP] 2.2). */

export const flag = {
  unicode: 0x00000001,
  requestTarget: 0x00000004,
  sign: 0x00000010,
  seal: 0x00000020,
  ntlm: 0x00000200,
  alwaysSign: 0x00008000,
  targetTypeDomain: 0x00010000,
  extendedSessionSecurity: 0x00080000,
  targetInfo: 0x00800000,
  version: 0x02000000,
  key128: 0x20000000,
  keyExchange: 0x40000000,
  key56: 0x80000000,
} as const;

export const av = {
  end: 0,
  netbiosComputer: 1,
  netbiosDomain: 2,
  dnsComputer: 3,
  dnsDomain: 4,
  dnsForest: 5,
  flags: 6,
  timestamp: 7,
  targetName: 9,
  channelBindings: 10,
} as const;

export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}
export interface Type1 {
  readonly flags: number;
  readonly raw: Buffer;
}
export interface Type3 {
  readonly flags: number;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly encryptedSessionKey: Buffer;
  /** Bytes 72–88 when the message has room for them before its payload; only MsvAvFlags 2 says that they are a MIC. */
  readonly mic?: Buffer;
  readonly raw: Buffer;
}
/** What every NTLM message begins with. */
export const signature = Buffer.from('NTLMSSP\0', 'latin1');

/** The type (1, 2, 3) of an NTLM message, undefined when it is none. */
export function messageType(bytes: Buffer): number | undefined {
  if (bytes.length < 12 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  return bytes.readUInt32LE(8);
}

/** A NEGOTIATE_MESSAGE (2.2.1.1), undefined when the bytes are not one. */
export function parseType1(bytes: Buffer): Type1 | undefined {
  if (messageType(bytes) !== 1 || bytes.length < 16) return undefined;
  return { flags: bytes.readUInt32LE(12), raw: bytes };
}

/** An AUTHENTICATE_MESSAGE (2.2.1.3), undefined when the bytes are not one or a field points outside them. */
export function parseType3(bytes: Buffer): Type3 | undefined {
  if (messageType(bytes) !== 3 || bytes.length < 64) return undefined;
  const fields = [12, 20, 28, 36, 44, 52].map((at) => field(bytes, at));
  const [lmResponse, ntResponse, domain, user, workstation, encryptedSessionKey] = fields;
  if (!lmResponse || !ntResponse || !domain || !user || !workstation || !encryptedSessionKey)
    return undefined;
  const flags = bytes.readUInt32LE(60);
  const text = (value: Buffer) => value.toString((flags & flag.unicode) !== 0 ? 'utf16le' : 'latin1');
  const payload = Math.min(
    ...[12, 20, 28, 36, 44, 52]
      .filter((at) => bytes.readUInt16LE(at) > 0)
      .map((at) => bytes.readUInt32LE(at + 4)),
  );
  return {
    flags,
    domain: text(domain),
    user: text(user),
    workstation: text(workstation),
    lmResponse,
    ntResponse,
    encryptedSessionKey,
    ...(payload >= 88 && bytes.length >= 88 ? { mic: bytes.subarray(72, 88) } : {}),
    raw: bytes,
  };
}

function field(bytes: Buffer, at: number): Buffer | undefined {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  return offset + length <= bytes.length ? bytes.subarray(offset, offset + length) : undefined;
}

/** The AV pairs of a list (2.2.2.1) in order, without its end; undefined when it is cut short. */
export function parseAvPairs(bytes: Buffer): readonly AvPair[] | undefined {
  const pairs: AvPair[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    if (id === av.end) return pairs;
    if (at + 4 + length > bytes.length) return undefined;
    pairs.push({ id, value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return undefined;
}

export function writeAvPairs(pairs: readonly AvPair[]): Buffer {
  const parts = [...pairs, { id: av.end, value: Buffer.alloc(0) }].map(({ id, value }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat(parts);
}
