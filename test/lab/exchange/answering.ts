import type { IisDirectory } from '../world.ts';
import { areaOf, type Kept, openPages, type ProxyProtocol } from './areas.ts';
import type { Authenticator, ConnectionState } from './authenticate.ts';
import { offered, win32 } from './authenticate.ts';
import type { Answer, Call, Caller } from './call.ts';
import { spokenFor } from './delegation.ts';
import { type Exchange, windowsOf } from './exchange.ts';
import { failureContext } from './failure-context.ts';
import { acceptsTicket, keepsOldPassword } from './tickets.ts';

export type { ProxyProtocol } from './areas.ts';

export interface Answered {
  readonly answer: Answer;
  readonly caller?: Caller;
  readonly protocol?: ProxyProtocol;
}

/** The answer of this server to one request, with the headers that IIS and Exchange put on every answer. */
export async function answerCall(
  call: Call,
  connection: ConnectionState,
  exchange: Exchange,
  kept: Kept,
  authenticate: Authenticator,
): Promise<Answered> {
  const answered = await route(call, connection, exchange, kept, authenticate);
  return { ...answered, answer: { ...answered.answer, headers: dressed(answered, call, exchange) } };
}

async function route(
  call: Call,
  connection: ConnectionState,
  exchange: Exchange,
  kept: Kept,
  authenticate: Authenticator,
): Promise<Answered> {
  const area = areaOf(call.path, exchange, kept);
  if (area !== undefined && exchange.stoppedPools.has(area.directory.pool.toLowerCase()))
    return { answer: kernelUnavailable };
  if (area !== undefined && exchange.fullPools.has(area.directory.pool.toLowerCase()))
    return { answer: { ...kernelUnavailable, substatus: 3 } };
  const page = openPages(call, exchange);
  if (page !== undefined) return { answer: page };
  if (area === undefined || !area.directory.enabled)
    return { answer: { status: 404, headers: [['Content-Type', 'text/html']], body: '<h1>404</h1>' } };
  const protocol = area.protocol === undefined ? {} : { protocol: area.protocol };
  if (area.directory.ssl.includes('SslRequireCert'))
    return {
      answer: { status: 403, substatus: 7, win32: 64, headers: [['Content-Type', 'text/html']] },
      ...protocol,
    };
  const open = area.anonymous?.(call);
  if (open !== undefined) return { answer: open, ...protocol };
  const delegated = spokenFor(call, exchange);
  if (delegated !== undefined) {
    const refusal = ticketRefusal(area.directory, exchange);
    if (refusal !== undefined) return { answer: refusal, ...protocol };
  }
  const outcome =
    delegated === undefined
      ? await authenticate(call.headers.authorization, connection, area.directory)
      : { kind: 'caller' as const, caller: delegated };
  if (outcome.kind === 'answer') {
    const { answer } = outcome;
    const said = exchange.legacy
      ? []
      : [failureContext({ point: 'FrontEnd', status: 401, error: 'Unauthorized' })];
    return { answer: { ...answer, headers: [...answer.headers, ...said], body: unauthorised }, ...protocol };
  }
  const answer = await area.signed({ ...call, caller: outcome.caller });
  const again = answer.status === 401 ? offered(area.directory, exchange) : [];
  const challenges = again.map((value) => ['WWW-Authenticate', value] as const);
  return {
    answer: { ...answer, headers: [...answer.headers, ...challenges] },
    caller: outcome.caller,
    ...protocol,
  };
}

/** Another server signs in with the ticket of its computer account: refused where the directory cannot take one. */
function ticketRefusal(directory: IisDirectory, exchange: Exchange): Answer | undefined {
  const broken = keepsOldPassword(exchange.server, directory);
  if (acceptsTicket(directory) && !broken) return undefined;
  return {
    status: 401,
    substatus: broken ? 1 : 2,
    win32: broken ? win32.invalidToken : win32.accessDenied,
    headers: [
      ...offered(directory, exchange).map((value) => ['WWW-Authenticate', value] as const),
      // Stands for the token that Negotiate returns, by which the other side tells what failed.
      ...(broken ? [['X-Lab-Ticket', 'InvalidToken'] as const] : []),
    ],
    body: unauthorised,
  };
}

const unauthorised =
  '<html><head><title>401 - Unauthorized: Access is denied due to invalid credentials.</title></head></html>';

/** What http.sys says while a pool is stopped. */
const kernelUnavailable: Answer = {
  status: 503,
  substatus: 2,
  byKernel: true,
  headers: [
    ['Content-Type', 'text/html; charset=us-ascii'],
    ['Server', 'Microsoft-HTTPAPI/2.0'],
    ['Connection', 'close'],
  ],
  body: '<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD><BODY><h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p></BODY></HTML>',
};

function dressed(
  { answer, protocol }: Answered,
  call: Call,
  { server, legacy }: Exchange,
): Answer['headers'] {
  const date = ['Date', call.now.toUTCString()] as const;
  if (answer.byKernel) return [...answer.headers, date];
  const build = server.build.split('.').map(Number).join('.');
  return [
    ...answer.headers,
    ['Server', `Microsoft-IIS/${iisVersion(windowsOf(server))}`],
    ['X-AspNet-Version', legacy ? '2.0.50727' : '4.0.30319'],
    ['X-Powered-By', 'ASP.NET'],
    ...(legacy
      ? []
      : [['request-id', call.requestId] as const, ['X-FEServer', server.name.toUpperCase()] as const]),
    ...(protocol === 'Mapi' ? [['X-OWA-Version', build] as const] : []),
    date,
  ];
}

const iisVersion = (windows: string): string =>
  ({ '6.0': '7.0', '6.1': '7.5', '6.2': '8.0', '6.3': '8.5' })[windows.split('.').slice(0, 2).join('.')] ??
  '10.0';
