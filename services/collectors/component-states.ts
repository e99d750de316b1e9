import { z } from 'zod';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { each, newerServers, printed } from '../windows/running.ts';

/** What `get-component-states` prints: Get-ServerComponentState, and whether the cluster node is paused. */
const prints = z.object({
  components: z.array(z.object({ component: z.string().min(1).max(64), state: z.string() })),
  clusterNodePaused: z.boolean().nullish(),
});
/** Components through which Outlook reaches a mailbox, and the one that stands for the whole server. */
const components = [
  'serverwideoffline',
  'mapiproxy',
  'rpcproxy',
  'autodiscoverproxy',
  'ewsproxy',
  'oabproxy',
  'owaproxy',
];

export default collector({
  id: 'component-states',
  title: 'Server components (maintenance mode)',
  needs: ['servers.exchange'],
  brings: ['components', 'servers.maintenance'],
  deadlineMs: 10_000,
  subjects: (known) =>
    each(newerServers(known), (server) => [
      ...components.map((component) => `components[${server}/${component}]`),
      `servers[${server}].maintenance`,
    ]),
  run: async ({ key: host }, _known, clients, signal): Promise<Brought> => {
    const asked = { host, script: 'get-component-states', prints, what: 'states of components' } as const;
    const { components: states, clusterNodePaused } = await printed(clients, asked, signal);
    const source = `get-component-states on ${host}`;
    const known = states.flatMap(({ component, state }) => {
      const name = component.toLowerCase();
      const value = state.toLowerCase();
      return components.includes(name)
        ? [{ name, state: ['active', 'inactive', 'draining'].includes(value) ? value : 'other' }]
        : [];
    });
    const whole = known.find(({ name }) => name === 'serverwideoffline');
    return {
      facts: [
        ...known.map(
          ({ name, state }): NewFact => ({
            fact: `components[${host}/${name}].state`,
            value: state,
            from: 'worker',
            source,
          }),
        ),
        ...(whole === undefined
          ? []
          : [
              {
                fact: `servers[${host}].maintenance`,
                value: whole.state !== 'active' || clusterNodePaused === true,
                from: 'worker' as const,
                source:
                  clusterNodePaused === true
                    ? `${source}: its cluster node is paused`
                    : `${source}: ServerWideOffline is ${whole.state}`,
              },
            ]),
      ],
    };
  },
});
