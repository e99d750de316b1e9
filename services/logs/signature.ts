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
  [0x8009_0322, 'spn-wrong-account'],
  [0x8009_0324, 'clock-skew'],
  [0x8009_0346, 'channel-binding'],
]);
/** SEC_E_LOGON_DENIED: a PC outside the domain offers its own account first, and the right one a moment later. */
const logonDenied = 0x8009_030c;
const redirects = [301, 302, 307];

/** The signature of one request, without what came after it. */
export function signatureOf(request: LoggedRequest): Signature {
  return request.log === 'http-proxy' ? ofHttpProxy(request) : ofIis(request);
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
  return status !== undefined && status >= 200 && status < 300 ? 'success' : undefined;
}
const negotiate: Readonly<Record<string, string>> = {
  invalidtoken: 'negotiate-invalid-token',
  targetunknown: 'negotiate-target-unknown',
  logondenied: 'negotiate-logon-denied',
};

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
