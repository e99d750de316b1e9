import { z } from 'zod';
import type { Clients } from '../looking/clients.ts';
import type { NewFact } from '../looking/look.ts';
import { printed } from './running.ts';

const time = z.iso.datetime({ offset: true });
/** One event as `get-events` prints it: its data by the names that Windows gives them. */
const event = z.object({
  at: time,
  id: z.number().int(),
  provider: z.string(),
  data: z.record(z.string(), z.string()),
  message: z.string(),
});
export type WindowsEvent = z.infer<typeof event>;
const prints = z.object({
  /** The oldest event that the log still holds. */
  oldest: time,
  /** There were more than were asked for. */
  more: z.boolean(),
  /** Newest first. */
  events: z.array(event),
  /** How many accounts met each sub-status in that time, whoever was asked for. */
  usersBySubStatus: z.record(z.string(), z.number().int().min(0)).default({}),
});
export type EventLog = 'security' | 'system' | 'application' | 'directory-service';

export interface EventAsk {
  readonly host: string;
  readonly log: EventLog;
  readonly ids: readonly number[];
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Only events of these accounts, lower case. */
  readonly users?: readonly string[];
}
export interface EventsRead extends z.infer<typeof prints> {
  /** `searched[host/log]`: what of the span the log still held. */
  readonly searched: readonly NewFact[];
}

/** Events of one log of a server, and the span in which one would have been found. */
export async function readEvents(
  clients: Clients,
  { host, log, ids, from, to, users }: EventAsk,
  signal: AbortSignal,
): Promise<EventsRead> {
  const read = await printed(
    clients,
    {
      host,
      script: 'get-events',
      parameters: {
        log,
        ids,
        from: new Date(from).toISOString(),
        ...(users === undefined ? {} : { users }),
        most: mostEvents,
      },
      prints,
      what: 'a list of events',
    },
    signal,
  );
  // Of a list that was cut only what lies after its last element was seen whole.
  const whole = read.more ? (read.events.at(-1)?.at ?? new Date(to).toISOString()) : read.oldest;
  const since = Math.max(from, Date.parse(whole));
  const state = (leaf: 'from' | 'to', at: number): NewFact => ({
    fact: `searched[${host}/${log}].${leaf}`,
    value: new Date(at).toISOString(),
    from: 'log',
    source: `get-events on ${host}, log ${log}, ids ${ids.join(', ')}`,
  });
  return { ...read, searched: since < to ? [state('from', since), state('to', to)] : [] };
}
const mostEvents = 500;

/** Events alike in id and in what they are about, as one `log[]` fact dated by the last. */
export function eventFact(
  host: string,
  log: EventLog,
  events: readonly [WindowsEvent, ...WindowsEvent[]],
  parts: Readonly<Record<string, string | number | undefined>>,
): NewFact {
  const times = events.map(({ at }) => Date.parse(at));
  const last = new Date(Math.max(...times)).toISOString();
  const element = {
    server: host,
    log,
    at: last,
    firstAt: new Date(Math.min(...times)).toISOString(),
    count: events.length,
    eventId: events[0].id,
    ...parts,
  };
  return {
    fact: 'log[]',
    value: Object.fromEntries(
      Object.entries(element).filter(([, value]) => value !== undefined && value !== ''),
    ),
    from: 'log',
    source: `${log} log of ${host}, ${events.length} of event ${events[0].id}`,
    at: last,
  };
}

/** Events grouped by a name, each group with its first. */
export function grouped(
  events: readonly WindowsEvent[],
  nameOf: (event: WindowsEvent) => string,
): readonly (readonly [WindowsEvent, ...WindowsEvent[]])[] {
  const groups = Map.groupBy(events, nameOf);
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] as const],
  );
}
