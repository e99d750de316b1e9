import type { Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { isNobody } from '../looking/lookup-steps.ts';
import { commonNames, ownMailDomain, serviceRecord } from '../looking/names.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Name extends Subject {
  readonly host: string;
  readonly asks: 'addresses' | 'services';
}

const present = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);
/** The names by which Outlook reaches databases of Exchange 2010 over RPC/TCP. */
const arrayNames = (known: Known): readonly string[] =>
  known.keys('databases').flatMap((key) => {
    const name = known.get(`databases[${key}].rpcClientAccessServer`);
    return typeof name === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? [name.toLowerCase()] : [];
  });
const namesOf = (known: Known): readonly string[] => [
  ...new Set([
    ...commonNames(known),
    ...present(ownMailDomain(known)),
    ...arrayNames(known),
    ...known.topology.servers.filter(({ exchange }) => exchange !== undefined).map(({ fqdn }) => fqdn),
  ]),
];

/**
 * `scp[…].resolves` of each service connection point that names this host: beside its own group, and so without making
 * what needs service connection points wait for DNS.
 */
const pointersTo = (known: Known, host: string): readonly string[] =>
  known
    .keys('scp')
    .filter((key) => URL.parse(String(known.get(`scp[${key}].url`)))?.hostname.toLowerCase() === host)
    .map((key) => `scp[${key}].resolves`);

export default probe<Name>({
  id: 'dns',
  title: 'Names in DNS',
  needs: [
    'servers.exchange',
    'databases.rpcClientAccessServer',
    'scp',
    'vdirs',
    'org.acceptedDomains',
    'mailbox.primarySmtp',
  ],
  brings: ['dns'],
  deadlineMs: 8_000,
  subjects: (known) => {
    const of = (host: string, asks: Name['asks']): Name => ({
      key: host,
      host,
      asks,
      shared: true,
      brings: [`dns[${host}]`, ...pointersTo(known, host)],
    });
    return [
      ...namesOf(known).map((host) => of(host, 'addresses')),
      ...present(ownMailDomain(known)).map((domain) => of(serviceRecord(domain), 'services')),
    ];
  },
  run: async ({ host, asks }, known, { network }, signal) => {
    const group = `dns[${host}]`;
    const resolves = (value: boolean): readonly NewFact[] =>
      pointersTo(known, host).map((path) => ({
        fact: path,
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
      if (asks === 'services')
        return { facts: [fact('srv', await network.resolver.services(host, signal), 'SRV')] };
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
      const told = fact('error', error.reason, asks === 'services' ? 'SRV' : 'A');
      // That there is no such name is an answer: it has no address. A resolver that fails says nothing about the name.
      return asks === 'addresses' && isNobody(error)
        ? { facts: [told, fact('a', [], 'A'), fact('aaaa', [], 'AAAA'), ...resolves(false)] }
        : {
            facts: [told],
            blind: [group, ...pointersTo(known, host)].map((path) => ({ fact: path, why: error.message })),
          };
    }
  },
});
