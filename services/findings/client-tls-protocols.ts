import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';

/** WINHTTP_FLAG_SECURE_PROTOCOL_*: the bits of DefaultSecureProtocols and SecureProtocols. */
const bits = [
  [0x8, 'SSL 2.0'],
  [0x20, 'SSL 3.0'],
  [0x80, 'TLS 1.0'],
  [0x200, 'TLS 1.1'],
  [0x800, 'TLS 1.2'],
  [0x2000, 'TLS 1.3'],
] as const;
const tls12OrLater = 0x800 | 0x2000;
const values = [
  ['client.tlsDefaultProtocols', 'DefaultSecureProtocols'],
  ['client.tlsUserProtocols', 'SecureProtocols'],
] as const;

const wrong = (value: number): boolean => (value & tls12OrLater) === 0 || (value & 0x28) !== 0;
const meaning = (value: number): string =>
  bits
    .filter(([bit]) => (value & bit) !== 0)
    .map(([, name]) => name)
    .join(', ') || 'nothing';
const found = (seen: Seen) =>
  values.flatMap(([path, name]) => {
    const value = seen.number(path);
    return value === undefined ? [] : [{ name, value }];
  });

export default finding({
  id: 'client-tls-protocols',
  when: (seen) => {
    const set = found(seen);
    return set.length === 0 ? undefined : set.some(({ value }) => wrong(value));
  },
  says: (seen) =>
    found(seen)
      .filter(({ value }) => wrong(value))
      .map(
        ({ name, value }) =>
          `${name} is 0x${value.toString(16).toUpperCase()} on this PC: it allows ${meaning(value)}; 0xA80 allows TLS 1.0, 1.1 and 1.2.`,
      )
      .join(' '),
});
