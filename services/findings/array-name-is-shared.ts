import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { arrayName } from '../readings/client-names.ts';
import { hostOf } from '../readings/servers.ts';

const hosts = (seen: Seen): readonly string[] =>
  seen
    .keys('vdirs')
    .flatMap((key) => [seen.text(`vdirs[${key}].internalUrl`), seen.text(`vdirs[${key}].externalUrl`)])
    .flatMap((url) => (url === undefined || url === '' ? [] : [hostOf(url).toLowerCase()]));

export default finding({
  id: 'array-name-is-shared',
  when: (seen) => {
    const name = arrayName(seen);
    const known = hosts(seen);
    return name === undefined || known.length === 0 ? undefined : known.includes(name);
  },
  says: (seen) =>
    `${arrayName(seen)} serves RPC/TCP and HTTPS alike: as soon as it leads to newer servers, every profile on Exchange 2010 asks for a restart again and again. Give the databases a name of their own first.`,
});
