import { type Basis, clientOf, type Side, sideOf } from './links.ts';
import { createMoments, type Moments } from './moments.ts';
import { type Fields, textsOfValue } from './read-line.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import { merged, type Span } from './span.ts';
import { isAnonymous, isHerName, type Wanted } from './wanted.ts';

/** What to look for in a log so as to find lines of hers that name nobody. */
export interface Sought {
  /** As `linksIn` gives them. */
  readonly links: readonly string[];
  needles(fields: Fields): readonly string[];
  spans(): readonly Span[];
}
/** Learns from her own lines by what other lines of hers are known, and keeps lines that may be. */
export interface Joins {
  /** A line that is hers by name. */
  learn(request: LoggedRequest): void;
  /** A line that shares a link with hers; false when it would have to be kept and there is no room. */
  offer(request: LoggedRequest): boolean;
  /** What a whole log is to be searched for: programs and sessions that are hers. */
  soughtFirst(log: RequestLog): Sought;
  /** What parts of a log are to be searched for in addition, leaving out links that it was already searched for. */
  soughtAgain(log: RequestLog, already: ReadonlySet<string>): Sought;
  /** By what a line is hers, undefined when it is not. */
  basisOf(request: LoggedRequest): Basis | undefined;
  /** The lines kept, the refused ones among those offered. */
  readonly offered: readonly LoggedRequest[];
  /** Lets go of kept lines that are dealt with or can no longer be hers, now and then, as that takes time. */
  sift(isDone: (request: LoggedRequest, basis: Basis) => boolean): void;
}

const minute = 60_000;
/** Address and program tell her only shortly before and after a line that names her. */
export const clientJoinMinutes = 10;
/** An address that shows another account within this time of a line is no single person's (SNAT, terminal server, VPN pool). */
const sharedMs = 30 * minute;
/** The two logs write one request's end within moments. */
const requestJoinMs = 2 * minute;
const mostRequests = 2_000;
const mostSessions = 64;
const mostClients = 32;
const mostOffered = 4_096;
const siftedEvery = 1_024;

interface Client {
  /** When she was seen there, by program. */
  readonly programs: Map<string, Moments>;
  readonly others: Moments;
}

const otherThan = (side: Side): Side => (side === 'iis' ? 'http-proxy' : 'iis');
/** A device may add the client's address in front of others, in a column of its own. */
const addressNeedles = (fields: Fields, address: string): readonly string[] => [
  ...textsOfValue(fields, 'c-ip', address),
  ...textsOfValue(fields, 'clientipaddress', address),
  ...(fields.names.includes('x-forwarded-for') ? [address] : []),
];

