import { X509Certificate } from 'node:crypto';
import tls, { type SecureVersion, type TLSSocket } from 'node:tls';
import { errorCode, errorText } from '../error-code.ts';
import { event, type Network, place } from './network.ts';
import { recorded, requestsCertificate } from './recorded.ts';
import { Unreachable, within } from './unreachable.ts';

export interface TlsSeen {
  readonly names: readonly string[];
  readonly commonName: string;
  readonly issuer: string;
  /** SHA-256 of the leaf, hexadecimal. */
  readonly leaf: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** A chain of certificates ends at a CA that we trust; says nothing of names and dates. */
  readonly trusted: boolean;
  readonly nameMatches: boolean;
  readonly selfSigned: boolean;
  /** The version that both sides agreed on, the newest that the host speaks: `TLSv1.2`. */
  readonly version: string;
  /** Whether it asked for a certificate of ours; undefined where TLS 1.3 hides it. */
  readonly asksClientCertificate: boolean | undefined;
}
export interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly through?: string;
}
const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** The certificate that a host shows, judged; nothing is sent to it. Throws `Unreachable`. */
export async function inspectTls(network: Network, target: TlsTarget, signal: AbortSignal): Promise<TlsSeen> {
  const { socket, received } = await shakeNewest(network, target, signal);
  try {
    const detailed = socket.getPeerCertificate(true);
    if (detailed.raw === undefined) throw new Unreachable(nameOf(target), 'tls', 'it showed no certificate');
    const leaf = new X509Certificate(detailed.raw);
    // Typed as an error, it is the code itself where OpenSSL found the fault.
    const problem: unknown = socket.authorizationError;
    const code = typeof problem === 'string' ? problem : errorCode(problem);
    return {
      names: namesIn(leaf),
      commonName: lineOf(leaf.subject, 'CN'),
      issuer: lineOf(leaf.issuer, 'CN') || lineOf(leaf.issuer, 'O'),
      leaf: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
      notBefore: new Date(leaf.validFrom),
      notAfter: new Date(leaf.validTo),
      trusted:
        socket.authorized ||
        code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
        (expired.has(code) && endsAtTrusted(detailed, network)),
      nameMatches: tls.checkServerIdentity(target.host, detailed) === undefined,
      version: socket.getProtocol() ?? '',
      asksClientCertificate: socket.getProtocol() === 'TLSv1.3' ? undefined : requestsCertificate(received()),
      selfSigned: leaf.checkIssued(leaf) && leaf.verify(leaf.publicKey),
    };
  } finally {
    socket.destroy();
  }
}

/** What a host made of one version. */
export interface Spoken {
  /** Undefined when it did not say either way. */
  readonly spoken: boolean | undefined;
  readonly asksClientCertificate?: boolean | undefined;
}

/** Whether a host still speaks one version, and whether it then asks for a certificate of ours. */
export async function speaks(
  network: Network,
  target: TlsTarget,
  version: SecureVersion,
  signal: AbortSignal,
): Promise<Spoken> {
  try {
    const { socket, received } = await shake(
      network,
      target,
      { minVersion: version, maxVersion: version },
      signal,
    );
    socket.destroy();
    return {
      spoken: true,
      ...(version === 'TLSv1.3' ? {} : { asksClientCertificate: requestsCertificate(received()) }),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { spoken: saysNo(error) ? false : undefined };
  }
}

/** Only an end that the other side made during the handshake is its "no"; silence is not. */
function saysNo(error: unknown): boolean {
  if (!(error instanceof Unreachable) || error.phase !== 'tls') return false;
  const code = errorCode(error.cause);
  return (
    code.startsWith('ERR_SSL_') ||
    code === 'ECONNRESET' ||
    errorText(error.cause) === 'the connection was closed'
  );
}

/** A handshake by what is usual today, else by the versions that OpenSSL offers no more unless told to. */
async function shakeNewest(network: Network, target: TlsTarget, signal: AbortSignal): Promise<Shaken> {
  try {
    return await shake(network, target, {}, signal);
  } catch (error) {
    if (!saysNo(error)) throw error;
    // Whom it trusts is judged here too; reading all authorities anew takes a while, which a mere try of a version is spared.
    const older: Versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ca: [...network.authorities] };
    return await shake(network, target, older, signal).catch(() => {
      signal.throwIfAborted();
      throw error;
    });
  }
}

type Versions = Pick<tls.SecureContextOptions, 'minVersion' | 'maxVersion' | 'ca'>;
interface Shaken {
  readonly socket: TLSSocket;
  /** What the other side sent. */
  received(): Buffer;
}

async function shake(
  network: Network,
  target: TlsTarget,
  versions: Versions,
  signal: AbortSignal,
): Promise<Shaken> {
  const raw = await network.dial(target.through ?? target.host, target.port, signal);
  const { stream, received } = recorded(raw);
  const socket = tls.connect({
    socket: stream,
    servername: target.host,
    // Looking at a certificate must not depend on trusting it; nothing is ever sent over this connection.
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    // OpenSSL 3 offers nothing below TLS 1.2 at its usual security level.
    ...(versions.minVersion === undefined
      ? { secureContext: network.trust }
      : { ...versions, ciphers: 'DEFAULT:@SECLEVEL=0' }),
  });
  try {
    await within(network.patience.tlsMs, signal, nameOf(target), 'tls', event(socket, 'secureConnect'));
    return { socket, received };
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof Unreachable ? error : new Unreachable(nameOf(target), 'tls', error);
  }
}

const nameOf = ({ host, port, through }: TlsTarget): string => place(host, port, through);

/** OpenSSL tells one error only: for a certificate out of its dates the chain is walked once more. */
function endsAtTrusted(leaf: tls.DetailedPeerCertificate, network: Network): boolean {
  const roots = new Set(
    network.authorities.flatMap(certificatesIn).map((pem) => new X509Certificate(pem).fingerprint256),
  );
  let current = leaf;
  for (let depth = 0; depth < 10; depth += 1) {
    if (roots.has(current.fingerprint256)) return true;
    if (current.issuerCertificate === undefined || current.issuerCertificate === current) return false;
    current = current.issuerCertificate;
  }
  return false;
}
const certificatesIn = (pem: string): readonly string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];

/** DNS names of the subject alternative name, lower case. */
const namesIn = (leaf: X509Certificate): readonly string[] =>
  [...(leaf.subjectAltName ?? '').matchAll(/(?:^|, )DNS:("?)([^",]+)\1/g)].map((match) =>
    (match[2] ?? '').toLowerCase(),
  );
const lineOf = (name: string | undefined, part: string): string =>
  name
    ?.split('\n')
    .find((line) => line.startsWith(`${part}=`))
    ?.slice(part.length + 1) ?? '';
