import { createHash, X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { describe, expect, test } from '@jest/globals';
import { endPointHash, signatureAlgorithm } from '../../../services/protocols/end-point-hash.ts';
import { makeAuthority } from './certificates.ts';

describe('tls-server-end-point', () => {
  test.each([
    ['SHA-256', 'sha256'],
    ['SHA-384', 'sha384'],
    ['SHA-512', 'sha512'],
  ] as const)('a certificate signed with %s is hashed with it', async (hash, expected) => {
    const { der } = await (await makeAuthority('CA')).leaf({ names: ['a.example'], hash });
    expect(endPointHash(der)).toEqual(createHash(expected).update(der).digest());
  });
  test('MD5 and SHA-1 signatures are hashed with SHA-256 (RFC 5929 4.1)', () => {
    const old = tls.rootCertificates
      .map((pem) => new X509Certificate(pem).raw)
      .find((der) => signatureAlgorithm(der) === '2a864886f70d010105');
    if (old === undefined)
      throw new Error('no root of this Node is signed with SHA-1 any more: make one here');
    expect(endPointHash(old)).toEqual(createHash('sha256').update(old).digest());
  });
});
