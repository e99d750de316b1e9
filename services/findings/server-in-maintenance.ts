import { any, type Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { behindCommonName } from '../readings/her-servers.ts';

const inMaintenance = (seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => seen.flag(`servers[${server}].maintenance`) === true);

export default finding({
  id: 'server-in-maintenance',
  when: (seen) => {
    const known = seen.keys('servers').map((server) => seen.flag(`servers[${server}].maintenance`));
    return known.length === 0 ? undefined : any(...known);
  },
  says: (seen) =>
    inMaintenance(seen)
      .map((server) => {
        const reached = behindCommonName(seen, server);
        const way =
          reached === true
            ? 'and clients still come to it'
            : reached === false
              ? 'and out of the pool, as it should be'
              : 'see that the load balancer sends nobody there';
        return `${server} is in maintenance mode: ${way}.`;
      })
      .join(' '),
});
