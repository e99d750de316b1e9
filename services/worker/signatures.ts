import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { canonical } from './canonical.ts';

/** What is signed at approval and carried out by a worker; nothing outside it is obeyed. */
export const orderSchema = z.strictObject({
  id: z.uuid(),
  /** Id of a remedy in the worker's own catalogue. */
  action: z.string().regex(/^[a-z0-9-]{1,64}$/),
  parameters: z.record(z.string().max(64), z.unknown()),
  /** What it is done to, one after the other. */
  targets: z.array(z.string().min(1).max(200)).min(1).max(64),
  /** Live numbers that must not be exceeded. */
  limits: z.record(z.string().max(300), z.number()),
  /** Whose trouble it mends, and where that mailbox lives now. */
  subject: z.strictObject({ mailbox: z.string().max(320), server: z.string().max(255) }),
  /** State of each target when it was asked for: another one means that somebody else was there. */
  expected: z.record(z.string().max(200), z.string().max(200)),
  /** When the look that proves it began: a target that began anew since then needs nothing. */
  seenAt: z.iso.datetime().optional(),
  notAfter: z.iso.datetime(),
});
export type Order = z.infer<typeof orderSchema>;

export interface Signer {
  /** Raw Ed25519 public key (RFC 8032), base64url: what workers pin. */
  readonly publicKey: string;
  sign(order: Order): string;
}

/** The signing key kept in a file, made when there is none. Whoever reads it can order workers about: 0600. */
export function openSigner(file: string): Signer {
  const key = readKey(file) ?? makeKey(file);
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x;
  if (key.asymmetricKeyType !== 'ed25519' || publicKey === undefined) {
    throw new Error(`${file} holds no Ed25519 key`);
  }
  return {
    publicKey,
    sign: (order) => sign(null, Buffer.from(canonical(order)), key).toString('base64url'),
  };
}

function readKey(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`the signing key ${file} cannot be read`, { cause: error });
  }
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return privateKey;
}

/** Whether this order was signed by the holder of the pinned key. */
export function isSigned(order: Order, signature: string, publicKey: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(canonical(order)), key, Buffer.from(signature, 'base64url'));
}
