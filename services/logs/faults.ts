import { type Fields, textsOfValue } from './read-line.ts';
import type { LoggedRequest } from './request.ts';
import type { Signature } from './signature.ts';

/** Front ends that could not sign in to an older server say so for whomever they asked. */
const negotiateFailed = 'NegotiateSecurityContext failed';
/** How front and back end end when a location is stale: Autodiscover redirects, EWS fails. */
const staleStatuses = ['301', '302', '307', '500'];

/** Texts one of which stands in every http-proxy line that shows a fault of the server, whoever met it. */
export function faultNeedles(fields: Fields): readonly string[] {
  const front = fields.names.indexOf('httpstatus');
  if (front < 0) return [];
  const both = fields.names[front + 1] === 'backendstatus';
  return [
    negotiateFailed,
    ...staleStatuses.flatMap((status) =>
      // Two columns at once are found much more seldom than one.
      textsOfValue(fields, 'httpstatus', both ? `${status},${status}` : status).slice(0, 1),
    ),
  ];
}

/** Whether a line shows a fault of the server that others meet too. */
export const isFault = (request: LoggedRequest, signature: Signature): boolean =>
  request.log === 'http-proxy' &&
  (signature === 'stale-location' || request.errors.includes(negotiateFailed));
