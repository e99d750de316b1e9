import type { NewFact } from '../looking/look.ts';
import { clientJoinMinutes } from './joins.ts';
import type { Basis } from './links.ts';
import type { LoggedRequest } from './request.ts';
import type { Signature } from './signature.ts';

/** Lines alike in all that makes one fact. */
export interface LineGroup {
  readonly signature: Signature;
  /** False for the lines of others, who are no business of this case. */
  readonly hers: boolean;
  /** By what lines that name nobody are hers. */
  readonly basis: Basis | undefined;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly last: LoggedRequest;
}
const joinedBy: Readonly<Record<Basis, string>> = {
  request: 'hers by the id of a request that her other log line has',
  session: 'hers by the Outlook session in the cookie',
  client: `hers by client address and program, within ${clientJoinMinutes} minutes of a line that names her`,
};

/** One `log[]` fact. `sid` is hers, lower case; `mailboxes` how many met the same fault of the server. */
export function logFact(
  server: string,
  sid: string | undefined,
  { last, signature, hers, basis, count, firstAt, lastAt }: LineGroup,
  mailboxes: number | undefined,
): NewFact {
  const outlook = /Microsoft Outlook (\d+(?:\.\d+)+)/.exec(last.userAgent ?? '')?.[1];
  const failure = /NegotiateSecurityContext failed.{0,200}?status '\w+'/is.exec(
    `${last.errors};${last.info}`,
  )?.[0];
  const anchored = /^Sid~(S-1-[\d-]+)$/i.exec(last.anchor ?? '')?.[1];
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
          // A joined line names nobody; that it is hers is all that may be said.
          sid: basis === undefined ? anchored : sid?.toUpperCase(),
          clientIp: last.clientIp,
          userAgent: last.userAgent,
          clientSoftware: outlook === undefined ? undefined : 'Outlook',
          clientVersion: outlook,
        }
      : {}),
    users: mailboxes,
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
  const lines = `${last.log} log of ${server}, ${count} ${count === 1 ? 'line' : 'lines'}`;
  return {
    fact: 'log[]',
    value: Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined)),
    from: 'log',
    source: basis === undefined ? lines : `${lines}, ${joinedBy[basis]}`,
    at: new Date(lastAt).toISOString(),
  };
}
