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
    errors: withUnread(line, line.get('genericerrors') ?? '', [
      ['httpstatuscode', numberOf],
      ['responsecode', codeOf],
      ['returncode', codeOf],
    ]),
    mapi: {
      responseCode: codeOf(line.get('responsecode')),
      returnCode: codeOf(line.get('returncode')),
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
    errors: withUnread(line, line.get('failures') ?? '', [['rpc-status', codeOf]]),
    mapi: {
      responseCode: undefined,
      returnCode: codeOf(line.get('rpc-status')),
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

/** A code as these logs write it, without its sign: `1010 (rpc::LoginPerm)`, `0x80040111`, `-2147221231 (LogonFailed)`. */
function codeOf(text: string | undefined): number | undefined {
  const code = /^\s*(0x[0-9a-f]{1,8}|-?\d{1,10})(?![\w.])/i.exec(text ?? '')?.[1];
  if (code === undefined) return undefined;
  const number = Number(code);
  return number >= -0x8000_0000 && number <= 0xffff_ffff ? number >>> 0 : undefined;
}
/** Errors with what stands where a status is expected and is none: such an operation is not known to have gone well. */
function withUnread(
  line: LogLine,
  errors: string,
  columns: readonly (readonly [name: string, read: (text: string) => number | undefined])[],
): string {
  const unread = columns.flatMap(([name, read]) => {
    const text = line.get(name);
    return text === undefined || read(text) !== undefined ? [] : [`${name} ${text.slice(0, 100)}`];
  });
  return [...(errors === '' ? [] : [errors]), ...unread].join('; ');
}
const versionOf = (text: string | undefined): string | undefined => /^\d+(?:\.\d+)+/.exec(text ?? '')?.[0];
/** MapiHttp writes the number of [MS-OXCRPC]’s client mode: 1 classic, 2 cached. */
const modeOf = (text: string | undefined): string | undefined =>
  text === '1' ? 'Classic' : text === '2' ? 'Cached' : text;
