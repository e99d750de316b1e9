import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { errorCode } from '../error-code.ts';
import { type Identity, selfSigned } from '../worker/certificate.ts';

/** The gateway's certificate: the configured one, else one of its own that is kept in the data folder. */
export function gatewayIdentity(configuration: Configuration, now: number): Identity {
  const { certificate, key } = configuration.workers;
  if (certificate !== undefined && key !== undefined) {
    return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  }
  if (certificate !== undefined || key !== undefined) {
    throw new Error(
      'workers.certificate and workers.key go together: set both, or neither for a certificate of its own',
    );
  }
  const folder = join(configuration.data, 'gateway');
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const kept = readKept(files);
  if (
    kept !== undefined &&
    Date.parse(new X509Certificate(kept.certificate).validTo) > now + 30 * 86_400_000
  ) {
    return kept;
  }
  const made = selfSigned(['localhost', hostname(), '127.0.0.1'], new Date(now - 3_600_000), 3 * 365);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.key, made.key, { mode: 0o600 });
  writeFileSync(files.certificate, made.certificate);
  return made;
}

function readKept(files: { readonly certificate: string; readonly key: string }): Identity | undefined {
  try {
    return { certificate: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
