import type { LoggedRequest } from './request.ts';

/**
 * What a request's end means: a signature of the vocabulary, undefined when nothing; `open` and `open-denied` when only
 * what follows decides whether it was a step of a logon, or else a refusal or a wrong password.
 */
export type Signature = string | undefined;

/** Windows error codes and SSPI statuses that IIS writes beside a refused logon (winerror.h). */
const refusals: ReadonlyMap<number, string> = new Map([
  [1326, 'bad-password'],
  [1909, 'locked'],
  [1330, 'expired'],
  [1793, 'expired'],
  [1331, 'disabled'],
  [1907, 'must-change'],
  [1327, 'restricted'],
  [1328, 'restricted'],
  [1329, 'restricted'],
  [1311, 'no-domain-controller'],
  [1396, 'spn-wrong-account'],
  [1398, 'clock-skew'],
  [1937, 'ntlm-blocked'],
  [0x8009_0311, 'no-domain-controller'],
  [0x8009_0322, 'spn-wrong-account'],
  [0x8009_0324, 'clock-skew'],
  [0x8009_0342, 'no-etype'],
  [0x8009_0346, 'channel-binding'],
]);
/** SEC_E_LOGON_DENIED: a PC outside the domain offers its own account first, and the right one a moment later. */
const logonDenied = 0x8009_030c;
const redirects = [301, 302, 307];

/** The signature of one request, without what came after it. */
export function signatureOf(request: LoggedRequest): Signature {
  switch (request.log) {
    case 'http-proxy':
      return ofHttpProxy(request);
    case 'iis':
    case 'iis-backend':
      return ofIis(request);
    case 'httperr':
      return ofHttpError(request);
    default:
      return ofMapi(request);
  }
}

function ofHttpProxy(request: LoggedRequest): Signature {
  const { status, backEndStatus, downLevel, info, errors, stem = '', protocol = '' } = request;
  const failed = /NegotiateSecurityContext failed.{0,400}?status '(\w+)'/is.exec(`${errors};${info}`)?.[1];
  if (failed !== undefined) return negotiate[failed.toLowerCase()];
  const isEws = /^ews$/i.test(protocol) || /^\/ews/i.test(stem);
  const isAutodiscover = /^autodiscover$/i.test(protocol) || /^\/autodiscover/i.test(stem);
  if (downLevel === true && isAutodiscover && redirects.includes(status ?? 0)) return 'stale-location';
  if (downLevel === true && isEws && status === 500 && /RoutingEntry=[^;]*Server:/i.test(info))
    return 'stale-location';
  if (status === 401 && backEndStatus === 401) return downLevel === true ? 'down-level-401' : 'back-end-401';
  if (status === 401) return request.authenticated === true ? 'front-end-401' : 'open';
  if (status === 503 && /^\/rpc/i.test(stem) && downLevel === true) return 'queue-full';
  if (status !== undefined && status >= 200 && status < 300) return 'success';
  return ofErrors(errors);
}
/** The status of the operating system’s security package, by the name that .NET gives it. */
const negotiate: Readonly<Record<string, string>> = {
  invalidtoken: 'negotiate-invalid-token',
  targetunknown: 'negotiate-target-unknown',
  logondenied: 'negotiate-logon-denied',
  wrongprincipal: 'spn-wrong-account',
  timeskew: 'clock-skew',
  noauthenticatingauthority: 'no-domain-controller',
};
/** Exceptions of Exchange that say what was missing, in whatever log they stand. */
function ofErrors(errors: string): Signature {
  if (/NoSuitableServerFound|SuitabilityDirectoryException|AllDirectoryServers?Down/i.test(errors))
    return 'no-domain-controller';
  if (/MdbOffline|MailboxOffline|DatabaseOffline/i.test(errors)) return 'database-dismounted';
  return /LoginPerm/i.test(errors) ? 'login-perm' : undefined;
}

/** X-ResponseCode: invalid context cookie, context not found, missing cookie, invalid sequence ([MS-OXCMAPIHTTP] 2.2.3.3.3). */
const lostContext = [6, 10, 13, 15];
/** ecLoginPerm; ec=1142 of MapiExceptionMdbOffline. */
const returned: ReadonlyMap<number, string> = new Map([
  [1010, 'login-perm'],
  [1142, 'database-dismounted'],
]);
function ofMapi({ log, status, errors, mapi }: LoggedRequest): Signature {
  if (status === 401) return 'back-end-401';
  if (lostContext.includes(mapi?.responseCode ?? 0)) return 'session-lost';
  const failed = returned.get(mapi?.returnCode ?? 0) ?? ofErrors(errors);
  if (failed !== undefined) return failed;
  if (log === 'address-book' && /max\w* ?(?:nspi )?(?:session|connection)s?\w*|session limit/i.test(errors))
    return 'nspi-limit';
  const isGood = (code: number | undefined) => code === undefined || code === 0;
  const isAnswered = status === undefined || (status >= 200 && status < 300);
  return isAnswered && errors === '' && isGood(mapi?.responseCode) && isGood(mapi?.returnCode)
    ? 'success'
    : undefined;
}

/** What HTTP.sys says when it ends a request by itself (KB820729). */
function ofHttpError({ errors }: LoggedRequest): Signature {
  if (/^QueueFull$/i.test(errors)) return 'queue-full';
  return /^(?:FieldLength|RequestLength)$/i.test(errors) ? 'request-too-large' : undefined;
}

function ofIis(request: LoggedRequest): Signature {
  const { status, substatus, win32, user, stem = '' } = request;
  if (status === 401) {
    const refused = refusals.get(win32 ?? -1);
    if (refused !== undefined) return refused;
    // Turned away after the account was known: the back end, or a rule behind authentication.
    if (user !== undefined) return win32 === logonDenied ? 'bad-password' : 'back-end-401';
    if (win32 === logonDenied) return 'open-denied';
    // 401 2 5, 401 0 0 and 401 1 2148074254 are steps of every NTLM logon.
    return 'open';
  }
  if (status === 403 && [7, 13, 16, 17].includes(substatus ?? 0)) return 'client-certificate';
  if (status === 503 && /^\/rpc/i.test(stem)) return 'queue-full';
  if (status === 400 && request.stem === undefined) return 'request-too-large';
  return status !== undefined && status >= 200 && status < 300 ? 'success' : undefined;
}
