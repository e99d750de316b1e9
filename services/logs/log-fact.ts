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

/** What a line says besides its parts: its error; of a MAPI session over what, in which mode, how it was answered, through whom. */
function textOf({ errors, mapi }: LoggedRequest, failure: string | undefined): string | undefined {
  if (failure !== undefined) return errors.slice(0, 300);
  if (mapi === undefined) return undefined;
  const { transport, clientMode, responseCode = 0, through } = mapi;
  const said = [
    ...(transport === undefined ? [] : [`over ${transport}`]),
    ...(clientMode === undefined ? [] : [`client mode ${clientMode}`]),
    ...(responseCode === 0 ? [] : [`response code ${responseCode}`]),
    ...(through === undefined ? [] : [`through ${through}`]),
    ...(errors === '' ? [] : [errors]),
  ];
  return said.length === 0 ? undefined : said.join(', ').slice(0, 300);
}
/** RPC Client Access names a mailbox by a name that only the directory knows. */
const isLegacyName = (anchor: string | undefined): boolean => /^LegacyDN~/.test(anchor ?? '');

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
          anchor: isLegacyName(last.anchor) ? undefined : last.anchor,
          // A joined line names nobody; that it is hers is all that may be said.
          sid: basis === undefined && !isLegacyName(last.anchor) ? anchored : sid?.toUpperCase(),
          clientIp: last.clientIp,
          userAgent: last.userAgent,
          clientSoftware: last.mapi?.clientSoftware ?? (outlook === undefined ? undefined : 'Outlook'),
          clientVersion: last.mapi?.clientVersion ?? outlook,
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
    returnCode: last.mapi?.returnCode,
    exception: failure ?? /\b[A-Z]\w+Exception\b/.exec(last.errors)?.[0],
    text: last.log === 'httperr' ? last.errors : textOf(last, failure),
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
