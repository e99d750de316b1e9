import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The socket seen from `roundTripMs` away: every byte arrives half a round trip late in either direction, and the
 * first one a whole round trip later still, which stands for the TCP handshake that loopback does in no time.
 */
export function delayed(socket: Socket, roundTripMs: number): Duplex {
  const half = roundTripMs / 2;
  const openAt = performance.now() + roundTripMs;
  let ended = false;
  let last = 0;
  // Timers of different lengths may run out of order by a millisecond, so each runs whatever is next in line.
  const line: (() => void)[] = [];
  const later = (act: () => void) => {
    line.push(act);
    last = Math.max(last, Math.max(performance.now(), openAt) + half);
    setTimeout(() => line.shift()?.(), last - performance.now());
  };
  const inside = new Duplex({
    allowHalfOpen: true,
    read() {
      socket.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      setTimeout(() => {
        if (!socket.destroyed) socket.write(chunk);
      }, half);
      done();
    },
    final(done) {
      setTimeout(() => socket.end(), half);
      done();
    },
    destroy(error, done) {
      setTimeout(() => socket.destroy(), half);
      done(error);
    },
  });
  socket.on('data', (chunk) =>
    later(() => {
      if (!inside.destroyed && !ended) inside.push(chunk);
    }),
  );
  socket.on('end', () =>
    later(() => {
      ended = true;
      if (!inside.destroyed) inside.push(null);
    }),
  );
  socket.on('close', () => later(() => inside.destroy()));
  return inside;
}
