import { errorText } from '../error-code.ts';
import type { Clients } from '../looking/clients.ts';
import { type Brought, collector, type Known, type NewFact } from '../looking/look.ts';
import { eventFact, grouped, readEvents, type WindowsEvent } from '../windows/events.ts';
import { domainControllers, each, exchangeServers } from '../windows/running.ts';
import {
  reachesControllers,
  serverEvent,
  type Watched,
  watchedOnControllers,
  watchedOnExchange,
} from '../windows/server-event.ts';

const spanMs = 72 * 3_600_000 + 60_000;

const watchedOn = (known: Known, server: string): readonly Watched[] => [
  ...(exchangeServers(known).includes(server) ? watchedOnExchange : []),
  ...(domainControllers(known).includes(server) ? watchedOnControllers : []),
];

export default collector({
  id: 'server-events',
  title: 'Events of the servers: Netlogon, Kerberos, directory access',
  needs: ['servers.exchange', 'servers.roles'],
  brings: ['servers.dcsReachable', 'log', 'searched'],
  deadlineMs: 12_000,
  subjects: (known) =>
    each([...new Set([...exchangeServers(known), ...domainControllers(known)])], (server) => [
      ...watchedOn(known, server).map(({ log }) => `searched[${server}/${log}]`),
      ...(exchangeServers(known).includes(server) ? [`servers[${server}].dcsReachable`] : []),
    ]),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    if (clients.executor === undefined)
      throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
    const read = await Promise.all(
      watchedOn(known, host).map((watched) => readLog(host, watched, clients, signal)),
    );
    signal.throwIfAborted();
    return { facts: read.flatMap(({ facts }) => facts), blind: read.flatMap(({ blind }) => blind) };
  },
});

/** One log that may not be read leaves the others. */
async function readLog(
  host: string,
  { log, ids }: Watched,
  clients: Clients,
  signal: AbortSignal,
): Promise<Required<Pick<Brought, 'facts' | 'blind'>>> {
  const to = clients.now();
  try {
    const read = await readEvents(clients, { host, log, ids, from: to - spanMs, to }, signal);
    const told = read.events.filter((event) => serverEvent(log, event) !== undefined);
    const reaches = log === 'application' ? reachesControllers(read.events) : undefined;
    return {
      facts: [
        ...grouped(told, (event) => `${event.id} ${serverEvent(log, event)?.target ?? ''}`.toLowerCase())
          // That the topology was looked up is written every quarter of an hour.
          .filter(([first]) => first.id !== 2080)
          .map((group) => groupFact(host, log, group)),
        ...(reaches === undefined
          ? []
          : [
              {
                fact: `servers[${host}].dcsReachable`,
                value: reaches.reaches,
                from: 'log' as const,
                source: `application log of ${host}, event ${reaches.by.id}`,
                at: new Date(reaches.by.at).toISOString(),
              },
            ]),
        ...read.searched,
      ],
      blind:
        log === 'application' && reaches === undefined
          ? [
              {
                fact: `servers[${host}].dcsReachable`,
                why: `the application log of ${host} holds no event 2080 of the last three days`,
              },
            ]
          : [],
    };
  } catch (error) {
    const why = errorText(error);
    return {
      facts: [],
      blind: [
        { fact: `searched[${host}/${log}]`, why },
        ...(log === 'application' ? [{ fact: `servers[${host}].dcsReachable`, why }] : []),
      ],
    };
  }
}

function groupFact(
  host: string,
  log: Watched['log'],
  group: readonly [WindowsEvent, ...WindowsEvent[]],
): NewFact {
  const { signature, target } = serverEvent(log, group[0]) ?? {};
  return eventFact(host, log, group, {
    // A controller names whose sessions of the address book were too many.
    ...(log === 'directory-service' ? { user: target } : { target }),
    signature,
    text: group[0].message.replace(/\s+/g, ' ').trim().slice(0, 300),
  });
}
