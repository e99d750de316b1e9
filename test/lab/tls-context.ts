import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext, type SecureVersion } from 'node:tls';
import type { Tls } from './world.ts';

/** PEM files of one certificate. */
export interface CertificateFiles {
  readonly chain: string;
  readonly key: string;
}
const versions: Readonly<Record<Tls['versions'][number], SecureVersion>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

/** The TLS side of a server as the world states it: its certificate and the span of its versions. */
export function secureContextFor(files: CertificateFiles, tls: Tls): SecureContext {
  const order = Object.keys(versions).filter((each) => tls.versions.some((version) => version === each));
  const [first = '1.2', last = first] = [order[0], order.at(-1)];
  return createSecureContext({
    cert: readFileSync(files.chain),
    key: readFileSync(files.key),
    // The keys of the record are exactly these four texts.
    minVersion: versions[first as keyof typeof versions],
    maxVersion: versions[last as keyof typeof versions],
    // OpenSSL 3 speaks TLS 1.0 and 1.1 only at security level 0.
    ...(first === '1.0' || first === '1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
  });
}
