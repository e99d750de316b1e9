import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export interface Identity {
  readonly key: string;
  readonly cert: string;
  /** DER of the leaf. */
  readonly der: Buffer;
}
export interface Authority {
  readonly pem: string;
  leaf(options: {
    readonly names: readonly string[];
    readonly commonName?: string;
    readonly notBefore?: Date;
    readonly notAfter?: Date;
    readonly hash?: 'SHA-256' | 'SHA-384' | 'SHA-512';
  }): Promise<Identity>;
}
const hour = 3_600_000;
const pemOf = (key: ArrayBuffer): string =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64')}\n-----END PRIVATE KEY-----\n`;

/** A CA made for one test. */
export async function makeAuthority(name: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 1000 * hour),
    notAfter: new Date(Date.now() + 1000 * hour),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  return {
    pem: root.toString('pem'),
    leaf: async ({ names, commonName, notBefore, notAfter, hash = 'SHA-256' }) => {
      const own = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ]);
      const cert = await x509.X509CertificateGenerator.create({
        serialNumber: String(Math.trunc(Math.random() * 1e9)).padStart(10, '1'),
        subject: `CN=${commonName ?? names[0] ?? 'nobody'}`,
        issuer: root.subject,
        notBefore: notBefore ?? new Date(Date.now() - hour),
        notAfter: notAfter ?? new Date(Date.now() + 100 * hour),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: { name: 'ECDSA', hash },
        extensions: [
          new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
        ],
      });
      return {
        key: pemOf(await crypto.subtle.exportKey('pkcs8', own.privateKey)),
        cert: cert.toString('pem'),
        der: Buffer.from(cert.rawData),
      };
    },
  };
}
