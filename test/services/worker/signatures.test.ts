import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../../services/worker/canonical.ts';
import { isSigned, type Order, openSigner, orderSchema } from '../../../services/worker/signatures.ts';
import { hashOf, newToken, readToken } from '../../../services/worker/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-key-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signer = openSigner(join(folder, 'keys', 'key.pem'));
const order: Order = {
  id: '11111111-2222-4333-8444-555555555555',
  action: 'recycle-app-pool',
  parameters: { pool: 'p', servers: ['ex16a', 'ex16b'] },
  targets: ['ex16a', 'ex16b'],
  limits: { sessions: 60 },
  subject: { mailbox: 'anna@contoso.example', server: 'ex16a' },
  expected: { ex16a: '2026-11-01T04:00:00.000Z' },
  notAfter: '2026-11-20T10:15:00.000Z',
};
const signature = signer.sign(order);

test('an order is known by its signature, whatever the order of its keys', () => {
  const turned = orderSchema.parse(Object.fromEntries(Object.entries(order).reverse()));
  expect(isSigned(turned, signature, signer.publicKey)).toBe(true);
  expect(openSigner(join(folder, 'keys', 'key.pem')).publicKey).toBe(signer.publicKey);
  expect(statSync(join(folder, 'keys', 'key.pem')).mode & 0o077).toBe(0);
});
test.each([
  ['id', { ...order, id: '11111111-2222-4333-8444-555555555556' }],
  ['action', { ...order, action: 'other' }],
  ['parameters', { ...order, parameters: { ...order.parameters, pool: 'q' } }],
  ['targets', { ...order, targets: ['ex16b', 'ex16a'] }],
  ['limits', { ...order, limits: { sessions: 61 } }],
  ['subject', { ...order, subject: { ...order.subject, server: 'ex16b' } }],
  ['expected', { ...order, expected: {} }],
  ['not-after', { ...order, notAfter: '2026-11-20T10:15:00.001Z' }],
])('another %s is not signed', (_name, other) => {
  expect(isSigned(other, signature, signer.publicKey)).toBe(false);
});
test('another key, and a signature that is none, are refused', () => {
  expect(isSigned(order, signature, openSigner(join(folder, 'other.pem')).publicKey)).toBe(false);
  expect(isSigned(order, 'AAAA', signer.publicKey)).toBe(false);
});
test('a key file that is none is not written over', () => {
  const file = join(folder, 'broken.pem');
  writeFileSync(file, 'not a key');
  expect(() => openSigner(file)).toThrow('cannot be read');
});
test('two different JSON values never have one text, and one value has one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(JSON.parse(canonical(one))).toEqual(JSON.parse(JSON.stringify(one)));
      const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      expect(canonical(one) === canonical(other)).toBe(same);
    }),
  );
});
test('a token names its bearer and whom he obeys; anything else is no token', () => {
  const token = newToken(signer.publicKey);
  const read = readToken(token);
  expect(read?.publicKey).toBe(signer.publicKey);
  expect(hashOf(read?.secret ?? '')).toMatch(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readToken(text)).toBeUndefined();
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value)
    .map(([key, part]): [string, unknown] => [key, sorted(part)])
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return { entries };
}
