import { readFileSync } from 'node:fs';
import net, { isIP, type Socket } from 'node:net';
import tls, { type SecureContext, type TLSSocket } from 'node:tls';
import type { Configuration } from '../configuration.ts';
import { createResolver, type Resolver } from './dns.ts';
import { tunnel } from './proxy.ts';
import { Unreachable, within } from './unreachable.ts';

/** Where something is really dialled. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}
export interface SecureTarget {
  /** The name that SNI and the certificate check use. */
  readonly host: string;
  readonly port: number;
  /** The host that is dialled, when it is another: a node behind a common name. */
  readonly through?: string;
  readonly signal: AbortSignal;
}

/** Every client dials through it, so that `network.connect`, `network.resolvers` and `network.ca` hold for all. */
export interface Network {
  readonly patience: Patience;
  readonly resolver: Resolver;
  /** The address of `host:port`: by `network.connect`, else by DNS. */
  endpoint(host: string, port: number, signal: AbortSignal): Promise<Endpoint>;
  /** A connected TCP socket to `host:port`. Throws `Unreachable`. */
  dial(host: string, port: number, signal: AbortSignal): Promise<Socket>;
  /** A verified TLS connection (http/1.1), certificate and name checked. Throws `Unreachable`. */
  secure(target: SecureTarget): Promise<TLSSocket>;
  /** The system's CAs and those of `network.ca`; for clients that dial themselves (`tls.connect({ secureContext })`). */
  readonly trust: SecureContext;
  /** The same CAs as PEM texts. */
  readonly authorities: readonly string[];
}

/** ms that each step on the way to a host may take; together they stay below every probe's own deadline. */
export interface Patience {
  readonly resolveMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
}
const usual: Patience = { resolveMs: 3_000, connectMs: 3_000, tlsMs: 4_000 };

/** The network as the configuration lays it; reads `network.ca` once. */
export function createNetwork(configuration: Configuration, patience: Patience = usual): Network {
  const { connect, ca, resolvers, proxy } = configuration.network;
  const laid = new Map(Object.entries(connect).map(([from, to]) => [from.toLowerCase(), to]));
  const authorities = [
    ...new Set([...tls.rootCertificates, ...tls.getCACertificates('system')]),
    ...(ca === undefined ? [] : [readFileSync(ca, 'utf8')]),
  ];
  const trust = tls.createSecureContext({ ca: authorities });
  const resolver = createResolver(resolvers, patience.resolveMs);

  const endpoint: Network['endpoint'] = async (host, port, signal) => {
    const [name, laidPort] = split(laid.get(`${host}:${port}`.toLowerCase()) ?? `${host}:${port}`);
    if (isIP(name) !== 0) return { address: name, port: laidPort };
    return { address: await resolver.address(name, signal), port: laidPort };
  };
  const dial: Network['dial'] = async (host, port, signal) => {
    if (proxy !== undefined && !laid.has(`${host}:${port}`.toLowerCase())) {
      const at = new URL(proxy);
      const through = await endpoint(at.hostname, Number(at.port || 80), signal);
      const socket = await connectTo(through, `the proxy ${at.host}`, patience.connectMs, signal);
      return within(patience.connectMs, signal, `proxy ${at.host}`, 'connect', tunnel(socket, host, port));
    }
    return connectTo(await endpoint(host, port, signal), `${host}:${port}`, patience.connectMs, signal);
  };
  const secure: Network['secure'] = async ({ host, port, through, signal }) => {
    const at = place(host, port, through);
    const socket = await dial(through ?? host, port, signal);
    const secured = tls.connect({
      socket,
      servername: host,
      secureContext: trust,
      ALPNProtocols: ['http/1.1'],
    });
    try {
      await within(patience.tlsMs, signal, at, 'tls', event(secured, 'secureConnect'));
      return secured;
    } catch (error) {
      secured.destroy();
      throw error instanceof Unreachable ? error : new Unreachable(at, 'tls', error);
    }
  };
  return { patience, resolver, endpoint, dial, secure, trust, authorities };
}

/** How a dialled place is named in sentences: `mail.contoso.example:443 at ex16a.corp.local`. */
export const place = (host: string, port: number, through?: string): string =>
  through === undefined || through === host ? `${host}:${port}` : `${host}:${port} at ${through}`;

function split(hostPort: string): [string, number] {
  const colon = hostPort.lastIndexOf(':');
  return [hostPort.slice(0, colon).replace(/^\[|\]$/g, ''), Number(hostPort.slice(colon + 1))];
}

async function connectTo(to: Endpoint, name: string, ms: number, signal: AbortSignal): Promise<Socket> {
  const socket = net.connect({ host: to.address, port: to.port, noDelay: true });
  try {
    await within(ms, signal, name, 'connect', event(socket, 'connect'));
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof Unreachable ? error : new Unreachable(name, 'connect', error);
  }
}

/** Settles with the event, or with the error or the end that came before it. */
export function event(socket: Socket, name: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      socket.off('error', failed).off('close', ended);
      resolve();
    };
    const failed = (error: Error) => {
      // A socket that fails again after this one must find a listener, or the process would end.
      socket.off('close', ended).on('error', ignoreLater);
      reject(error);
    };
    const ended = () => {
      socket.on('error', ignoreLater);
      reject(new Error('the connection was closed'));
    };
    socket.once(name, done).once('error', failed).once('close', ended);
  });
}
const ignoreLater = (): undefined => undefined;
