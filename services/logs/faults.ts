import { type Fields, textsOfValue } from './read-line.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import type { Signature } from './signature.ts';

/** Front ends that could not sign in to an older server say so for whomever they asked. */
const negotiateFailed = 'NegotiateSecurityContext failed';
/** How front and back end end when a location is stale: Autodiscover redirects, EWS fails. */
const staleStatuses = ['301', '302', '307', '500'];
/** What a back end and what a full queue answer. */
const refusedStatuses = ['401', '503'];

/**
 * Texts one of which stands in every line of a log that shows a fault of the server, whoever met it. Several columns at
 * once are found much more seldom than one.
 */
export function faultNeedles(log: RequestLog, fields: Fields): readonly string[] {
  switch (log) {
    case 'http-proxy':
      return ofHttpProxy(fields);
    case 'iis':
      // Found seldom by their tails: most lines hold ` 401 ` or ` 200 `.
      return columns(fields, 'sc-substatus', 'sc-win32-status', [
        '1 2148074257',
        '1 2148074274',
        '1 2148074276',
        '1 2148074310',
        '1 1311',
      ]);
    case 'mapi-http':
    case 'address-book':
      return [
        'MdbOffline',
        ...[6, 10, 13, 15].flatMap((code) =>
          columns(fields, 'httpstatuscode', 'responsecode', [`200 ${code}`]),
        ),
        ...textsOfValue(fields, 'returncode', '1010').slice(0, 1),
        ...textsOfValue(fields, 'returncode', '1142').slice(0, 1),
      ];
    case 'rca':
      return ['LoginPerm', 'MdbOffline'];
    case 'httperr':
      return ['QueueFull', 'FieldLength', 'RequestLength'];
    default:
      return [];
  }
}

function ofHttpProxy(fields: Fields): readonly string[] {
  const front = fields.names.indexOf('httpstatus');
  if (front < 0) return [];
  const both = fields.names[front + 1] === 'backendstatus';
  return [
    negotiateFailed,
    'NoSuitableServerFound',
    'MdbOffline',
    ...staleStatuses.flatMap((status) =>
      textsOfValue(fields, 'httpstatus', both ? `${status},${status}` : status).slice(0, 1),
    ),
    ...(both ? refusedStatuses : []).flatMap((status) =>
      textsOfValue(fields, 'httpstatus', `${status},${status}`).slice(0, 1),
    ),
  ];
}

/** Values of two columns that stand side by side, as a line has them; none where they do not. */
function columns(
  fields: Fields,
  first: string,
  second: string,
  values: readonly string[],
): readonly string[] {
  const at = fields.names.indexOf(first);
  if (at < 0 || fields.names[at + 1] !== second) return [];
  const separator = fields.form === 'csv' ? ',' : ' ';
  return values.flatMap((value) => textsOfValue(fields, first, value.replaceAll(' ', separator)).slice(0, 1));
}

/** Faults of a server, or between servers, that others meet too. */
const shared: ReadonlySet<string> = new Set([
  'stale-location',
  'spn-wrong-account',
  'clock-skew',
  'channel-binding',
  'ntlm-blocked',
  'no-domain-controller',
  'down-level-401',
  'back-end-401',
  'session-lost',
  'login-perm',
  'database-dismounted',
  'queue-full',
  'request-too-large',
  'nspi-limit',
]);
/** Of these a line is worth telling even when only others met it: the server fails whoever asks. */
const everybodys: ReadonlySet<string> = new Set(['no-domain-controller', 'queue-full', 'request-too-large']);

/** Whether a line shows a fault of the server that others meet too. */
export const isFault = (request: LoggedRequest, signature: Signature): boolean =>
  (signature !== undefined && shared.has(signature)) || request.errors.includes(negotiateFailed);

/** Whether a line of somebody else's tells of everybody: that one server is not let in by another, say. */
export const isEverybodys = (request: LoggedRequest, signature: Signature): boolean =>
  request.errors.includes(negotiateFailed) || (signature !== undefined && everybodys.has(signature));
