import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const mostBytes = 65_536;

/** A socket to hand on, and the first bytes that came in over it. */
export interface Recorded {
  readonly stream: Duplex;
  received(): Buffer;
}

/** The same socket, with what it receives kept aside: Node tells nothing of a handshake but its outcome. */
export function recorded(socket: Socket): Recorded {
  const kept: Buffer[] = [];
  let size = 0;
  const stream = new Duplex({
    read: () => {
      socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      socket.write(chunk, done);
    },
    final: (done) => {
      socket.end(done);
    },
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (size < mostBytes) kept.push(chunk);
    size += chunk.length;
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', (error) => stream.destroy(error));
  socket.on('close', () => stream.destroy());
  return { stream, received: () => Buffer.concat(kept) };
}

const handshakeRecord = 22;
const changeCipherSpec = 20;
const certificateRequest = 13;
const serverHelloDone = 14;

/**
 * Whether a server's flight of TLS 1.2 or older holds a CertificateRequest (RFC 5246 7.4.4); undefined when the flight
 * does not come to its end. TLS 1.3 encrypts it.
 */
export function requestsCertificate(flight: Buffer): boolean | undefined {
  const messages: Buffer[] = [];
  for (let at = 0; at + 5 <= flight.length; at += 5 + flight.readUInt16BE(at + 3)) {
    const type = flight.readUInt8(at);
    // What follows is encrypted.
    if (type === changeCipherSpec) break;
    if (type === handshakeRecord)
      messages.push(flight.subarray(at + 5, at + 5 + flight.readUInt16BE(at + 3)));
  }
  // A message may begin in one record and end in another (RFC 5246 6.2.1).
  const all = Buffer.concat(messages);
  for (let at = 0; at + 4 <= all.length; at += 4 + all.readUIntBE(at + 1, 3)) {
    const type = all.readUInt8(at);
    if (type === certificateRequest) return true;
    if (type === serverHelloDone) return false;
  }
  return undefined;
}
