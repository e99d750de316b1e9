import type { Access } from '../session.ts';

/** How many things of each kind reached each server, such as `ex16a` → `http by NTLM` → 12. */
export type Reached = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What of a lab's log is about servers or the organisation, and what about a mailbox. */
export function apart(lines: readonly Access[]): {
  readonly ofServers: readonly Access[];
  readonly ofMailboxes: readonly Access[];
} {
  // A connection belongs to a mailbox when one of its requests names one; LDAP connections are shared by all.
  const named = new Set(lines.filter((line) => namesMailbox(line)).map(({ connection }) => connection));
  const isOfMailbox = (line: Access): boolean =>
    namesMailbox(line) ||
    (['connect', 'tls'].includes(line.kind) && line.listener === 'https' && named.has(line.connection));
  // What a front end asks of another server on somebody's behalf is no request of ours.
  const ours = lines.filter(({ through, kind }) => through === undefined && kind !== 'process');
  return {
    ofServers: ours.filter((line) => !isOfMailbox(line)),
    ofMailboxes: ours.filter(isOfMailbox),
  };
}

function namesMailbox(line: Access): boolean {
  if (line.kind === 'http') return String(line.path).includes('@');
  if (line.kind !== 'ldap' || line.request !== 'search') return false;
  const attributes = Array.isArray(line.attributes) ? line.attributes : [];
  const ofOrganisation =
    line.base === '' ||
    /(^|,)CN=Configuration,/.test(String(line.base)) ||
    attributes.includes('operatingSystem');
  return !ofOrganisation;
}

/** Counts by server and kind; a TCP connection counts by its TLS handshake or request alone. */
export function counted(lines: readonly Access[]): Reached {
  const counts = new Map<string, Map<string, number>>();
  for (const line of lines) {
    const kind = kindOf(line);
    if (kind === undefined) continue;
    const of = counts.get(line.server) ?? new Map<string, number>();
    of.set(kind, (of.get(kind) ?? 0) + 1);
    counts.set(line.server, of);
  }
  return counts;
}

function kindOf(line: Access): string | undefined {
  switch (line.kind) {
    case 'http':
      return line.leg !== undefined || line.user !== '' ? 'requests by NTLM' : 'anonymous requests';
    case 'ldap':
      return line.request === 'search' ? 'searches' : line.request === 'bind' ? 'binds' : undefined;
    case 'tls':
      return 'TLS handshakes';
    case 'dns':
      return 'DNS questions';
    case 'script':
      return 'scripts';
    default:
      return undefined;
  }
}

/** All that is counted, or all that reached one server. */
export const sum = (reached: Reached, server?: string): number =>
  [...reached]
    .filter(([name]) => server === undefined || name === server)
    .flatMap(([, kinds]) => [...kinds.values()])
    .reduce((total, count) => total + count, 0);

/** `12 TLS handshakes, 4 anonymous requests` of one server; `nothing`. */
export const spelled = (reached: Reached, server: string): string =>
  [...(reached.get(server) ?? [])].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'nothing';
