import { certificateAt, type Seen, type Shown, versionFacts } from '../looking/certificate-facts.ts';
import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { commonNames, serversBehind } from '../looking/names.ts';

/** One place that is dialled, with every name under which it is asked. */
interface Place extends Subject {
  readonly shown: readonly Shown[];
}

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
    const places = Map.groupBy(shown, ({ target }) => target.through ?? target.host);
    return [...places].map(([key, at]) => ({
      // Names differ with what the mailbox is asked about, so they are part of what a shared result is for.
      key: `${key}: ${at.map((one) => one.key).join(', ')}`,
      shown: at,
      shared: true,
      brings: at.map((one) => `tls[${one.key}]`),
    }));
  },
  run: async ({ shown }, _known, { network }, signal) => {
    // The same name at the same place is the same handshake, whatever it is called.
    const byHost = [...Map.groupBy(shown, ({ target }) => target.host).values()];
    const shaken = await Promise.all(
      byHost.map(async ([first, ...others]) => {
        if (first === undefined) return [];
        const one = await certificateAt(first, network, signal);
        return [one, ...others.map((other) => calledToo(one, other))];
      }),
    );
    const seen = shaken.flat();
    const answered = seen.find(({ version }) => version !== undefined);
    // What a server speaks does not depend on the name it is asked by: tried once, after the certificates.
    const spoken =
      answered === undefined ? { facts: [], blind: [] } : await versionFacts(answered, network, signal);
    const told = seen.filter(({ version }) => version !== undefined);
    const keyed = <T extends { readonly fact: string }>(all: readonly T[]): readonly T[] =>
      told.flatMap(({ shown: { key } }) => all.map((one) => ({ ...one, fact: `tls[${key}].${one.fact}` })));
    return {
      facts: [...seen.flatMap(({ facts }) => facts), ...keyed(spoken.facts)],
      blind: [...seen.flatMap(({ blind }) => blind), ...keyed(spoken.blind)],
    };
  },
});

/** What was seen under one key, under another one. */
function calledToo(one: Seen, shown: Shown): Seen {
  const rekeyed = <T extends { readonly fact: string }>(all: readonly T[]): readonly T[] =>
    all.map((each) => ({ ...each, fact: each.fact.replace(`tls[${one.shown.key}]`, `tls[${shown.key}]`) }));
  return { ...one, shown, facts: rekeyed(one.facts), blind: rekeyed(one.blind) };
}
