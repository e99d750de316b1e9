import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { AccessLog } from './access-log.ts';
import { delayed } from './delay.ts';
import { connectionFault } from './faults.ts';
import type { Delays, Fault } from './world.ts';

export interface Listener {
  readonly port: number;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}
export interface Connection {
  /** Bytes as the peer sees them after the injected round trip. */
  readonly socket: Duplex;
  /** Its id in the access log. */
  readonly id: string;
  /** performance.now() at accept. */
  readonly began: number;
}

/**
 * Listens on 127.0.0.1 with the delays and connection faults of the world, and hands over what is accepted.
 * `refuse` leaves a port on which nothing listens; `stall-in-connect` one whose handshake never ends.
 */
export async function openListener(options: {
  /** The name by which faults mean it. */
  readonly listener: string;
  /** The name in the access log, when it differs. */
  readonly named?: string;
  readonly port?: number;
  readonly delays: Delays;
  readonly faults: readonly Fault[];
  readonly down?: boolean;
  readonly log: AccessLog;
  onConnection(connection: Connection): void;
}): Promise<Listener> {
  const { delays, log, onConnection } = options;
  const listener = options.named ?? options.listener;
  const fault = options.down ? 'refuse' : connectionFault(options.faults, options.listener);
  if (fault === 'stall-in-connect') return stallInConnect();
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer({ noDelay: true }, (raw) => {
    const began = performance.now();
    count += 1;
    const id = `${process.pid}-${listener}-${server.listening ? portOf(server) : 0}-${count}`;
    open.add(raw);
    raw.on('close', () => open.delete(raw));
    raw.on('error', () => raw.destroy()); // a client that goes away is no fault of the lab's
    log({ kind: 'connect', listener, connection: id, began, detail: fault === undefined ? {} : { fault } });
    if (fault === 'reset') raw.resetAndDestroy();
    else if (fault === 'garbage-in-tls') raw.end('SSH-2.0-lab\r\nthis is no TLS\r\n');
    else if (fault === 'stall-in-tls') raw.resume();
    else onConnection({ socket: delays.roundTripMs > 0 ? delayed(raw, delays.roundTripMs) : raw, id, began });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port ?? 0, host: '127.0.0.1' }, resolve);
  });
  const port = portOf(server);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  if (fault === 'refuse') {
    await close();
    return { port, close: async () => undefined };
  }
  return { port, close };
}

function portOf(server: Server): number {
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** A port whose accept queue is full: the kernel drops every further SYN, so a client waits in connect. */
async function stallInConnect(): Promise<Listener> {
  // The thread stops in Atomics.wait with its listener open, so nothing is ever accepted.
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer();
     server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.race(
    fillers.map((socket) => new Promise<void>((resolve) => socket.once('connect', () => resolve()))),
  );
  return {
    port,
    close: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}
