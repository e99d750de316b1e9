import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { hour } from '../readings/mailbox.ts';
import { moment } from '../readings/sentences.ts';

const pool = '/msexchangeautodiscoverapppool';
const starts = (seen: Seen) =>
  seen
    .keys('pools')
    .filter((key) => key.endsWith(pool))
    .flatMap((key) => {
      const at = seen.time(`pools[${key}].startedAt`);
      return at === undefined ? [] : [{ server: key.slice(0, -pool.length), at }];
    })
    .sort((left, right) => left.at - right.at);

export default finding({
  id: 'pools-started-apart',
  when: (seen) => {
    const known = starts(seen);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined || known.length < 2) return undefined;
    return seen.now - last.at < 12 * hour && last.at - first.at > hour;
  },
  says: (seen) =>
    `Autodiscover was started at different times (${starts(seen)
      .map(({ server, at }) => `${server} ${moment(at)}`)
      .join(
        ', ',
      )}): until the older ones forget, answers may differ between front ends, which itself makes Outlook ask for a restart.`,
});
