import type { NewFact } from '../looking/look.ts';
import type { LoggedRequest } from './request.ts';
import { type Signature, signatureOf } from './signature.ts';
import { isHers, isOfOpened, type Wanted } from './wanted.ts';

/** What the lines of one server come to. */
export interface Reduction {
  add(request: LoggedRequest): void;
  /** A file ended: what still waits for what follows is settled. */
  endOfFile(): void;
  facts(): readonly NewFact[];
  /** True when there were more kinds of lines than are kept. */
  readonly cut: boolean;
  /** Addresses from which her own named requests came. */
  readonly clients: ReadonlySet<string>;
}
export interface ReductionParts {
  readonly server: string;
  readonly wanted: Wanted;
  /** Whether her mailbox is on Exchange 2013 or newer: only then is a way down to 2010 a stale location. */
  readonly modern: boolean;
  /** ms since the epoch: lines before the move are no fault. */
  readonly movedAt: number | undefined;
  /** ms since the epoch: when the search was begun. */
  readonly to: number;
}

interface Group {
  readonly request: LoggedRequest;
  readonly signature: string | undefined;
  readonly hers: boolean;
  count: number;
  firstAt: number;
  lastAt: number;
  last: LoggedRequest;
  readonly users: Set<string>;
}
const mostGroups = 300;
const mostUsers = 10_000;
const mostWaiting = 100;
/** A challenge is answered on the same connection within moments; IIS writes whole seconds. */
const answerMs = 2_999;
/** IIS writes late: what came after a younger line may not be written yet. */
const lateMs = 120_000;
const hourMs = 3_600_000;

/** Collects requests of one server's logs into one fact for each user, anchor, target, status and signature. */
export function reduction({ server, wanted, modern, movedAt, to }: ReductionParts): Reduction {
  const groups = new Map<string, Group>();
  const waiting = new Map<string, LoggedRequest[]>();
  const clients = new Set<string>();
  let cut = false;

  const keep = (request: LoggedRequest, signature: string | undefined): void => {
    const hers = isHers(request, wanted) || isOfOpened(request, wanted);
    // Other people's lines count by server and target alone: who they are is no business of this case.
    const who = hers ? [request.user, request.anchor] : [];
    const key = [request.log, hers, ...who, request.target, request.status, signature]
      .join('\n')
      .toLowerCase();
    const group = groups.get(key);
    if (group === undefined) {
      if (groups.size >= mostGroups) {
        cut = true;
        return;
      }
      groups.set(key, {
        request,
        signature,
        hers,
        count: 1,
        firstAt: request.at,
        lastAt: request.at,
        last: request,
        users: new Set([nameOf(request)]),
      });
      return;
    }
    group.count += 1;
    if (group.users.size < mostUsers) group.users.add(nameOf(request));
    group.firstAt = Math.min(group.firstAt, request.at);
    if (request.at < group.lastAt) return;
    group.lastAt = request.at;
    group.last = request;
  };
  const settle = (client: string, until: number, as: string): void => {
    const open = waiting.get(client);
    if (open === undefined) return;
    const still = open.filter(({ at }) => at >= until);
    for (const request of open) if (request.at < until) keep(request, as);
    if (still.length === 0) waiting.delete(client);
    else waiting.set(client, still);
  };
  return {
    get cut() {
      return cut;
    },
    clients,
    add: (request) => {
      const client = `${request.log}\n${request.clientIp}\n${request.userAgent}`;
      const signature = judged(request, signatureOf(request), modern, movedAt, wanted);
      if (request.user !== undefined && request.clientIp !== undefined && isHers(request, wanted))
        clients.add(request.clientIp);
      // Older ones stayed without an answer.
      settle(client, request.at - answerMs, 'front-end-401');
      if (signature === 'open') {
        const open = waiting.get(client) ?? [];
        waiting.set(client, [...open, request].slice(-mostWaiting));
        return;
      }
      settle(client, Number.POSITIVE_INFINITY, 'challenge');
      keep(request, signature);
    },
    endOfFile: () => {
      for (const open of waiting.values())
        for (const request of open) {
          // Logs roll at the full hour: the answer to the last moments before it stands in the next file.
          const rolled = hourMs - (request.at % hourMs) <= answerMs;
          if (request.at < to - lateMs && !rolled) keep(request, 'front-end-401');
        }
      waiting.clear();
    },
    facts: () => [...groups.values()].map((group) => factOf(server, group)),
  };
}

const nameOf = ({ user, anchor }: LoggedRequest): string => (anchor ?? user ?? '').toLowerCase();

/** The same line means something else for a mailbox on 2010, before the move, or for another's mailbox. */
function judged(
  request: LoggedRequest,
  signature: Signature,
  modern: boolean,
  movedAt: number | undefined,
  wanted: Wanted,
): Signature {
  if (signature !== 'stale-location') return signature;
  const since = movedAt === undefined || request.at >= movedAt;
  return modern && since && !isOfOpened(request, wanted) ? signature : undefined;
}

function factOf(server: string, { last, signature, hers, count, firstAt, lastAt, users }: Group): NewFact {
  const outlook = /Microsoft Outlook (\d+(?:\.\d+)+)/.exec(last.userAgent ?? '')?.[1];
  const sid = /^Sid~(S-1-[\d-]+)$/i.exec(last.anchor ?? '')?.[1];
  const failure = /NegotiateSecurityContext failed.{0,200}?status '\w+'/is.exec(
    `${last.errors};${last.info}`,
  )?.[0];
  const element: Record<string, string | number | boolean | undefined> = {
    server,
    log: last.log,
    at: new Date(lastAt).toISOString(),
    firstAt: new Date(firstAt).toISOString(),
    count,
    ...(hers
      ? {
          user: last.user,
          anchor: last.anchor,
          sid,
          clientIp: last.clientIp,
          userAgent: last.userAgent,
          clientSoftware: outlook === undefined ? undefined : 'Outlook',
          clientVersion: outlook,
        }
      : { users: users.size }),
    method: last.method,
    stem: hers ? last.stem : last.stem?.replace(/\/[^/]*(?:@|%40)[^/]*\//i, '/…/'),
    status: last.status,
    substatus: last.substatus,
    win32: last.win32,
    backEndStatus: last.backEndStatus,
    target: last.target,
    targetVersion: last.targetVersion,
    downLevel: last.downLevel,
    exception: failure,
    text: failure === undefined ? undefined : last.errors.slice(0, 300),
    signature,
  };
  return {
    fact: 'log[]',
    value: Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined)),
    from: 'log',
    source: `${last.log} log of ${server}, ${count} ${count === 1 ? 'line' : 'lines'}`,
    at: new Date(lastAt).toISOString(),
  };
}
