import { createHash } from 'node:crypto';

// Last bytes of the signature algorithm's object identifier, in hexadecimal, where the hash is not SHA-256.
const hashes: Readonly<Record<string, string>> = {
  '2a864886f70d01010c': 'sha384', // sha384WithRSAEncryption
  '2a864886f70d01010d': 'sha512', // sha512WithRSAEncryption
  '2a8648ce3d040303': 'sha384', // ecdsa-with-SHA384
  '2a8648ce3d040304': 'sha512', // ecdsa-with-SHA512
};

function element(der: Buffer, at: number): { readonly content: number; readonly end: number } {
  const first = der.readUInt8(at + 1);
  if (first < 0x80) return { content: at + 2, end: at + 2 + first };
  const width = first & 0x7f;
  const content = at + 2 + width;
  return { content, end: content + der.readUIntBE(at + 2, width) };
}

/** The signature algorithm's object identifier of a DER certificate, as hexadecimal (RFC 5280 4.1.1.2). */
export function signatureAlgorithm(der: Buffer): string {
  const certificate = element(der, 0);
  const signed = element(der, certificate.content);
  const algorithm = element(der, signed.end);
  const identifier = element(der, algorithm.content);
  return der.subarray(identifier.content, identifier.end).toString('hex');
}

/** The `tls-server-end-point` hash of a leaf: by its signature's algorithm, SHA-256 for MD5 and SHA-1 (RFC 5929 4.1). */
export const endPointHash = (der: Buffer): Buffer =>
  createHash(hashes[signatureAlgorithm(der)] ?? 'sha256')
    .update(der)
    .digest();
