import type { LoggedRequest, RequestLog } from './request.ts';

/** How a line without a name is known to be hers, strongest first. */
export type Basis = 'request' | 'session' | 'client';

/** The same request has one id in the front end's two logs; each side is looked for in the other. */
export type Side = 'iis' | 'http-proxy';
export const sideOf = (log: RequestLog): Side => (log === 'http-proxy' ? 'http-proxy' : 'iis');

/** What a line can be joined by: its request's id, its Outlook session, its client's address. */
export const linksIn = (request: LoggedRequest): readonly string[] =>
  [request.requestId, request.session, clientOf(request)].filter((link) => link !== undefined);

/** The client's address; undefined over loopback, and in a back end's log, which sees only front ends. */
export function clientOf({ log, clientIp }: LoggedRequest): string | undefined {
  if (log === 'iis-backend' || clientIp === undefined || !/^[0-9a-f.:%]{2,60}$/i.test(clientIp))
    return undefined;
  return clientIp === '::1' || clientIp.startsWith('127.') ? undefined : clientIp.toLowerCase();
}
