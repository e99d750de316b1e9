/** One element of BER as LDAP uses it (RFC 4511 section 5.1): definite lengths, one-byte tags. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** The element at the start of `bytes` and its whole length; undefined when more bytes are needed. */
export function readElement(
  bytes: Buffer,
  limit = 10 * 1024 * 1024,
): (Element & { length: number }) | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  let header = 2;
  let size = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new Error('length too long');
    if (bytes.length < 2 + count) return undefined;
    size = bytes.readUIntBE(2, count);
    header += count;
  } else if (first === 0x80) throw new Error('indefinite length');
  if (size > limit) throw new Error('message too long');
  if (bytes.length < header + size) return undefined;
  return { tag, content: bytes.subarray(header, header + size), length: header + size };
}

/** The elements that make up the content of a constructed one. */
export function readAll(content: Buffer): Element[] {
  const elements: Element[] = [];
  let rest = content;
  while (rest.length > 0) {
    const element = readElement(rest);
    if (!element) throw new Error('cut off');
    elements.push(element);
    rest = rest.subarray(element.length);
  }
  return elements;
}

/** The integer, enumerated or boolean value of an element. */
export const integerOf = ({ content }: Element): number =>
  content.length === 0 ? 0 : content.readIntBE(0, Math.min(content.length, 6));

export function write(tag: number, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), ...parts]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(size);
  const used = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | used.length]), used, ...parts]);
}
export const writeText = (value: string | Buffer, tag = 0x04) =>
  write(tag, typeof value === 'string' ? Buffer.from(value, 'utf8') : value);
export function writeInteger(value: number, tag = 0x02): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeIntBE(value, 0, 5);
  let from = 0;
  // The shortest two's complement form: a leading byte goes while the next one carries the same sign.
  while (
    from < 4 &&
    ((bytes[from] === 0 && (bytes[from + 1] ?? 0) < 0x80) ||
      (bytes[from] === 0xff && (bytes[from + 1] ?? 0) >= 0x80))
  )
    from += 1;
  return write(tag, bytes.subarray(from));
}
