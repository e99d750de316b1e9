import type { EventLog, WindowsEvent } from './events.ts';

/** What an event of a server tells besides its id. */
export interface ServerEvent {
  /** A signature of the vocabulary, undefined for one that only dates something. */
  readonly signature: string | undefined;
  /** The name or service that it is about. */
  readonly target: string | undefined;
}
/** Events of one log that are looked for. */
export interface Watched {
  readonly log: EventLog;
  readonly ids: readonly number[];
}

/** On Exchange servers: 5719 and 5816–5819 Netlogon, 3 and 4 Kerberos, 1135 cluster; 2080, 2102, 2103, 2114 topology. */
export const watchedOnExchange: readonly Watched[] = [
  { log: 'system', ids: [3, 4, 5719, 5816, 5817, 5818, 5819, 1135] },
  { log: 'application', ids: [2080, 2102, 2103, 2114] },
];
/** On domain controllers: 11, 14, 16, 26, 27 and 201–209 of the key distribution center; sessions of the address book. */
export const watchedOnControllers: readonly Watched[] = [
  {
    log: 'system',
    ids: [4, 11, 14, 16, 26, 27, 201, 202, 203, 204, 205, 206, 207, 208, 209, 5719, 5816, 5817, 5818, 5819],
  },
  { log: 'directory-service', ids: [2820] },
];

const isNetlogon = (provider: string): boolean => /netlogon/i.test(provider);
const isKerberosClient = (provider: string): boolean => /security-kerberos|^kerberos$/i.test(provider);
const isKeyDistribution = (provider: string): boolean => /key-distribution|^kdc|kdcsvc/i.test(provider);
const isTopology = (provider: string): boolean => /adaccess|ad\s?topology|dsaccess/i.test(provider);

/** What an event means, by its source and id; undefined when another program uses the same id. */
export function serverEvent(
  log: EventLog,
  { id, provider, data, message }: WindowsEvent,
): ServerEvent | undefined {
  const told = (signature?: string, target?: string): ServerEvent => ({ signature, target });
  if (log === 'directory-service')
    return /NSPI/i.test(message) ? told('nspi-limit', account(message)) : undefined;
  if (log === 'application')
    return isTopology(provider) ? told(id === 2080 ? undefined : 'no-domain-controller') : undefined;
  if (isNetlogon(provider)) {
    if (id >= 5816 && id <= 5819) return told('netlogon-timeout');
    return id === 5719 ? told('no-domain-controller') : undefined;
  }
  if (isKerberosClient(provider)) {
    const says = `${message} ${data.ErrorMessage ?? ''}`;
    if (/KRB_AP_ERR_MODIFIED/.test(says)) return told('spn-wrong-account', targetName(message, data));
    return /KRB_AP_ERR_SKEW/.test(says) ? told('clock-skew', targetName(message, data)) : undefined;
  }
  if (isKeyDistribution(provider)) {
    // 11: two accounts with one name, of which none is said to be right. 201 to 209 (KB5073381) also announce what will be
    // refused one day: only a refusal counts.
    const isRefusal = id !== 11 && (id < 201 || /block/i.test(message));
    return told(isRefusal ? 'no-etype' : undefined, targetName(message, data));
  }
  return id === 1135 && /failoverclustering/i.test(provider) ? told() : undefined;
}

/** `The target name used was HTTP/mail.contoso.example.` */
function targetName(message: string, data: WindowsEvent['data']): string | undefined {
  const stated = data.TargetServer ?? data.ServiceName ?? data.TargetName;
  const named =
    /target (?:name used was|service|server) ([^\s,]+?)[.,]?(?:\s|$)/i.exec(message)?.[1] ??
    /name is ([^\s,]+?)[.,]?(?:\s|$)/i.exec(message)?.[1];
  return stated ?? named;
}
const account = (message: string): string | undefined => /user(?: name)?:?\s+([^\s,.]+)/i.exec(message)?.[1];

/** One line of event 2080: a domain controller with its roles, whether it is reachable, in bits (7: all). */
const topologyLine = /^\s*(\S+\.\S+)\s+([CDG-]{3})\s+(\d+)\s+(\d+)\s+/gm;

/**
 * Whether Exchange reaches a domain controller, by what it logged last: 2102, 2103 and 2114 say no; 2080 lists those it
 * found, each with bits of what it reaches there (1 global catalogue, 2 domain controller, 4 configuration).
 */
export function reachesControllers(
  events: readonly WindowsEvent[],
): { readonly reaches: boolean; readonly by: WindowsEvent } | undefined {
  const last = events
    .filter(({ provider }) => isTopology(provider))
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
  if (last === undefined) return undefined;
  if (last.id !== 2080) return { reaches: false, by: last };
  const lines = [...last.message.matchAll(topologyLine)];
  if (lines.length === 0) return undefined;
  return { reaches: lines.some(([, , , , reachable]) => Number(reachable) > 0), by: last };
}
