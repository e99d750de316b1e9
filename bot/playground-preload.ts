import { Server } from 'node:net';

// Loaded before the local Teams client. The client would listen on every interface, and whoever reaches it speaks as
// anybody: it is held to this machine. It also ends when its standard input closes, however its parent went.
const { listen } = Server.prototype;

/** `listen(port, …)` without a host means all interfaces; here it means loopback. */
function listenOnLoopback(this: Server, ...given: unknown[]): Server {
  const [port, next] = given;
  const bare = typeof port === 'number' && (next === undefined || typeof next === 'function');
  // The overloads of listen() take no rest array; these are arguments it was called with.
  return Reflect.apply(listen, this, bare ? [port, '127.0.0.1', ...given.slice(1)] : given) as Server;
}
Server.prototype.listen = listenOnLoopback;

process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
