import type { Known } from './look.ts';
import { frontEnds, legacyClientAccess, type ServerPlace } from './topology.ts';

export type Service = 'mapi' | 'autodiscover' | 'ews' | 'oab' | 'rpc';
/** A common name and one server behind it that is to be asked under that name. */
export interface Behind {
  readonly host: string;
  readonly node: ServerPlace;
  /** The key of facts about it: `mail.contoso.example@ex16a`. */
  readonly key: string;
}

const hostOf = (url: unknown): string | undefined => {
  if (typeof url !== 'string') return undefined;
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && parsed.hostname !== '' ? parsed.hostname.toLowerCase() : undefined;
};
const present = (hosts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(hosts.filter((host) => host !== undefined)),
];

/** Outlook Anywhere is published by a bare host name; everything else by a URL. */
const bareHost = (name: unknown): string | undefined =>
  typeof name === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? name.toLowerCase() : undefined;

function namesAt(known: Known, service: Service, server: string): readonly string[] {
  const published = ['internalUrl', 'externalUrl'].map((leaf) =>
    known.get(`vdirs[${server}/${service}].${leaf}`),
  );
  return present([
    ...(service === 'autodiscover' ? [hostOf(known.get(`scp[${server}].url`))] : []),
    ...published.map((place) => hostOf(place) ?? (service === 'rpc' ? bareHost(place) : undefined)),
  ]);
}

const behind = (host: string, node: ServerPlace): Behind => ({ host, node, key: `${host}@${node.name}` });

/** Whether a name is another server's own: published there by mistake, it leads to that other one. */
const isAnothers = (known: Known, host: string, node: ServerPlace): boolean =>
  known.topology.servers.some(({ name, fqdn }) => name !== node.name && fqdn.toLowerCase() === host);

/** Each name that clients use for a service, at each 2013+ front end that the directory puts behind it. */
export function frontEndsBehind(known: Known, service: Service): readonly Behind[] {
  return frontEnds(known.topology).flatMap((node) =>
    namesAt(known, service, node.name)
      .filter((host) => !isAnothers(known, host, node))
      .map((host) => behind(host, node)),
  );
}

/** Each name that clients use for a service, dialled as clients do: it shows whichever front end the way leads to. */
export function throughCommonNames(
  known: Known,
  service: Service,
): readonly { readonly host: string; readonly key: string }[] {
  const hosts = frontEnds(known.topology).flatMap((node) => namesAt(known, service, node.name));
  return [...new Set(hosts)].map((host) => ({ host, key: `${host}@vip` }));
}

/**
 * Exchange 2010 and 2007 servers with client access, each by names of its own for a service: those that no front end
 * answers to, else its own name, by which the front ends reach it.
 */
export function legacyBehind(known: Known, service: Service): readonly Behind[] {
  const taken = new Set(
    frontEnds(known.topology).flatMap(({ name }) => [
      ...namesAt(known, service, name),
      ...webNamesOf(known, name),
    ]),
  );
  return legacyClientAccess(known.topology).flatMap((node) => {
    const own = namesAt(known, service, node.name).filter((host) => !taken.has(host));
    return (own.length > 0 ? own : [node.fqdn]).map((host) => behind(host, node));
  });
}

/** Each name of any server's web services at that server; an older one only by names that newer ones do not answer to. */
export function serversBehind(known: Known): readonly Behind[] {
  const newer = new Set(frontEnds(known.topology));
  const taken = new Set([...newer].flatMap(({ name }) => webNamesOf(known, name)));
  const pairs = known.topology.servers.flatMap((node) =>
    webNamesOf(known, node.name)
      .filter((host) => (newer.has(node) || !taken.has(host)) && !isAnothers(known, host, node))
      .map((host) => behind(host, node)),
  );
  return [...new Map(pairs.map((pair) => [pair.key, pair])).values()];
}

function webNamesOf(known: Known, server: string): readonly string[] {
  const own = known.keys('vdirs').filter((key) => key.startsWith(`${server}/`));
  return present([
    hostOf(known.get(`scp[${server}].url`)),
    ...own.flatMap((key) => [
      hostOf(known.get(`vdirs[${key}].internalUrl`)),
      hostOf(known.get(`vdirs[${key}].externalUrl`)),
    ]),
  ]);
}

/** The mail domain of the mailbox that is asked about, where it is one of ours. */
export function ownMailDomain(known: Known): string | undefined {
  const domain = mailDomainOf(known);
  const accepted = known.get('org.acceptedDomains');
  const isOurs = Array.isArray(accepted) && accepted.some((one) => String(one).toLowerCase() === domain);
  return isOurs && domain !== '' ? domain : undefined;
}
/** The name of the SRV record by which Outlook looks for Autodiscover. */
export const serviceRecord = (domain: string): string => `_autodiscover._tcp.${domain}`;
const mailDomainOf = (known: Known): string =>
  String(known.get('mailbox.primarySmtp') ?? known.mailbox)
    .split('@')[1]
    ?.toLowerCase() ?? '';

/** Every name that clients are told to use, and `autodiscover.` of the mailbox's domain where that domain is ours. */
export function commonNames(known: Known): readonly string[] {
  const told = [
    ...known.keys('scp').map((key) => hostOf(known.get(`scp[${key}].url`))),
    ...known
      .keys('vdirs')
      .flatMap((key) => [
        hostOf(known.get(`vdirs[${key}].internalUrl`)),
        hostOf(known.get(`vdirs[${key}].externalUrl`)),
      ]),
  ];
  const domain = mailDomainOf(known);
  const ours = ownMailDomain(known);
  const configured = (known.topology.names ?? []).filter(
    (name) => name === domain || name.endsWith(`.${domain}`),
  );
  return present([...told, ...configured, ours === undefined ? undefined : `autodiscover.${ours}`]);
}

/** The names that a configuration tells: hosts that may be given credentials and are no domain controllers. */
export function configuredNames(
  credentialHosts: readonly string[],
  directoryServers: readonly string[],
): readonly string[] {
  const controllers = new Set(directoryServers.map((url) => URL.parse(url)?.hostname.toLowerCase()));
  return credentialHosts
    .map((host) => host.toLowerCase())
    .filter((host) => !host.startsWith('*') && !controllers.has(host));
}
