import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';

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
  /** The address of `host:port`: by `network.connect`, else by DNS. */
  endpoint(host: string, port: number, signal: AbortSignal): Promise<Endpoint>;
  /** A connected TCP socket to `host:port`. */
  dial(host: string, port: number, signal: AbortSignal): Promise<Socket>;
  /** A verified TLS connection (http/1.1), certificate and name checked. */
  secure(target: SecureTarget): Promise<TLSSocket>;
  /** The system's CAs and those of `network.ca`; for clients that dial themselves (`tls.connect({ secureContext })`). */
  readonly trust: SecureContext;
  /** The same CAs as PEM texts. */
  readonly authorities: readonly string[];
}
