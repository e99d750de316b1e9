import { z } from 'zod';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-listening-ports` prints: each end point in LISTEN. */
const prints = z.array(
  z.object({ port: z.number().int().min(1).max(65_535), address: z.union([z.ipv4(), z.ipv6()]) }),
);
/** RPC over HTTP: the store, the referral and the address book ([MS-RPCH] end points of Exchange). */
const ports = [6001, 6002, 6004];

export default collector({
  id: 'listening-ports',
  title: 'Ports of RPC over HTTP',
  needs: ['servers.exchange'],
  brings: ['ports'],
  deadlineMs: 10_000,
  subjects: (known) =>
    each(exchangeServers(known), (server) => ports.map((port) => `ports[${server}/${port}]`)),
  run: async ({ key: host }, _known, clients, signal): Promise<Brought> => {
    const ends = await printed(
      clients,
      { host, script: 'get-listening-ports', prints, what: 'a list of listening ports' },
      signal,
    );
    return {
      facts: ports.flatMap((port) => {
        const addresses = ends.filter((end) => end.port === port).map(({ address }) => address);
        const source = `get-listening-ports on ${host}: ${addresses.join(', ') || 'nothing listens'}`;
        const state = (leaf: 'v4' | 'v6', isListening: boolean): NewFact => ({
          fact: `ports[${host}/${port}].${leaf}`,
          value: isListening ? 'listening' : 'closed',
          from: 'worker',
          source,
        });
        return [state('v4', addresses.some(isV4)), state('v6', addresses.some(isReachableV6))];
      }),
    };
  },
});

const isV4 = (address: string): boolean => !address.includes(':') && !address.startsWith('127.');
/** Loopback is no way in for a client. */
const isReachableV6 = (address: string): boolean => address.includes(':') && address !== '::1';
