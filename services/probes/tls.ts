import type { SecureVersion } from 'node:tls';
import type { Blind } from '../facts.ts';
import type { NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { commonNames, serversBehind } from '../looking/names.ts';
import type { Network } from '../protocols/network.ts';
import { inspectTls, speaks, type TlsSeen, type TlsTarget } from '../protocols/tls.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Shown {
  readonly key: string;
  readonly target: TlsTarget;
}
/** One place that is dialled, with every name under which it is asked. */
interface Place extends Subject {
  readonly shown: readonly Shown[];
}
const versions: readonly SecureVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];
const numberOf = (version: SecureVersion): string => (version === 'TLSv1' ? '1.0' : version.slice(4));
const from = ({ host, through }: TlsTarget): string =>
  through === undefined ? `${host}:443` : `${host}:443 at ${through}`;

export default probe<Place>({
  id: 'tls',
  title: 'Certificates and TLS versions',
  needs: ['servers.exchange', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings: ['tls'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const shown: readonly Shown[] = [
      ...commonNames(known).map((host) => ({ key: `${host}@vip`, target: { host, port: 443 } })),
      ...serversBehind(known).map(({ key, host, node }) => ({
        key,
        target: { host, port: 443, through: node.fqdn },
      })),
    ];
    const places = Map.groupBy(shown, ({ target }) => target.through ?? `${target.host} by its common name`);
    return [...places].map(([key, at]) => ({
      // Names differ with what the mailbox is asked about, so they are part of what a shared result is for.
      key: `${key}: ${at.map((one) => one.key).join(', ')}`,
      shown: at,
      shared: true,
      brings: at.map((one) => `tls[${one.key}]`),
    }));
  },
  run: async ({ shown }, _known, { network }, signal) => {
    const seen = await Promise.all(shown.map((one) => certificate(one, network, signal)));
    const answered = seen.find(({ version }) => version !== undefined);
    // What a server speaks does not depend on the name it is asked by: tried once, after the certificates.
    const spoken = answered === undefined ? [] : await versionFacts(answered, network, signal);
    return {
      facts: seen.flatMap(({ facts, version, shown: { key } }) => [
        ...facts,
        ...(version === undefined
          ? []
          : spoken.map((fact) => ({ ...fact, fact: `tls[${key}].${fact.fact}` }))),
      ]),
      blind: seen.flatMap(({ blind }) => blind),
    };
  },
});

interface Seen {
  readonly shown: Shown;
  readonly facts: readonly NewFact[];
  readonly blind: readonly Blind[];
  /** Undefined when there was no handshake. */
  readonly version?: string;
}

async function certificate(shown: Shown, network: Network, signal: AbortSignal): Promise<Seen> {
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
    return { shown, facts, blind: [], version: seen.version };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return {
      shown,
      facts: [state('error', error.reason, 'connection to')],
      blind: [{ fact: `tls[${key}]`, why: error.message }],
    };
  }
}

/** `versions` and `versionsOff`, without their key; the version that was agreed on needs no further try. */
async function versionFacts(
  { shown: { target }, version: agreed }: Seen,
  network: Network,
  signal: AbortSignal,
): Promise<readonly NewFact[]> {
  const answers = await Promise.all(
    versions.map(async (version) => {
      const spoken = version === agreed ? true : await speaks(network, target, version, signal);
      return [version, spoken] as const;
    }),
  );
  const undecided = answers.some(([, spoken]) => spoken === undefined) ? ['…'] : [];
  const which = (wanted: boolean): readonly string[] => [
    ...answers.flatMap(([version, spoken]) => (spoken === wanted ? [numberOf(version)] : [])).toReversed(),
    ...undecided,
  ];
  const source = `one TLS handshake for each version with ${from(target)}`;
  return [
    { fact: 'versions', value: which(true), from: 'probe', source },
    { fact: 'versionsOff', value: which(false), from: 'probe', source },
  ];
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
