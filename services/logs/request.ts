import { type LogLine, timeOf } from './read-line.ts';

export type RequestLog =
  | 'iis'
  | 'iis-backend'
  | 'http-proxy'
  | 'mapi-http'
  | 'address-book'
  | 'rca'
  | 'httperr';

/** What only the logs of MAPI and RPC tell. */
export interface MapiPart {
  /** X-ResponseCode ([MS-OXCMAPIHTTP] 2.2.3.3.3). */
  readonly responseCode: number | undefined;
  /** The error of the operation itself ([MS-OXCDATA] 2.4): 1010 is ecLoginPerm. */
  readonly returnCode: number | undefined;
  readonly clientSoftware: string | undefined;
  readonly clientVersion: string | undefined;
  /** Cached, Classic, as logged. */
  readonly clientMode: string | undefined;
  /** ncacn_ip_tcp, ncacn_http, MapiHttp. */
  readonly transport: string | undefined;
  /** The front end that passed the request on. */
  readonly through: string | undefined;
}

/** One request as a log line tells it; what the line does not say is undefined. */
export interface LoggedRequest {
  readonly log: RequestLog;
  /** ms since the epoch. */
  readonly at: number;
  readonly user: string | undefined;
  readonly anchor: string | undefined;
  readonly method: string | undefined;
  readonly stem: string | undefined;
  readonly query: string | undefined;
  readonly status: number | undefined;
  readonly substatus: number | undefined;
  readonly win32: number | undefined;
  readonly backEndStatus: number | undefined;
  readonly target: string | undefined;
  readonly targetVersion: string | undefined;
  readonly downLevel: boolean | undefined;
  readonly userAgent: string | undefined;
  readonly clientIp: string | undefined;
  readonly authenticated: boolean | undefined;
  readonly protocol: string | undefined;
  /** HttpProxy's RequestId, IIS's cafeReqId: the same request in both logs. */
  readonly requestId: string | undefined;
  /** OutlookSession of the cookie, where IIS logs cookies, lower case without braces: one Outlook process. */
  readonly session: string | undefined;
  /** ms from its arrival to `at`: a request that waits for new mail takes minutes. */
  readonly takenMs: number | undefined;
  /** What the front end says of routing and of errors. */
  readonly info: string;
  readonly errors: string;
  readonly mapi?: MapiPart;
}

/** The request of an IIS line (W3C extended log file format; blanks are written as `+`). */
export function requestOfIis(line: LogLine, log: 'iis' | 'iis-backend'): LoggedRequest | undefined {
  const at = timeOf(line);
  if (at === undefined) return undefined;
  const query = line.get('cs-uri-query');
  const mailbox = mailboxIn(query);
  const cookies = line.get('cs(cookie)');
  return {
    log,
    at,
    user: line.get('cs-username'),
    // As the front end would anchor it.
    anchor: mailbox === undefined ? undefined : `MailboxGuid~${mailbox}`,
    method: line.get('cs-method'),
    stem: line.get('cs-uri-stem'),
    query,
    status: numberOf(line.get('sc-status')),
    substatus: numberOf(line.get('sc-substatus')),
    win32: numberOf(line.get('sc-win32-status')),
    backEndStatus: undefined,
    target: undefined,
    targetVersion: undefined,
    downLevel: undefined,
    userAgent: line.get('cs(user-agent)')?.replaceAll('+', ' '),
    clientIp: (line.get('x-forwarded-for') ?? line.get('c-ip'))?.split(',')[0]?.trim(),
    authenticated: undefined,
    protocol: undefined,
    requestId: /cafeReqId=([0-9a-f-]{36})/i.exec(query ?? '')?.[1]?.toLowerCase(),
    session: /OutlookSession="?\{?([0-9a-f-]{36})/i.exec(cookies ?? '')?.[1]?.toLowerCase(),
    takenMs: numberOf(line.get('time-taken')),
    info: '',
    errors: '',
  };
}

/** The mailbox that a query names, `guid` or `guid@domain`: `MailboxId=guid@domain` of /mapi, `guid@domain:6001` of /rpc. */
export const mailboxIn = (query = ''): string | undefined => (stated.exec(query) ?? bare.exec(query))?.[1];
const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const stated = new RegExp(`MailboxId=(${guid}(?:@[^&;:]+)?)`, 'i');
const bare = new RegExp(`(?:^|[?&])(${guid}@[^&;:]+)`, 'i');

/** The request of an HttpProxy line, by the names of its columns. */
export function requestOfHttpProxy(line: LogLine): LoggedRequest | undefined {
  const at = timeOf(line);
  if (at === undefined) return undefined;
  const info = line.get('genericinfo') ?? '';
  const errors = line.get('genericerrors') ?? '';
  const targetVersion = line.get('targetserverversion');
  const says = /ProxyToDownLevel=(True|False)/i.exec(`${info};${errors}`)?.[1]?.toLowerCase();
  return {
    log: 'http-proxy',
    at,
    user: line.get('authenticateduser'),
    anchor: line.get('anchormailbox'),
    method: line.get('method'),
    stem: line.get('urlstem'),
    query: line.get('urlquery'),
    status: numberOf(line.get('httpstatus')),
    substatus: undefined,
    win32: undefined,
    backEndStatus: numberOf(line.get('backendstatus')),
    target: line.get('targetserver'),
    targetVersion,
    downLevel: says === undefined ? isOlder(targetVersion) : says === 'true',
    // IIS writes `+` for blanks: both logs name a program alike.
    userAgent: line.get('useragent')?.replaceAll('+', ' '),
    clientIp: line.get('clientipaddress'),
    authenticated: flagOf(line.get('isauthenticated')),
    protocol: line.get('protocol'),
    requestId: line.get('requestid')?.toLowerCase(),
    session: undefined,
    takenMs: numberOf(line.get('totalrequesttime')),
    info,
    errors,
  };
}

/** Whether a target version is of Exchange 2007 or 2010: `14.03.0123.000`, `Version 14.3 (Build 123.0)`. */
function isOlder(version: string | undefined): boolean | undefined {
  const major = /^(?:Version )?0?(\d{1,2})\.\d/i.exec(version ?? '')?.[1];
  return major === undefined ? undefined : major === '8' || major === '14';
}
export const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
const flagOf = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : text.toLowerCase() === 'true';
