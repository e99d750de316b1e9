import type { SecureVersion } from 'node:tls';
import type { Blind } from '../facts.ts';
import type { Network } from '../protocols/network.ts';
import { inspectTls, speaks, type TlsSeen, type TlsTarget } from '../protocols/tls.ts';
import { Unreachable } from '../protocols/unreachable.ts';
import type { NewFact } from './look.ts';

/** A name that is asked for its certificate, and the key of the facts about it. */
export interface Shown {
  readonly key: string;
  readonly target: TlsTarget;
}
/** What one handshake brought. */
export interface Seen {
  readonly shown: Shown;
  readonly facts: readonly NewFact[];
  readonly blind: readonly Blind[];
  /** Undefined when there was no handshake. */
  readonly version?: string;
  /** Whether the host asked for a certificate of ours; undefined where that was not to be seen. */
  readonly asksClientCertificate?: boolean | undefined;
}
const versions: readonly SecureVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];
const numberOf = (version: SecureVersion): string => (version === 'TLSv1' ? '1.0' : version.slice(4));
const from = ({ host, port, through }: TlsTarget): string =>
  through === undefined ? `${host}:${port}` : `${host}:${port} at ${through}`;

/** The certificate that a name shows, or why there is none. */
export async function certificateAt(shown: Shown, network: Network, signal: AbortSignal): Promise<Seen> {
  const { key, target } = shown;
  const state = (leaf: string, value: NewFact['value'], source: string): NewFact => ({
    fact: `tls[${key}].${leaf}`,
    value,
    from: 'probe',
    source: `${source} ${from(target)}`,
  });
  try {
    const seen = await inspectTls(network, target, signal);
    const facts = leaves(seen, target.host).map(([leaf, value]) => state(leaf, value, 'TLS handshake with'));
    const { version, asksClientCertificate } = seen;
    return { shown, facts, blind: [], version, asksClientCertificate };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return {
      shown,
      facts: [state('error', error.reason, 'connection to')],
      blind: [{ fact: `tls[${key}]`, why: error.message }],
    };
  }
}

/** `versions`, `versionsOff` and `asksClientCertificate`, without their key; what was agreed on needs no further try. */
export async function versionFacts(
  { shown: { target }, version: agreed, asksClientCertificate }: Seen,
  network: Network,
  signal: AbortSignal,
): Promise<{ readonly facts: readonly NewFact[]; readonly blind: readonly Blind[] }> {
  const answers = await Promise.all(
    versions.map(async (version) => ({
      version,
      ...(version === agreed
        ? { spoken: true, asksClientCertificate }
        : await speaks(network, target, version, signal)),
    })),
  );
  const undecided = answers.some(({ spoken }) => spoken === undefined) ? ['…'] : [];
  const which = (wanted: boolean): readonly string[] => [
    ...answers.flatMap(({ version, spoken }) => (spoken === wanted ? [numberOf(version)] : [])).toReversed(),
    ...undecided,
  ];
  const source = `one TLS handshake for each version with ${from(target)}`;
  const asking = answers.find((one) => one.asksClientCertificate !== undefined);
  const fact = (leaf: string, value: NewFact['value'], by: string): NewFact => ({
    fact: leaf,
    value,
    from: 'probe',
    source: by,
  });
  return {
    facts: [
      fact('versions', which(true), source),
      fact('versionsOff', which(false), source),
      ...(asking?.asksClientCertificate === undefined
        ? []
        : [
            fact(
              'asksClientCertificate',
              asking.asksClientCertificate,
              `TLS ${numberOf(asking.version)} handshake with ${from(target)}, read for a CertificateRequest`,
            ),
          ]),
    ],
    blind:
      asking === undefined
        ? [
            {
              fact: 'asksClientCertificate',
              why: `${from(target)} ended no handshake of TLS 1.2 or older; TLS 1.3 hides what it asks for`,
            },
          ]
        : [],
  };
}

function leaves(seen: TlsSeen, host: string): readonly (readonly [string, NewFact['value']])[] {
  const commonName = seen.commonName.toLowerCase();
  return [
    ['names', seen.names],
    ['commonName', seen.commonName],
    ['commonNameIs', commonName === host ? 'host' : commonName.startsWith('*.') ? 'wildcard' : 'other-name'],
    ['issuer', seen.issuer],
    ['leaf', seen.leaf],
    ['notBefore', seen.notBefore.toISOString()],
    ['notAfter', seen.notAfter.toISOString()],
    ['trusted', seen.trusted],
    ['nameMatches', seen.nameMatches],
    ['selfSigned', seen.selfSigned],
    ['wildcard', [commonName, ...seen.names].some((name) => name.startsWith('*.'))],
  ];
}
