import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { moment, span } from '../readings/sentences.ts';

const soonMs = 30 * 24 * 3600_000;
const left = (seen: Seen, key: string): number | undefined => {
  const end = seen.time(`tls[${key}].notAfter`);
  return end === undefined ? undefined : end - seen.now;
};
const soon = (seen: Seen, key: string) => {
  const ms = left(seen, key);
  return ms === undefined ? undefined : ms > 0 && ms < soonMs;
};

export default finding({
  id: 'certificate-expiring',
  when: (seen) => seen.some('tls', (key) => soon(seen, key)),
  says: (seen) =>
    seen
      .keys('tls')
      .filter((key) => soon(seen, key) === true)
      .map((key) => {
        const [host, node] = key.split('@');
        const where = node === 'vip' ? 'through the common name' : `on ${node}`;
        return `The certificate of ${host} ${where} expires ${moment(seen.time(`tls[${key}].notAfter`))}, in ${span(left(seen, key) ?? 0)}.`;
      })
      .join(' '),
});
