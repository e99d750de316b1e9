import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate chain and its key, PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A self-signed certificate for these names and addresses (RFC 5280, ECDSA P-256), which whoever connects must be given
 * beforehand. It spares the gateway a certificate authority; Node itself makes keys but no certificates.
 */
export function selfSigned(names: readonly string[], from: Date, days: number): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(set(sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(names[0] ?? 'popup-desk')))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const keyId = createHash('sha1').update(spki).digest();
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    name,
    sequence(time(from), time(new Date(from.getTime() + days * 86_400_000))),
    name,
    spki,
    tlv(
      0xa3,
      sequence(
        // It signs itself and nothing else, yet a verifier takes it as its own authority (CA true, no path below it).
        extension('2.5.29.19', sequence(tlv(0x01, Buffer.from([0xff])), integer(Buffer.from([0]))), true),
        extension('2.5.29.15', tlv(0x03, Buffer.from([0x02, 0x84])), true),
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
        extension('2.5.29.14', tlv(0x04, keyId)),
        extension('2.5.29.17', sequence(...names.map(alternative))),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: new X509Certificate(whole).toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Tag, length and value (X.690 8.1). */
function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), value]);
}
const sequence = (...parts: readonly Buffer[]): Buffer => tlv(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]): Buffer => tlv(0x31, Buffer.concat(parts));
const integer = (value: Buffer): Buffer => tlv(0x02, value);
const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value));

/** GeneralName (RFC 5280 4.2.1.6): dNSName [2], iPAddress [7]. */
function alternative(name: string): Buffer {
  if (isIP(name) === 4) return tlv(0x87, Buffer.from(name.split('.').map(Number)));
  return tlv(0x82, Buffer.from(name, 'latin1'));
}

/** UTCTime until 2049 (RFC 5280 4.1.2.5.1). */
function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${digits}Z`));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from(bytes));
}
