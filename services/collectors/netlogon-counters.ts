import { z } from 'zod';
import { type Brought, collector } from '../looking/look.ts';
import { domainControllers, each, exchangeServers, printed } from '../windows/running.ts';

/** What `get-netlogon` prints: counters of the instance _Total of the object Netlogon (KB928576). */
const prints = z.object({
  semaphoreTimeouts: z.number().int().min(0),
  semaphoreWaiters: z.number().int().min(0),
});

export default collector({
  id: 'netlogon-counters',
  title: 'Netlogon’s channels for NTLM',
  needs: ['servers.exchange', 'servers.roles'],
  brings: ['servers.netlogonTimeouts', 'servers.netlogonWaiters'],
  deadlineMs: 10_000,
  subjects: (known) =>
    each([...new Set([...exchangeServers(known), ...domainControllers(known)])], (server) => [
      `servers[${server}].netlogonTimeouts`,
      `servers[${server}].netlogonWaiters`,
    ]),
  run: async ({ key: host }, _known, clients, signal): Promise<Brought> => {
    const counted = await printed(
      clients,
      { host, script: 'get-netlogon', prints, what: 'counters of Netlogon' },
      signal,
    );
    const source = `get-netlogon on ${host}: Semaphore`;
    return {
      facts: [
        {
          fact: `servers[${host}].netlogonTimeouts`,
          value: counted.semaphoreTimeouts,
          from: 'worker',
          source: `${source} Timeouts since the last start`,
        },
        {
          fact: `servers[${host}].netlogonWaiters`,
          value: counted.semaphoreWaiters,
          from: 'worker',
          source: `${source} Waiters at this moment`,
        },
      ],
    };
  },
});
