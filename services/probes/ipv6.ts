import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { commonNames } from '../looking/names.ts';
import { inspectTls } from '../protocols/tls.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Asked extends Subject {
  /** Names of clients, each with an address of IPv6. */
  readonly addresses: readonly { readonly host: string; readonly address: string }[];
}
const brings = ['path.ipv6Answers', 'path.ipv6Works'];
const state = (leaf: string, value: boolean, source: string): NewFact => ({
  fact: `path.${leaf}`,
  value,
  from: 'probe',
  source,
});

export default probe<Asked>({
  id: 'ipv6',
  title: 'The way over IPv6',
  needs: ['dns', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings,
  deadlineMs: 10_000,
  subjects: (known) => {
    const seen = commonNames(known).filter((host) => Array.isArray(known.get(`dns[${host}].aaaa`)));
    if (seen.length === 0) return [];
    const addresses = seen.flatMap((host) => addressesOf(known, host).map((address) => ({ host, address })));
    const key = addresses.map(({ host, address }) => `${host} ${address}`).join(', ');
    return [{ key: key || seen.join(', '), addresses, shared: true, brings }];
  },
  run: async ({ key, addresses }, _known, { network, configuration }, signal): Promise<Brought> => {
    const answers = state('ipv6Answers', addresses.length > 0, `AAAA ${key} asked of ${network.resolver.by}`);
    if (addresses.length === 0) return { facts: [answers] };
    const unseen = (why: string): Brought => ({
      facts: [answers],
      blind: [{ fact: 'path.ipv6Works', why }],
    });
    if (configuration.network.proxy !== undefined)
      return unseen('everything goes through a proxy here: the way over IPv6 was not tried');
    const tried = await Promise.all(
      addresses.map(async ({ host, address }) => {
        try {
          await inspectTls(network, { host, port: 443, through: `[${address}]` }, signal);
          return { host, address, says: 'TLS', works: true };
        } catch (error) {
          if (!(error instanceof Unreachable)) throw error;
          return { host, address, says: error.reason, works: hasNoIpv6(error) ? undefined : false };
        }
      }),
    );
    const failed = tried.find(({ works }) => works === false);
    const unknown = tried.find(({ works }) => works === undefined);
    if (failed === undefined && unknown !== undefined)
      return unseen(`this computer has no way over IPv6 of its own (${unknown.says})`);
    const told = failed ?? tried[0];
    const source = `connection to ${told?.host ?? ''} at [${told?.address ?? ''}]:443: ${told?.says ?? ''}`;
    return { facts: [answers, state('ipv6Works', failed === undefined, source)] };
  },
});

const addressesOf = (known: Known, host: string): readonly string[] => {
  const found = known.get(`dns[${host}].aaaa`);
  return Array.isArray(found) ? found.map(String) : [];
};
/** Without a route from here nothing is known of other computers' way. */
const hasNoIpv6 = ({ reason }: Unreachable): boolean => /ENETUNREACH|EADDRNOTAVAIL|EAFNOSUPPORT/.test(reason);
