import dns from 'node:dns';
import { errorCode } from '../error-code.ts';
import { Unreachable, within } from './unreachable.ts';

export interface DnsSeen {
  readonly a: readonly string[];
  readonly aaaa: readonly string[];
  readonly cname: string | undefined;
  /** Which server was asked: `127.0.0.1:5353`, or `the system’s resolvers`. */
  readonly by: string;
}
export interface Resolver {
  readonly by: string;
  /** Everything a host name says. Throws `Unreachable` when it has no address or nobody answers. */
  look(host: string, signal: AbortSignal): Promise<DnsSeen>;
  /** `target:port` of each SRV record, best first; none where there is no such record. Throws `Unreachable`. */
  services(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /** One address to dial. Throws `Unreachable`. */
  address(host: string, signal: AbortSignal): Promise<string>;
}

const absent = new Set(['ENODATA', 'ENOTFOUND']);

/** DNS through the named servers, or those of the system (then also its hosts file for addresses to dial). */
export function createResolver(servers: readonly string[], ms: number): Resolver {
  const resolver = new dns.promises.Resolver({ timeout: Math.max(250, Math.trunc(ms / 3)), tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  const by = servers.length > 0 ? servers.join(', ') : 'the system’s resolvers';
  const ask = <T>(question: Promise<readonly T[]>): Promise<readonly T[]> =>
    question.catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENODATA') return [];
      throw error;
    });
  const failed = (host: string, error: unknown): Unreachable =>
    error instanceof Unreachable ? error : new Unreachable(host, 'resolve', error);
  return {
    by,
    look: async (host, signal) => {
      const questions = Promise.allSettled([
        ask(resolver.resolve4(host)),
        ask(resolver.resolve6(host)),
        ask(resolver.resolveCname(host)),
      ]);
      const [a, aaaa, cname] = await within(ms, signal, host, 'resolve', questions);
      if (a.status === 'rejected') throw failed(host, a.reason);
      if (aaaa.status === 'rejected' && !absent.has(String(aaaa.reason?.code)))
        throw failed(host, aaaa.reason);
      const six = aaaa.status === 'fulfilled' ? aaaa.value : [];
      if (a.value.length === 0 && six.length === 0)
        throw new Unreachable(host, 'resolve', 'the name has no address');
      return { a: a.value, aaaa: six, cname: cname.status === 'fulfilled' ? cname.value[0] : undefined, by };
    },
    services: async (name, signal) => {
      try {
        const records = await within(ms, signal, name, 'resolve', ask(resolver.resolveSrv(name)));
        // The lowest priority is tried first, of equal ones the heaviest most often (RFC 2782).
        return records
          .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
          .map((record) => `${record.name.toLowerCase()}:${record.port}`);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (absent.has(errorCode(error))) return [];
        throw failed(name, error);
      }
    },
    address: async (host, signal) => {
      const found =
        servers.length > 0
          ? ask(resolver.resolve4(host)).then(
              (four) => four[0] ?? resolver.resolve6(host).then((six) => six[0]),
            )
          : dns.promises.lookup(host).then(({ address }) => address);
      try {
        const address = await within(ms, signal, host, 'resolve', found);
        if (address === undefined) throw new Unreachable(host, 'resolve', 'the name has no address');
        return address;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw failed(host, error);
      }
    },
  };
}
