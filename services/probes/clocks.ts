import { anything, shortName } from '../directory/directory.ts';
import { generalizedToIso } from '../directory/time.ts';
import type { Clients } from '../looking/clients.ts';
import type { Brought, Known, NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { serversBehind } from '../looking/names.ts';
import { converse, header } from '../protocols/http.ts';

interface Asked extends Subject {
  /** Undefined: the domain controller that answers our searches. */
  readonly server?: { readonly name: string; readonly host: string; readonly through: string };
}

/** Clocks that nobody on the Windows side has told: by what a server writes into its answers, to about a second. */
export default probe<Asked>({
  id: 'clocks',
  title: 'Clocks of the servers',
  needs: ['servers.exchange', 'servers.roles', 'servers.clockSkewSeconds', 'scp', 'vdirs'],
  brings: ['servers.clockSkewSeconds'],
  deadlineMs: 8_000,
  subjects: (known) => {
    const untold = (name: string) => known.get(`servers[${name}].clockSkewSeconds`) === undefined;
    const byServer = Map.groupBy(serversBehind(known), ({ node }) => node.name);
    const controllers = known.keys('servers').filter((name) => isController(known, name));
    return [
      ...[...byServer].flatMap(([name, [first]]): Asked[] =>
        first === undefined || !untold(name)
          ? []
          : [
              {
                key: name,
                server: { name, host: first.host, through: first.node.fqdn },
                shared: true,
                brings: [`servers[${name}].clockSkewSeconds`],
              },
            ],
      ),
      ...(controllers.some(untold) ? [{ key: 'domain controller', shared: true, brings: [] }] : []),
    ];
  },
  run: ({ server }, _known, clients, signal) =>
    server === undefined ? ofController(clients, signal) : ofServer(server, clients, signal),
});

const isController = (known: Known, name: string): boolean => {
  const roles = known.get(`servers[${name}].roles`);
  return Array.isArray(roles) && roles.includes('dc');
};

async function ofServer(
  { name, host, through }: NonNullable<Asked['server']>,
  clients: Clients,
  signal: AbortSignal,
): Promise<Brought> {
  const { network, now } = clients;
  const conversation = converse(network, { host, port: 443, through });
  try {
    // The connection stands before the clock is asked for, so that only one exchange lies around it.
    await conversation.ask({ method: 'GET', path: '/' }, signal);
    const asked = now();
    const answer = await conversation.ask({ method: 'GET', path: '/' }, signal);
    const told = Date.parse(header(answer, 'date') ?? '');
    if (Number.isNaN(told)) throw new Error(`${host} at ${through} writes no Date into its answers`);
    const ours = (asked + now()) / 2;
    // A Date has cut off its part of a second (RFC 9110 6.6.1).
    const ahead = told + 500 - ours;
    // Kerberos compares with the domain; our own clock is what is left where no controller answers.
    const domain = await controllerAhead(clients, signal).catch(() => undefined);
    signal.throwIfAborted();
    return skew(
      name,
      ahead - (domain?.ms ?? 0),
      `Date of GET https://${host}/ at ${through}, against ${domain === undefined ? 'this worker’s clock' : `the clock of ${domain.name}`}`,
    );
  } finally {
    conversation.close();
  }
}

async function ofController(clients: Clients, signal: AbortSignal): Promise<Brought> {
  const { name, ms } = await controllerAhead(clients, signal);
  return skew(name, ms, `${name} currentTime, against this worker’s clock`);
}

/** How far the clock of the domain controller that answers us is ahead of ours. */
const controllerAhead = (
  { directory, now }: Clients,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly ms: number }> =>
  directory.shared('clock', async () => {
    await directory.root(signal);
    const asked = now();
    const { by, entries } = await directory.search(
      { base: '', scope: 'base', filter: anything, attributes: ['currentTime', 'dnsHostName'] },
      signal,
    );
    const ours = (asked + now()) / 2;
    const told = generalizedToIso(entries[0]?.text('currentTime') ?? '');
    if (told === undefined) throw new Error(`${by} tells no currentTime`);
    return { name: shortName(entries[0]?.text('dnsHostName') ?? by), ms: Date.parse(told) + 500 - ours };
  });

function skew(server: string, ms: number, source: string): Brought {
  const fact: NewFact = {
    fact: `servers[${server}].clockSkewSeconds`,
    // Never −0.
    value: Math.round(ms / 1000) + 0,
    from: 'probe',
    source,
  };
  return { facts: [fact] };
}
