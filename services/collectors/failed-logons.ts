import { errorText } from '../error-code.ts';
import type { Blind } from '../facts.ts';
import type { Clients } from '../looking/clients.ts';
import { type Brought, collector, type Known, type NewFact } from '../looking/look.ts';
import { type EventsRead, readEvents, type WindowsEvent } from '../windows/events.ts';
import { failedLogon, failedLogonFacts, failedLogonIds, typedName } from '../windows/failed-logon.ts';
import { domainControllers, exchangeServers } from '../windows/running.ts';

/** Three days and the minute that a search may take. */
const spanMs = 72 * 3_600_000 + 60_000;
const aboutAccount = ['account.failedLogon', 'account.typedName', 'account.logonDomain'];

export default collector({
  id: 'failed-logons',
  title: 'Failed logons in the security logs',
  needs: ['mailbox.sam', 'mailbox.upn', 'mailbox.addresses', 'servers.exchange', 'servers.roles'],
  brings: [...aboutAccount, 'log', 'searched'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const hosts = hostsOf(known);
    return hosts.length === 0
      ? []
      : [
          {
            key: hosts.join(', '),
            shared: false,
            brings: [...aboutAccount, 'log', ...hosts.map((host) => `searched[${host}/security]`)],
          },
        ];
  },
  run: async (_subject, known, clients, signal): Promise<Brought> => {
    if (clients.executor === undefined)
      throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
    const hosts = hostsOf(known);
    const read = await Promise.all(hosts.map((host) => readHost(host, known, clients, signal)));
    signal.throwIfAborted();
    const events = read.flatMap((one) => one.read?.events ?? []);
    const isWhole = read.every((one) => one.read !== undefined && !one.read.more);
    return {
      facts: [
        ...read.flatMap(({ host, read: one }) =>
          one === undefined
            ? []
            : [...failedLogonFacts(host, one.events, one.usersBySubStatus), ...one.searched],
        ),
        ...accountFacts(events, isWhole, hosts),
      ],
      blind: [
        ...read.flatMap(({ blind }) => blind),
        ...(isWhole || events.length > 0 ? [] : unseenBecause(read.flatMap(({ blind }) => blind))),
      ],
    };
  },
});

const hostsOf = (known: Known): readonly string[] => [
  ...new Set([...exchangeServers(known), ...domainControllers(known)]),
];

interface HostRead {
  readonly host: string;
  readonly read: EventsRead | undefined;
  readonly blind: readonly Blind[];
}
/** One server that may not be read leaves the others. */
async function readHost(
  host: string,
  known: Known,
  clients: Clients,
  signal: AbortSignal,
): Promise<HostRead> {
  const to = clients.now();
  const isController = domainControllers(known).includes(host);
  try {
    const read = await readEvents(
      clients,
      {
        host,
        log: 'security',
        ids: isController ? [...failedLogonIds.controller, ...failedLogonIds.server] : failedLogonIds.server,
        from: to - spanMs,
        to,
        users: namesOf(known),
      },
      signal,
    );
    return { host, read, blind: [] };
  } catch (error) {
    return { host, read: undefined, blind: [{ fact: `searched[${host}/security]`, why: errorText(error) }] };
  }
}

/** Names by which she may have been typed, lower case; with a domain in front Windows keeps that apart. */
function namesOf(known: Known): readonly string[] {
  const addresses = known.get('mailbox.addresses');
  const all = [
    known.mailbox,
    known.get('mailbox.sam'),
    known.get('mailbox.upn'),
    ...(Array.isArray(addresses) ? addresses : []),
  ];
  return [
    ...new Set(all.flatMap((name) => (typeof name === 'string' && name !== '' ? [name.toLowerCase()] : []))),
  ];
}

function accountFacts(
  events: readonly WindowsEvent[],
  isWhole: boolean,
  hosts: readonly string[],
): readonly NewFact[] {
  const failed = events
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .flatMap((event) => {
      const logon = failedLogon(event);
      return logon === undefined || event.id === 4740 ? [] : [{ event, logon }];
    });
  const [last] = failed;
  const found = [...new Set(failed.flatMap(({ logon }) => logon.status ?? []))];
  const source = `security events of ${hosts.join(', ')}`;
  const state = (leaf: string, value: NewFact['value'], at?: string): NewFact => ({
    fact: `account.${leaf}`,
    value,
    from: 'log',
    source,
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
  });
  if (last === undefined) return isWhole ? [state('failedLogon', [])] : [];
  // The newest that names a domain; an address has none beside it.
  const withDomain = failed.find(({ logon }) => logon.domain !== undefined && !logon.name.includes('@'));
  return [
    state('failedLogon', isWhole ? found : [...found, '…'], last.event.at),
    state('typedName', typedName(last.logon), last.event.at),
    ...(withDomain === undefined
      ? []
      : [state('logonDomain', withDomain.logon.domain ?? '', withDomain.event.at)]),
  ];
}

const unseenBecause = (blind: readonly Blind[]): readonly Blind[] =>
  aboutAccount.map((fact) => ({ fact, why: blind[0]?.why ?? 'the security logs were not read whole' }));
