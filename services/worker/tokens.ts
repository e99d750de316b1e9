import { createHash, randomBytes } from 'node:crypto';

/** What a token says: who the bearer is (by the secret's hash) and whose orders he obeys. */
export interface WorkerToken {
  readonly secret: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
}

const shape = /^pdw1\.([\w-]{43})\.([\w-]{43})$/;

/** A new token. It is given to the worker once, out of band; only its hash is kept. */
export const newToken = (publicKey: string): string =>
  `pdw1.${randomBytes(32).toString('base64url')}.${publicKey}`;

/** The parts of a token, undefined when it is none. */
export function readToken(token: string): WorkerToken | undefined {
  const [, secret, publicKey] = shape.exec(token.trim()) ?? [];
  return secret === undefined || publicKey === undefined ? undefined : { secret, publicKey };
}

/** What is kept of a token's secret: 256 random bits need no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
