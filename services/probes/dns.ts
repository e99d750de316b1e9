import type { Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { commonNames } from '../looking/names.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Name extends Subject {
  readonly host: string;
}

const namesOf = (known: Known): readonly string[] => [
  ...new Set([
    ...commonNames(known),
    ...known.topology.servers.filter(({ exchange }) => exchange !== undefined).map(({ fqdn }) => fqdn),
  ]),
];

export default probe<Name>({
  id: 'dns',
  title: 'Names in DNS',
  needs: ['servers.exchange', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings: ['dns'],
  deadlineMs: 8_000,
  subjects: (known) =>
    namesOf(known).map((host) => ({ key: host, host, shared: true, brings: [`dns[${host}]`] })),
  run: async ({ host }, known, { network }, signal) => {
    const group = `dns[${host}]`;
    // Beside its own group, and so without making what needs service connection points wait for DNS.
    const resolves = (value: boolean): readonly NewFact[] =>
      known
        .keys('scp')
        .filter((key) => URL.parse(String(known.get(`scp[${key}].url`)))?.hostname.toLowerCase() === host)
        .map((key) => ({
          fact: `scp[${key}].resolves`,
          value,
          from: 'probe',
          source: `A and AAAA ${host} asked of ${network.resolver.by}`,
        }));
    const fact = (leaf: string, value: NewFact['value'], question: string): NewFact => ({
      fact: `${group}.${leaf}`,
      value,
      from: 'probe',
      source: `${question} ${host} asked of ${network.resolver.by}`,
    });
    try {
      const { a, aaaa, cname } = await network.resolver.look(host, signal);
      return {
        facts: [
          fact('a', a, 'A'),
          fact('aaaa', aaaa, 'AAAA'),
          fact('cname', cname ?? '', 'CNAME'),
          ...resolves(a.length + aaaa.length > 0),
        ],
      };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return {
        facts: [
          fact('error', error.reason, 'A'),
          // A resolver that fails says nothing about the name.
          ...(/no such name|has no address/.test(error.reason) ? resolves(false) : []),
        ],
        blind: [{ fact: group, why: error.message }],
      };
    }
  },
});
