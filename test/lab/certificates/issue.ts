import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateFiles } from '../tls-context.ts';
import type { Certificate } from '../world.ts';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}
export interface Authorities {
  /** PEM file of the lab's own CA. */
  readonly file: string;
  /** Issues a certificate and writes its chain and key beside the CA. */
  issue(name: string, wanted: Certificate): Promise<CertificateFiles>;
}

const pem = (label: string, der: ArrayBuffer) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END ${label}-----\n`;

async function createAuthority(name: string, start: Date, above?: Authority): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const day = 86_400_000;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: above ? '02' : '01',
    subject: `CN=${name}`,
    issuer: above?.certificate.subject ?? `CN=${name}`,
    notBefore: new Date(start.getTime() - 4000 * day),
    notAfter: new Date(start.getTime() + 4000 * day),
    publicKey: keys.publicKey,
    signingKey: (above?.keys ?? keys).privateKey,
    signingAlgorithm: ecdsa,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate, keys };
}

/**
 * The CAs of a lab: its own, whose file clients trust, one below it, which servers have to send, and a foreign one that
 * nobody trusts; certificates go to `folder`.
 */
export async function createAuthorities(folder: string, start: Date): Promise<Authorities> {
  cryptoProvider.set(webcrypto);
  const lab = await createAuthority('Lab Root CA', start);
  const made = new Map<Certificate['issuer'], Promise<Authority>>([['lab', Promise.resolve(lab)]]);
  const issuerOf = (wanted: Certificate['issuer']): Promise<Authority> | undefined => {
    if (wanted === 'self') return undefined;
    const authority =
      made.get(wanted) ??
      (wanted === 'issuing'
        ? createAuthority('Lab Issuing CA', start, lab)
        : createAuthority('Somebody Else Root CA', start));
    made.set(wanted, authority);
    return authority;
  };
  let serial = 0;
  const file = join(folder, 'ca.pem');
  await writeFile(file, lab.certificate.toString('pem'));

  return {
    file,
    async issue(name, wanted) {
      const algorithm = wanted.key === 'rsa' ? rsa : ecdsa;
      const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const issuer = await issuerOf(wanted.issuer);
      serial += 1;
      const subject = `CN=${wanted.subject.replace(/([,+"\\<>;=])/g, '\\$1')}`;
      const certificate = await X509CertificateGenerator.create({
        serialNumber: (0x1000 + serial).toString(16),
        subject,
        issuer: issuer?.certificate.subject ?? subject,
        notBefore: new Date(wanted.notBefore),
        notAfter: new Date(wanted.notAfter),
        publicKey: keys.publicKey,
        signingKey: issuer?.keys.privateKey ?? keys.privateKey,
        signingAlgorithm: issuer ? ecdsa : algorithm,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(wanted.names.map((value) => ({ type: 'dns' as const, value }))),
        ],
      });
      const files = { chain: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
      const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
      await Promise.all([
        writeFile(
          files.chain,
          `${certificate.toString('pem')}\n${wanted.sendsChain ? (issuer?.certificate.toString('pem') ?? '') : ''}\n`,
        ),
        writeFile(files.key, pem('PRIVATE KEY', key), { mode: 0o600 }),
      ]);
      return files;
    },
  };
}
