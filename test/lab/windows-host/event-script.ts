import { z } from 'zod';
import { fillIn } from '../world/placeholders.ts';
import { momentOf } from '../world/times.ts';
import type { Server, World } from '../world.ts';
import { type Host, isExchange } from './host.ts';
import { eventFields } from './log-formats.ts';

export const eventParameters = z.strictObject({
  log: z.string().min(1),
  ids: z.array(z.number().int()).default([]),
  from: z.iso.datetime({ offset: true }),
  /** Only events of these accounts, by TargetUserName, lower case. */
  users: z.array(z.string()).optional(),
  most: z.number().int().min(1).max(2_000).default(500),
});
interface LoggedEvent {
  readonly at: string;
  readonly id: number;
  readonly provider: string;
  readonly data: Readonly<Record<string, string>>;
  readonly message: string;
}
const itself = new Set(['at', 'TimeCreated', 'ProviderName', 'Id', 'Level', 'Message']);

/** Events of one log, newest first, with the time of the oldest that the log still holds, and who met each sub-status. */
export function eventsOf(world: World, host: Host, asked: z.infer<typeof eventParameters>) {
  const logs: Readonly<Record<string, Server['logs'][string] | undefined>> = host.logs;
  const all = (logs[asked.log] ?? [])
    .map((entry) => eventOf(entry, world))
    .concat(asked.log === 'application' ? topologyOf(world, host) : [])
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const within = all.filter(
    ({ at, id }) =>
      Date.parse(at) >= Date.parse(asked.from) && (asked.ids.length === 0 || asked.ids.includes(id)),
  );
  const { users } = asked;
  const wanted = within.filter(({ data }) => users === undefined || users.includes(nameOf(data)));
  const met = Map.groupBy(within, ({ data }) => data.SubStatus || data.Status || '');
  return {
    oldest: [host.eventsSince, ...all.map(({ at }) => at)].toSorted()[0],
    more: wanted.length > asked.most,
    events: wanted.slice(0, asked.most),
    usersBySubStatus: Object.fromEntries(
      [...met].flatMap(([status, events]) =>
        status === '' ? [] : [[status, new Set(events.map(({ data }) => nameOf(data))).size]],
      ),
    ),
  };
}

const nameOf = (data: Readonly<Record<string, string>>): string => (data.TargetUserName ?? '').toLowerCase();

const aboutTopology = [2080, 2102, 2103, 2114];
/** What Exchange writes every quarter of an hour of the domain controllers that it found, unless the world says what it wrote. */
function topologyOf(world: World, host: Host): readonly LoggedEvent[] {
  if (!isExchange(host) || !host.monitoring) return [];
  const stated = (host.logs.application ?? []).map((entry) => eventOf(entry, world));
  if (stated.some(({ id }) => aboutTopology.includes(id))) return [];
  const lines = world.domainControllers.map(
    ({ fqdn, down }) => `${fqdn}\tCDG 1 ${down ? 0 : 7} ${down ? 0 : 7} 1 0 1 1 ${down ? 0 : 7} 1`,
  );
  return [
    {
      at: new Date(Date.parse(world.start) - 420_000).toISOString(),
      id: 2080,
      provider: 'MSExchange ADAccess',
      data: {},
      message: `Exchange Active Directory Provider has discovered the following servers with the following characteristics:\r\n (Server name | Roles | Enabled | Reachability | Synchronized | GC capable | PDC | SACL right | Critical Data | Netlogon | OS Version)\r\nIn-site:\r\n${lines.join('\r\n')}\r\nOut-of-site:`,
    },
  ];
}

/** An event of the world: an object of columns, or a line in the order of the log's columns. */
function eventOf(
  entry: string | Readonly<Record<string, string | number | boolean>>,
  world: World,
): LoggedEvent {
  const fill = (text: string) => fillIn(text, world, (at) => at.toISOString());
  const columns: Readonly<Record<string, string>> =
    typeof entry === 'string'
      ? Object.fromEntries(splitLine(fill(entry)).map((value, index) => [eventFields[index] ?? '', value]))
      : Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, fill(String(value))]));
  const start = new Date(world.start);
  const at = momentOf(columns.at ?? columns.TimeCreated ?? '', start) ?? start;
  return {
    at: at.toISOString(),
    id: Number(columns.Id ?? 0),
    provider: columns.ProviderName ?? '',
    data: Object.fromEntries(
      Object.entries(columns).filter(([name, value]) => !itself.has(name) && name !== '' && value !== ''),
    ),
    message: columns.Message ?? '',
  };
}

/** The values of a comma-separated line, quoted where they hold one. */
const splitLine = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
