import type { LogLine } from './read-line.ts';
import { timeOf } from './read-line.ts';
import { type LoggedRequest, mailboxIn, numberOf, type RequestLog } from './request.ts';

/** What none of these logs tells. */
const untold = {
  substatus: undefined,
  win32: undefined,
  backEndStatus: undefined,
  target: undefined,
  targetVersion: undefined,
  downLevel: undefined,
  authenticated: undefined,
  protocol: undefined,
  requestId: undefined,
  session: undefined,
  takenMs: undefined,
  query: undefined,
  userAgent: undefined,
} as const;

/** The request of a line of MapiHttp or of the address book service, Exchange 2016 CU4 and later. */
export function requestOfMapiHttp(line: LogLine, log: RequestLog): LoggedRequest | undefined {
  const at = timeOf(line);
  if (at === undefined) return undefined;
  const mailbox = line.get('mailboxid');
  return {
    ...untold,
    log,
    at,
    user: line.get('authenticateduser') ?? line.get('authenticateduseremail') ?? line.get('upn'),
    anchor: mailbox === undefined ? undefined : `MailboxGuid~${mailbox}`,
    method: line.get('requesttype'),
    stem: undefined,
    status: numberOf(line.get('httpstatuscode')),
    clientIp: line.get('clientip'),
    info: line.get('operationspecific') ?? '',
    errors: `${line.get('genericerrors') ?? ''}`,
    mapi: {
      responseCode: numberOf(line.get('responsecode')),
      returnCode: numberOf(line.get('returncode')),
      clientSoftware: line.get('clientsoftware'),
      clientVersion: versionOf(line.get('clientsoftwareversion')),
      clientMode: modeOf(line.get('clientmode')),
      transport: 'MapiHttp',
      through: line.get('sourcecafeserver'),
    },
  };
}

/** The operation of a line of RPC Client Access, and of MAPI before Exchange 2016 CU4, which is written alike. */
export function requestOfRpc(line: LogLine, log: RequestLog): LoggedRequest | undefined {
  const at = timeOf(line);
  if (at === undefined) return undefined;
  const name = line.get('client-name');
  return {
    ...untold,
    log,
    at,
    user: line.get('user-email'),
    anchor: name === undefined ? undefined : `LegacyDN~${name}`,
    method: line.get('operation'),
    stem: undefined,
    status: undefined,
    clientIp: line.get('client-ip'),
    info: line.get('operation-specific') ?? '',
    errors: line.get('failures') ?? '',
    mapi: {
      responseCode: undefined,
      // `1010 (rpc::LoginPerm)`
      returnCode: numberOf(/^\d+/.exec(line.get('rpc-status') ?? '')?.[0]),
      clientSoftware: line.get('client-software'),
      clientVersion: versionOf(line.get('client-software-version')),
      clientMode: line.get('client-mode'),
      transport: line.get('protocol'),
      through: undefined,
    },
  };
}

/** The request that HTTP.sys ended itself (its error log): it names nobody but for what stands in the address. */
export function requestOfHttpError(line: LogLine): LoggedRequest | undefined {
  const at = timeOf(line);
  if (at === undefined) return undefined;
  const [stem, query] = (line.get('cs-uri') ?? '').split('?', 2);
  const mailbox = mailboxIn(query);
  return {
    ...untold,
    log: 'httperr',
    at,
    user: undefined,
    anchor: mailbox === undefined ? undefined : `MailboxGuid~${mailbox}`,
    method: line.get('cs-method'),
    stem: stem === '' ? undefined : stem,
    query,
    status: numberOf(line.get('sc-status')),
    clientIp: line.get('c-ip'),
    info: line.get('s-queuename') ?? '',
    errors: line.get('s-reason') ?? '',
  };
}

const versionOf = (text: string | undefined): string | undefined => /^\d+(?:\.\d+)+/.exec(text ?? '')?.[0];
/** MapiHttp writes the number of [MS-OXCRPC]’s client mode: 1 classic, 2 cached. */
const modeOf = (text: string | undefined): string | undefined =>
  text === '1' ? 'Classic' : text === '2' ? 'Cached' : text;
