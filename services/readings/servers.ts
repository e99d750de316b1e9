import type { Searched, Seen, Truth } from '../cause.ts';
import { not, reading } from '../cause.ts';
import { either, legacyVersions, modernVersions } from './mailbox.ts';

export const shortName = (host: string): string => host.toLowerCase().split('.')[0] ?? '';

/** Short names of Exchange 2013 and later servers that clients enter through. */
export const frontEnds = reading((seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => {
    if (seen.is(`servers[${server}].exchange`, ...modernVersions) !== true) return false;
    const roles = seen.list(`servers[${server}].roles`);
    if (roles?.includes('edge') === true) return false;
    // Only Exchange 2013 lets the two roles stand on different servers.
    return !(
      roles !== undefined &&
      seen.is(`servers[${server}].exchange`, '2013') === true &&
      !roles.includes('cas')
    );
  }),
);

/** This log of every front end from a moment on: where a line would stand. */
export const everyFrontEnd = (seen: Seen, log: string, from: () => number): Searched => ({
  log,
  // Read only when no line was found, so that a found one does not lean on the list of servers.
  get servers() {
    return frontEnds(seen);
  },
  get from() {
    return from();
  },
});

/** Short names of Exchange 2010 and 2007 servers. */
export const legacyServers = reading((seen: Seen): readonly string[] =>
  seen.keys('servers').filter((server) => seen.is(`servers[${server}].exchange`, ...legacyVersions) === true),
);

/** Whether a server runs Windows Server 2008 R2, by its version or its name. */
export const onWindows2008R2 = (seen: Seen, server: string): Truth => {
  const version = seen.text(`servers[${server}].osVersion`);
  if (version !== undefined) return /^6\.1(\D|$)/.test(version);
  const name = seen.text(`servers[${server}].os`);
  return name === undefined ? undefined : /2008\s*R2|^6\.1(\D|$)/i.test(name);
};

/** Exchange 2010 and 2007 servers on Windows Server 2008 R2. */
export const legacyOn2008R2 = reading((seen: Seen): readonly string[] =>
  legacyServers(seen).filter((server) => onWindows2008R2(seen, server) === true),
);

/** Whether a host or URL is one of the Exchange 2010 or 2007 servers; false when it is a newer one. */
export const isLegacyHost = reading((seen: Seen, host: string): Truth => {
  const name = shortName(hostOf(host));
  if (name === '') return undefined;
  return either(
    seen.is(`servers[${name}].exchange`, ...legacyVersions),
    seen.has('org.arrayMembers', name) === true ? true : undefined,
  );
});

/** The host of a URL or of a bare host name. */
export function hostOf(place: string): string {
  const url = URL.parse(place);
  return (url !== null && url.hostname !== '' ? url.hostname : place.split(/[/:]/)[0]) ?? '';
}

/** Whether an Exchange version string of a log line or an answer is older than 2013. */
export const isLegacyVersion = (version: string | undefined): Truth =>
  version === undefined || version === '' ? undefined : /^0?(8|14)\./.test(version);

export type NodeGroup = 'autodiscover' | 'mapi' | 'outlookAnywhere' | 'ews' | 'oab' | 'tls';
export interface Node {
  readonly key: string;
  readonly host: string;
  readonly node: string;
  /** The part after the slash: nspi, emsmdb, or the Autodiscover step. */
  readonly part: string;
}
/** The keys `host@node/part` of a group, taken apart. */
export const nodes = reading((seen: Seen, group: NodeGroup): readonly Node[] =>
  seen.keys(group).flatMap((key) => {
    const found = /^([^@]*)@([^/]+)(?:\/(.+))?$/.exec(key);
    return found === null ? [] : [{ key, host: found[1] ?? '', node: found[2] ?? '', part: found[3] ?? '' }];
  }),
);

/** Whether no Exchange 2010 or 2007 stands beside the newer servers. */
export const withoutLegacy = (seen: Seen): Truth =>
  not(
    either(
      seen.some('servers', (server) => seen.is(`servers[${server}].exchange`, ...legacyVersions)),
      legacyInVersions(seen),
    ),
  );

function legacyInVersions(seen: Seen): Truth {
  const versions = seen.list('org.versions');
  return versions === undefined
    ? undefined
    : versions.some((version) => (legacyVersions as readonly string[]).includes(version));
}
