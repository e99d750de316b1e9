/** Bodies of MAPI over HTTP, little-endian ([MS-OXCMAPIHTTP] 2.2.4, 2.2.5). */

export interface ConnectRequest {
  readonly userDn: string;
}

/** What a Connect asks for (2.2.4.1.1); undefined when it is cut short. */
export function readConnect(body: Buffer): ConnectRequest | undefined {
  const end = body.indexOf(0);
  // Flags, code page, two locales and the auxiliary buffer's size follow the name.
  if (end < 0 || body.length < end + 1 + 20) return undefined;
  const auxiliary = body.readUInt32LE(end + 17);
  return body.length === end + 21 + auxiliary ? { userDn: body.toString('latin1', 0, end) } : undefined;
}

/** Whether these bytes are a Bind (2.2.5.1.1): flags, the STAT that any HasState but 0 announces, the auxiliary buffer. */
export function isBind(body: Buffer): boolean {
  if (body.length < 9) return false;
  const hasState = body.readUInt8(4);
  const at = 5 + (hasState === 0 ? 0 : 36);
  return body.length >= at + 4 && body.length === at + 4 + body.readUInt32LE(at);
}

/** A Connect answered (2.2.4.1.2). */
export function writeConnected(errorCode: number, displayName: string): Buffer {
  const numbers = Buffer.alloc(20);
  numbers.writeUInt32LE(errorCode, 4);
  numbers.writeUInt32LE(60_000, 8); // PollsMax
  numbers.writeUInt32LE(6, 12); // RetryCount
  numbers.writeUInt32LE(10_000, 16); // RetryDelay
  return Buffer.concat([
    numbers,
    Buffer.from('\0', 'latin1'), // DnPrefix
    Buffer.from(`${displayName}\0`, 'utf16le'),
    Buffer.alloc(4), // no auxiliary buffer
  ]);
}

/** A Bind answered: 28 bytes (2.2.5.1.2). */
export function writeBound(errorCode: number, serverGuid: Buffer): Buffer {
  const body = Buffer.alloc(28);
  body.writeUInt32LE(errorCode, 4);
  serverGuid.copy(body, 8, 0, 16);
  return body;
}

/** Unbind and Disconnect answered: status, error, no auxiliary buffer (2.2.4.3.2, 2.2.5.2.2). */
export function writeClosed(errorCode: number): Buffer {
  const body = Buffer.alloc(12);
  body.writeUInt32LE(errorCode, 4);
  return body;
}
