import type { SecureVersion } from 'node:tls';
import type { NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { commonNames, serversBehind } from '../looking/names.ts';
import { inspectTls, speaks, type TlsSeen, type TlsTarget } from '../protocols/tls.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Shown extends Subject {
  readonly target: TlsTarget;
}
const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const numberOf = (version: SecureVersion): string => (version === 'TLSv1' ? '1.0' : version.slice(4));

export default probe<Shown>({
  id: 'tls',
  title: 'Certificates and TLS versions',
  needs: ['servers', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings: ['tls'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const shown = (key: string, target: TlsTarget): Shown => ({
      key,
      target,
      shared: true,
      brings: [`tls[${key}]`],
    });
    return [
      ...commonNames(known).map((host) => shown(`${host}@vip`, { host, port: 443 })),
      ...serversBehind(known).map(({ key, host, node }) =>
        shown(key, { host, port: 443, through: node.fqdn }),
      ),
    ];
  },
  run: async ({ key, target }, _known, { network }, signal) => {
    const from = target.through === undefined ? target.host : `${target.host} at ${target.through}`;
    const fact = (
      leaf: string,
      value: NewFact['value'],
      source = `TLS handshake with ${from}:443`,
    ): NewFact => ({
      fact: `tls[${key}].${leaf}`,
      value,
      from: 'probe',
      source,
    });
    try {
      const [seen, answers] = await Promise.all([
        inspectTls(network, target, signal),
        Promise.all(
          versions.map(async (version) => [version, await speaks(network, target, version, signal)] as const),
        ),
      ]);
      const which = (wanted: boolean) =>
        answers.filter(([, spoken]) => spoken === wanted).map(([version]) => numberOf(version));
      const undecided = answers.some(([, spoken]) => spoken === undefined) ? ['…'] : [];
      const source = `one TLS handshake for each version with ${from}:443`;
      return {
        facts: [
          ...leaves(seen, target.host).map(([leaf, value]) => fact(leaf, value)),
          fact('versions', [...which(true), ...undecided], source),
          fact('versionsOff', [...which(false), ...undecided], source),
        ],
      };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return {
        facts: [fact('error', error.reason, `connection to ${from}:443`)],
        blind: [{ fact: `tls[${key}]`, why: error.message }],
      };
    }
  },
});

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
