import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { names } from '../readings/sentences.ts';

const same = (seen: Seen, server: string): boolean | undefined => {
  const [front, back] = [
    seen.text(`servers[${server}].frontEndBinding`),
    seen.text(`servers[${server}].backEndBinding`),
  ];
  if (front === undefined || back === undefined) return undefined;
  return back !== '' && front.toLowerCase() === back.toLowerCase();
};

export default finding({
  id: 'public-certificate-on-back-end',
  when: (seen) => {
    const known = seen.keys('servers').map((server) => same(seen, server));
    return known.includes(true) ? true : known.includes(false) ? false : undefined;
  },
  says: (seen) =>
    `${names(seen.keys('servers').filter((server) => same(seen, server) === true))}: Exchange Back End (444) uses the certificate of 443 in place of the server's own; when that one is renewed and removed, everything behind it stops.`,
});
