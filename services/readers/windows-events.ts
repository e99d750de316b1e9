import { type Collection, collecting } from '../pasting/collecting.ts';
import { type EventBlock, listedEvents, xmlEvents } from '../pasting/event-blocks.ts';
import { asWindowsEvent, logOf } from '../pasting/event-data.ts';
import { exchangeable, readTime } from '../pasting/times.ts';
import { reader } from '../reader.ts';
import type { WindowsEvent } from '../windows/events.ts';
import { failedLogon, typedName } from '../windows/failed-logon.ts';
import { reachesControllers, serverEvent } from '../windows/server-event.ts';

const logonIds: readonly number[] = [4625, 4740, 4771, 4776];
const topologyIds: readonly number[] = [2080, 2102, 2103, 2114];
/** Told without a meaning of their own: 1311 of Netlogon or the directory, what the key distribution centers write. */
const named: readonly number[] = [3, 4, 11, 14, 16, 26, 27, 1311, 1135, 5719, 5816, 5817, 5818, 5819, 2820];

export default reader({
  id: 'windows-events',
  title: 'Windows events (Outlook’s 67, failed logons, Netlogon, Kerberos, topology)',
  order: 10,
  read: ({ lines, zoneMinutes }) => {
    const found = collecting({ lines });
    const xml = xmlEvents(lines);
    const failed: Failed = new Map();
    // An event that was copied with both is read from its XML, which has the data by name and the time with its zone.
    const twice = (block: EventBlock): boolean =>
      xml.some((one) => one.id === block.id && one.from > block.to && one.from - block.to <= 4);
    for (const block of listedEvents(lines))
      if (twice(block)) found.understood(block.from, `event ${block.id}`, block.to);
      else bring(block, zoneMinutes, found, failed);
    for (const block of xml) bring(block, zoneMinutes ?? 0, found, failed);
    for (const [name, { line, at, statuses }] of failed)
      found.fact(line, 'account.failedLogon', [...statuses, '…'], { at, about: name });
    return found.result();
  },
});

/** How the logons of each name failed; a piece of a log does not show all of them. */
type Failed = Map<string, { line: number; at: string | undefined; readonly statuses: Set<string> }>;

function bring(block: EventBlock, zoneMinutes: number | undefined, found: Collection, failed: Failed): void {
  const { from, to, id, provider, message } = block;
  const read = readTime(block.time, zoneMinutes);
  if (read !== undefined && 'withoutZone' in read) found.withoutZone(from);
  const at = read !== undefined && 'at' in read ? read.at : undefined;
  const event = asWindowsEvent(block, at ?? '');
  const title = `event ${id}${read !== undefined && 'exchangeable' in read ? `; ${exchangeable}` : ''}`;
  if (id === 67 && /outlook/i.test(provider)) {
    found.fact(from, 'client.restartEvent', message.replace(/\s+/g, ' ').slice(0, 500), { at });
    found.understood(from, title, to);
    return;
  }
  const log = logOf(block);
  const server = block.computer.toLowerCase().split('.')[0] ?? '';
  const element = (
    parts: Readonly<Record<string, string | number | undefined>>,
  ): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries({ server, log, at, eventId: id, ...parts }).filter(
        ([, value]) => value !== undefined && value !== '',
      ),
    );
  if (logonIds.includes(id) && (log === 'security' || log === undefined)) {
    if (bringLogon(event, from, at, element, found, failed)) found.understood(from, title, to);
    else found.ignored(from, `${title} that names no account, or of a logon that went well`, to);
    return;
  }
  if (log === undefined || !(topologyIds.includes(id) || named.includes(id))) {
    found.ignored(
      from,
      `${title} of ${provider.slice(0, 60) || 'an unnamed source'}: not among those that are read`,
      to,
    );
    return;
  }
  const told = serverEvent(log, event);
  found.fact(
    from,
    'log[]',
    element({
      target: told?.target,
      text: message.replace(/\s+/g, ' ').slice(0, 300),
      signature: told?.signature,
    }),
    { at },
  );
  const reaches = topologyIds.includes(id) ? reachesControllers([event]) : undefined;
  if (reaches !== undefined && server !== '')
    found.fact(from, `servers[${server}].dcsReachable`, reaches.reaches, { at });
  found.understood(from, title, to);
}

function bringLogon(
  event: WindowsEvent,
  line: number,
  at: string | undefined,
  element: (
    parts: Readonly<Record<string, string | number | undefined>>,
  ) => Readonly<Record<string, unknown>>,
  found: Collection,
  failed: Failed,
): boolean {
  const logon = failedLogon(event);
  if (logon === undefined) return false;
  const { status, signature, workstation, clientIp, logonType } = logon;
  const name = typedName(logon);
  const more = { at, about: name };
  found.about(name);
  const value = element({
    user: name,
    workstation,
    clientIp,
    logonType,
    substatus: status === undefined ? undefined : Number.parseInt(status, 16),
    text: status === undefined ? event.message.replace(/\s+/g, ' ').slice(0, 300) : `sub-status ${status}`,
    signature,
  });
  found.fact(line, 'log[]', { ...value, log: 'security' }, more);
  const before = failed.get(name.toLowerCase());
  const statuses = new Set([...(before?.statuses ?? []), ...(status === undefined ? [] : [status])]);
  if (statuses.size > 0) failed.set(name.toLowerCase(), { line, at: at ?? before?.at, statuses });
  found.fact(line, 'account.typedName', name, more);
  if (event.id === 4740 && at !== undefined) found.fact(line, 'account.lockedAt', at, more);
  return true;
}
