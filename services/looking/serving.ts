import type { Known } from './look.ts';
import { commonNames } from './names.ts';
import { frontEnds, type ServerPlace } from './topology.ts';

/** A host name out of an address or a bare name, lower case; undefined when there is none. */
export function hostIn(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const host = (URL.parse(text.includes('://') ? text : `https://${text}`)?.hostname ?? '').toLowerCase();
  return host.includes('.') ? host : undefined;
}

/** Every name that clients reach Exchange by: the common names, those of Outlook Anywhere, and the servers' own. */
export function clientHosts(known: Known): readonly string[] {
  const named = known
    .keys('vdirs')
    .filter((key) => key.endsWith('/rpc'))
    .flatMap((key) => [
      hostIn(known.get(`vdirs[${key}].internalUrl`)),
      hostIn(known.get(`vdirs[${key}].externalUrl`)),
    ]);
  const own = known.topology.servers.filter(({ exchange }) => exchange !== undefined).map(({ fqdn }) => fqdn);
  const all = [...commonNames(known), ...named, ...own].filter((host) => host !== undefined);
  return [...new Set(all)].sort();
}

/** The Exchange servers that answer to a name, by the addresses that the directory hands out. */
export function serving(known: Known, host: string): readonly ServerPlace[] {
  const { servers } = known.topology;
  const itself = servers.find(({ fqdn }) => fqdn === host);
  if (itself !== undefined) return [itself];
  const named = new Set([
    ...known
      .keys('vdirs')
      .filter((key) =>
        ['internalUrl', 'externalUrl'].some((leaf) => hostIn(known.get(`vdirs[${key}].${leaf}`)) === host),
      )
      .map((key) => key.slice(0, key.indexOf('/'))),
    ...known.keys('scp').filter((key) => hostIn(known.get(`scp[${key}].url`)) === host),
  ]);
  const found = servers.filter(({ name }) => named.has(name));
  // A name that is only told (autodiscover of the mail domain) leads to the newest front ends.
  if (found.length > 0) return found;
  const newer = frontEnds(known.topology);
  return newer.length > 0 ? newer : servers.filter(({ roles }) => roles.includes('cas'));
}
