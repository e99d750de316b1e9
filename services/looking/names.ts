import type { Known } from './look.ts';
import { frontEnds, type ServerPlace } from './topology.ts';

export type Service = 'mapi' | 'autodiscover';
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

function namesAt(known: Known, service: Service, server: string): readonly string[] {
  const directory = `vdirs[${server}/${service}]`;
  return present([
    ...(service === 'autodiscover' ? [hostOf(known.get(`scp[${server}].url`))] : []),
    hostOf(known.get(`${directory}.internalUrl`)),
    hostOf(known.get(`${directory}.externalUrl`)),
  ]);
}

const behind = (host: string, node: ServerPlace): Behind => ({ host, node, key: `${host}@${node.name}` });

/** Each name that clients use for a service, at each 2013+ front end that the directory puts behind it. */
export function frontEndsBehind(known: Known, service: Service): readonly Behind[] {
  return frontEnds(known.topology).flatMap((node) =>
    namesAt(known, service, node.name).map((host) => behind(host, node)),
  );
}

/** Each name of any server's web services at that server; an older one only by names that newer ones do not answer to. */
export function serversBehind(known: Known): readonly Behind[] {
  const newer = new Set(frontEnds(known.topology));
  const taken = new Set([...newer].flatMap(({ name }) => webNamesOf(known, name)));
  const pairs = known.topology.servers.flatMap((node) =>
    webNamesOf(known, node.name)
      .filter((host) => newer.has(node) || !taken.has(host))
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
  const domain =
    String(known.get('mailbox.primarySmtp') ?? known.mailbox)
      .split('@')[1]
      ?.toLowerCase() ?? '';
  const accepted = known.get('org.acceptedDomains');
  const isOurs = Array.isArray(accepted) && accepted.some((one) => String(one).toLowerCase() === domain);
  const configured = (known.topology.names ?? []).filter(
    (name) => name === domain || name.endsWith(`.${domain}`),
  );
  return present([...told, ...configured, isOurs ? `autodiscover.${domain}` : undefined]);
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