export function createJoins(wanted: Wanted, window: Span): Joins {
  const requests: Readonly<Record<Side, Map<string, LoggedRequest>>> = {
    iis: new Map(),
    'http-proxy': new Map(),
  };
  const sessions = new Set<string>();
  const clients = new Map<string, Client>();
  let offered: LoggedRequest[] = [];
  let asked = 0;

  /** Her refused requests that only the other log names her in. */
  const pending = (side: Side): readonly (readonly [string, LoggedRequest])[] =>
    [...requests[otherThan(side)]].filter(([id]) => !requests[side].has(id));
  const isShared = ({ others }: Client, at: number) => others.anyIn(at - sharedMs, at + sharedMs);
  const basisOf = (request: LoggedRequest): Basis | undefined => {
    const { requestId, session, userAgent = '', at } = request;
    const otherSide = requests[otherThan(sideOf(request.log))];
    if (requestId !== undefined && otherSide.has(requestId)) return 'request';
    if (session !== undefined && sessions.has(session)) return 'session';
    const client = clients.get(clientOf(request) ?? '');
    const seen = client?.programs.get(userAgent);
    if (client === undefined || seen === undefined || isShared(client, at)) return undefined;
    const around = clientJoinMinutes * minute;
    return seen.anyIn(at - around, at + around) ? 'client' : undefined;
  };
  const learnRequest = (request: LoggedRequest): void => {
    const { requestId, status = 0 } = request;
    const side = requests[sideOf(request.log)];
    if (requestId !== undefined && status >= 400 && side.size < mostRequests) side.set(requestId, request);
  };
  const learnClient = (request: LoggedRequest): void => {
    const address = clientOf(request);
    if (address === undefined || request.userAgent === undefined) return;
    let client = clients.get(address);
    if (client === undefined) {
      if (clients.size >= mostClients) return;
      client = { programs: new Map(), others: createMoments() };
      clients.set(address, client);
    }
    const seen = client.programs.get(request.userAgent) ?? createMoments();
    seen.add(request.at);
    if (client.programs.size < mostClients) client.programs.set(request.userAgent, seen);
  };
  const sought = (
    log: RequestLog,
    already: ReadonlySet<string>,
    refused: readonly (readonly [string, LoggedRequest])[],
  ): Sought => {
    const side = sideOf(log);
    const newSessions = side === 'iis' ? [...sessions].filter((one) => !already.has(one)) : [];
    const newClients = log === 'iis-backend' ? [] : [...clients].filter(([address]) => !already.has(address));
    const statuses = new Set(refused.map(([, { status }]) => String(status)));
    const column = side === 'iis' ? 'sc-status' : 'httpstatus';
    const around = clientJoinMinutes * minute + sharedMs;
    return {
      links: [...refused.map(([id]) => id), ...newSessions, ...newClients.map(([address]) => address)],
      // A request has the same status in both logs; ids may be too many to look for each.
      needles: (fields) => [
        ...[...statuses].flatMap((status) => textsOfValue(fields, column, status)),
        ...newSessions,
        ...newClients.flatMap(([address]) => addressNeedles(fields, address)),
      ],
      spans: () =>
        merged([
          ...refused.map(([, { at }]) => ({ from: at - requestJoinMs, to: at + requestJoinMs })),
          ...(newSessions.length > 0 ? [window] : []),
          ...newClients.flatMap(([, { programs }]) =>
            [...programs.values()].flatMap((seen) => seen.spans(around)),
          ),
        ]),
    };
  };
  return {
    learn: (request) => {
      const { session } = request;
      learnRequest(request);
      if (session !== undefined && sessions.size < mostSessions) sessions.add(session);
      if (request.user !== undefined && isHerName(request.user, wanted)) learnClient(request);
    },
    offer: (request) => {
      if (request.user !== undefined) {
        // An account whose name ends in $ is a computer's.
        if (!isHerName(request.user, wanted) && !request.user.endsWith('$'))
          clients.get(clientOf(request) ?? '')?.others.add(request.at);
        return true;
      }
      if ((request.status ?? 0) < 400 || !isAnonymous(request)) return true;
      const client = clients.get(clientOf(request) ?? '');
      if (basisOf(request) === undefined && client !== undefined && isShared(client, request.at)) return true;
      if (offered.length >= mostOffered) return false;
      offered.push(request);
      // What the session shows to be hers may stand in the other log under the same id.
      if (request.session !== undefined && sessions.has(request.session)) learnRequest(request);
      return true;
    },
    soughtFirst: (log) => sought(log, new Set(), []),
    soughtAgain: (log, already) =>
      sought(
        log,
        already,
        pending(sideOf(log)).filter(([id]) => !already.has(id)),
      ),
    basisOf,
    get offered() {
      return offered;
    },
    sift: (isDone) => {
      asked += 1;
      if (asked % siftedEvery !== 1) return;
      offered = offered.filter((request) => {
        const client = clients.get(clientOf(request) ?? '');
        const basis = basisOf(request);
        if (basis !== undefined) return !isDone(request, basis);
        return client === undefined || !isShared(client, request.at);
      });
      // There is room again: the next time it is full is a new one.
      if (offered.length < mostOffered - siftedEvery) asked = 0;
    },
  };
}
