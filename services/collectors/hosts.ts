import { z } from 'zod';
import type { Clients } from '../looking/clients.ts';
import { type Brought, collector } from '../looking/look.ts';
import { domainControllers, each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-host` prints of the operating system. */
const prints = z.object({
  bootedAt: z.iso.datetime({ offset: true }),
  clock: z.iso.datetime({ offset: true }),
});

export default collector({
  id: 'hosts',
  title: 'When the servers were started, and their clocks',
  needs: ['servers.exchange', 'servers.roles'],
  brings: ['servers.bootedAt', 'servers.clockSkewSeconds'],
  deadlineMs: 8_000,
  subjects: (known) =>
    each([...new Set([...exchangeServers(known), ...domainControllers(known)])], (server) => [
      `servers[${server}].bootedAt`,
      `servers[${server}].clockSkewSeconds`,
    ]),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    // Kerberos compares with a domain controller’s clock; ours stands in where none tells its own.
    const controller = domainControllers(known).find((name) => name !== host);
    const isController = domainControllers(known).includes(host);
    const [own, reference] = await Promise.allSettled([
      readClock(host, clients, signal),
      controller === undefined || isController ? undefined : readClock(controller, clients, signal),
    ]);
    if (own.status === 'rejected') throw own.reason;
    const against = reference.status === 'fulfilled' ? reference.value : undefined;
    const source = `get-host on ${host}`;
    return {
      facts: [
        {
          fact: `servers[${host}].bootedAt`,
          value: own.value.bootedAt,
          from: 'worker',
          source,
        },
        {
          fact: `servers[${host}].clockSkewSeconds`,
          // Never −0.
          value: Math.round((own.value.aheadMs - (against?.aheadMs ?? 0)) / 1000) + 0,
          from: 'worker',
          source: `${source}, against ${against === undefined ? 'this worker’s clock' : `the clock of ${controller}`}`,
        },
      ],
    };
  },
});

/** How far a server’s clock is ahead of ours: it was read somewhere between the question and the answer. */
async function readClock(host: string, clients: Clients, signal: AbortSignal) {
  const asked = clients.now();
  const { bootedAt, clock } = await printed(
    clients,
    { host, script: 'get-host', prints, what: 'the times of a host' },
    signal,
  );
  const ours = (asked + clients.now()) / 2;
  return { bootedAt: new Date(bootedAt).toISOString(), aheadMs: Date.parse(clock) - ours };
}
