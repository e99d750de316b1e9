import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { explainedBits, hexadecimal, isWrongProtocolValue } from '../registry-file.ts';

const values = [
  ['client.tlsDefaultProtocols', 'DefaultSecureProtocols'],
  ['client.tlsUserProtocols', 'SecureProtocols'],
] as const;

const meaning = (name: string, value: number): string =>
  explainedBits(name, value)
    .map((bit) => bit.slice(bit.indexOf(' ') + 1))
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
    return set.length === 0 ? undefined : set.some(({ value }) => isWrongProtocolValue(value));
  },
  says: (seen) =>
    found(seen)
      .filter(({ value }) => isWrongProtocolValue(value))
      .map(
        ({ name, value }) =>
          `${name} is ${hexadecimal(value)} on this PC: it allows ${meaning(name, value)}; 0xA80 allows TLS 1.0, 1.1 and 1.2.`,
      )
      .join(' '),
});
