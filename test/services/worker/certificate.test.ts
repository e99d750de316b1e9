import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import { connect } from 'node:tls';
import { expect, test } from '@jest/globals';
import { selfSigned } from '../../../services/worker/certificate.ts';

const now = new Date('2026-11-20T10:00:00Z');

test('a certificate of our own is taken by a client that was given it, under each of its names only', async () => {
  const identity = selfSigned(['localhost', '127.0.0.1'], new Date(), 2);
  const server = createServer({ cert: identity.certificate, key: identity.key }, (_request, response) =>
    response.end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const asks = (servername: string, ca: string | undefined) =>
    new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername, ...(ca === undefined ? {} : { ca }) });
      socket.once('secureConnect', () => resolve('taken'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.once('close', () => socket.destroy());
    });
  expect(await asks('localhost', identity.certificate)).toBe('taken');
  expect(await asks('mail.contoso.example', identity.certificate)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await asks('localhost', undefined)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(await asks('localhost', selfSigned(['localhost'], now, 2).certificate)).not.toBe('taken');
  server.closeAllConnections();
  server.close();
});
test('says its names and its time', () => {
  const read = new X509Certificate(selfSigned(['desk.corp.local', '10.0.0.7'], now, 365).certificate);
  expect(read.subject).toBe('CN=desk.corp.local');
  expect(read.subjectAltName).toBe('DNS:desk.corp.local, IP Address:10.0.0.7');
  expect(read.validFromDate).toEqual(now);
  expect(read.validToDate).toEqual(new Date('2027-11-20T10:00:00Z'));
  expect(read.verify(read.publicKey)).toBe(true);
});
