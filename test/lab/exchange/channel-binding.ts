import { createHash, X509Certificate } from 'node:crypto';

/** What MsvAvChannelBindings must hold on a channel with this leaf: MD5 of gss_channel_bindings with tls-server-end-point (RFC 5929 4.1). */
export function expectedBinding(leafPem: string): Buffer {
  const leaf = new X509Certificate(leafPem);
  const application = Buffer.concat([
    Buffer.from('tls-server-end-point:', 'latin1'),
    createHash(endPointHash(leaf)).update(leaf.raw).digest(),
  ]);
  const head = Buffer.alloc(20); // initiator and acceptor: type and length 0 each; then the length
  head.writeUInt32LE(application.length, 16);
  return createHash('md5').update(head).update(application).digest();
}

/** MD5 and SHA-1 certificates are hashed with SHA-256, all others with their own hash. */
function endPointHash(leaf: X509Certificate): string {
  const own = /sha-?(\d{3})/i.exec(leaf.signatureAlgorithm ?? '')?.[1];
  return own === '384' || own === '512' ? `sha${own}` : 'sha256';
}
