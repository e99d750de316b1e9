/** The text of a security identifier (`S-1-5-21-…`), undefined when the bytes are none ([MS-DTYP] 2.4.2.2). */
export function sidToText(bytes: Buffer): string | undefined {
  if (bytes.length < 8 || bytes[0] !== 1) return undefined;
  const count = bytes[1] ?? 0;
  if (count > 15 || bytes.length !== 8 + 4 * count) return undefined;
  const authority = bytes.readUIntBE(2, 6);
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ['S-1', authority, ...parts].join('-');
}

/** The text of a GUID: the first three fields are little-endian ([MS-DTYP] 2.3.4.2). */
export function guidToText(bytes: Buffer): string | undefined {
  if (bytes.length !== 16) return undefined;
  const hex = (from: number, to: number) => bytes.toString('hex', from, to);
  const turned = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  return [turned(0, 4), turned(4, 6), turned(6, 8), hex(8, 10), hex(10, 16)].join('-');
}

/** The bytes of a GUID's text, for a filter. */
export function guidToBytes(text: string): Buffer | undefined {
  const match = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i.exec(text);
  if (match === null) return undefined;
  const [, one = '', two = '', three = '', four = '', five = ''] = match;
  const turned = (part: string) => Buffer.from(part, 'hex').reverse();
  return Buffer.concat([turned(one), turned(two), turned(three), Buffer.from(four + five, 'hex')]);
}
