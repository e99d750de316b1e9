import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { names } from '../readings/sentences.ts';

/** What Windows before Server 2012 takes when nothing is set. */
const few = 2;
const short = (seen: Seen, server: string): boolean | undefined => {
  const channels = seen.number(`servers[${server}].maxConcurrentApi`);
  const late = seen.number(`servers[${server}].netlogonTimeouts`);
  if (channels === undefined) return undefined;
  return channels <= few || (late !== undefined && late > 0);
};

export default finding({
  id: 'few-ntlm-channels',
  when: (seen) => {
    const known = seen.keys('servers').map((server) => short(seen, server));
    return known.includes(true) ? true : known.includes(false) ? false : undefined;
  },
  says: (seen) =>
    `${names(
      seen
        .keys('servers')
        .filter((server) => short(seen, server) === true)
        .map(
          (server) =>
            `${server} checks ${seen.number(`servers[${server}].maxConcurrentApi`)} NTLM logons at once (${seen.number(`servers[${server}].netlogonTimeouts`) ?? 'unknown how many'} timed out since its start)`,
        ),
    )}; with more people that becomes a bottleneck at busy hours.`,
});
