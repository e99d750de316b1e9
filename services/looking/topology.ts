/** One server as the directory names it: what a probe needs to dial it, beside its facts `servers[name]`. */
export interface ServerPlace {
  /** Short name, lower case: the key of `servers[…]`. */
  readonly name: string;
  /** Where it is dialled, lower case: `ex16a.corp.local`. */
  readonly fqdn: string;
  /** As `servers[…].exchange`; undefined for a server without Exchange. */
  readonly exchange?: string;
  readonly roles: readonly string[];
}

/** Plumbing that looks hand to looks: names and addresses that are no facts of their own. */
export interface Topology {
  readonly servers: readonly ServerPlace[];
  /** Names of the organisation's client services that the configuration tells, also when no directory does. */
  readonly names?: readonly string[];
}

export const nowhere: Topology = { servers: [] };

/** Both together; a server brought later replaces the one of the same name. */
export function mergeTopology(known: Topology, brought: Topology): Topology {
  const byName = new Map([...known.servers, ...brought.servers].map((server) => [server.name, server]));
  return {
    servers: [...byName.values()],
    names: [...new Set([...(known.names ?? []), ...(brought.names ?? [])])],
  };
}

const frontEndVersions = new Set(['2013', '2016', '2019']);

/** The Exchange 2013 or newer servers that answer clients (any of them whose roles say nothing else). */
export const frontEnds = (topology: Topology): readonly ServerPlace[] =>
  topology.servers.filter(
    ({ exchange, roles }) =>
      exchange !== undefined &&
      frontEndVersions.has(exchange) &&
      (roles.includes('cas') || roles.includes('mailbox') || roles.length === 0),
  );

/** The Exchange 2010 and 2007 servers that answer clients, and the front ends that pass clients on. */
export const legacyClientAccess = (topology: Topology): readonly ServerPlace[] =>
  topology.servers.filter(
    ({ exchange, roles }) =>
      (exchange === '2010' || exchange === '2007') && (roles.includes('cas') || roles.length === 0),
  );
