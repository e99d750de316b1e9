import { z } from 'zod';
import { type Brought, collector } from '../looking/look.ts';

/** What `get-host` prints of the operating system. */
const output = z.object({
  bootedAt: z.iso.datetime({ offset: true }),
  clock: z.iso.datetime({ offset: true }),
});

export default collector({
  id: 'hosts',
  title: 'When the Exchange servers were started',
  needs: ['servers.exchange'],
  brings: ['servers.bootedAt', 'servers.clockSkewSeconds'],
  deadlineMs: 8_000,
  subjects: (known) =>
    known
      .keys('servers')
      .filter((name) => known.get(`servers[${name}].exchange`) !== undefined)
      .map((name) => ({
        key: name,
        shared: true,
        brings: [`servers[${name}].bootedAt`, `servers[${name}].clockSkewSeconds`],
      })),
  run: async ({ key: host }, _known, { executor, now }, signal): Promise<Brought> => {
    if (executor === undefined)
      throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
    const asked = now();
    const printed = output.safeParse(
      await executor.run({ host, script: 'get-host', parameters: {}, signal }),
    );
    const answered = now();
    if (!printed.success)
      throw new Error(`get-host on ${host} printed something else than the times of a host`);
    // The clock was read somewhere between the question and the answer.
    const skewMs = Date.parse(printed.data.clock) - (asked + answered) / 2;
    const source = `get-host on ${host}`;
    return {
      facts: [
        {
          fact: `servers[${host}].bootedAt`,
          value: new Date(printed.data.bootedAt).toISOString(),
          from: 'worker',
          source,
        },
        {
          fact: `servers[${host}].clockSkewSeconds`,
          // Never −0.
          value: Math.round(skewMs / 1000) + 0,
          from: 'worker',
          source: `${source}, against this worker’s clock`,
        },
      ],
    };
  },
});
