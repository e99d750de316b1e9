import type { Server } from '../world.ts';
import type { Answer, Headers, ProxyTrace, SignedCall } from './call.ts';
import { clientAccessServerOf, proxyDownLevel } from './down-level.ts';
import { type Exchange, iisDirectory, isLegacy, serverNamed } from './exchange.ts';
import { failureContext } from './failure-context.ts';
import type { Locate } from './locations.ts';
import { mapiBackEnd } from './mapi-back-end.ts';
import { type MapiEndpoint, responseCode } from './mapi-requests.ts';
import type { Sessions } from './mapi-sessions.ts';
import { paddedBuild } from './server-version.ts';
import { backEndRefusal } from './tickets.ts';

/** What a front end answers at /mapi: it asks the back end of the mailbox named in the URL, in the header, else the caller's own. */
export async function mapiFrontEnd(
  call: SignedCall,
  exchange: Exchange,
  locate: Locate,
  sessions: Sessions,
): Promise<Answer> {
  const endpoint = /^\/mapi\/(emsmdb|nspi)\/?$/i.exec(call.path)?.[1]?.toLowerCase() as
    | MapiEndpoint
    | undefined;
  if (endpoint === undefined) return invalidPath(exchange.server);
  const way = wayOf(call);
  const pool = iisDirectory(exchange.server, 'mapi')?.pool ?? '';
  const home =
    serverNamed(exchange.world, (await locate(pool, way.anchor)) ?? exchange.server.name) ?? exchange.server;
  if (isLegacy(home))
    return proxyDownLevel(
      call,
      exchange,
      clientAccessServerOf(exchange, home),
      way,
      `${call.path}${call.search}`,
    );
  const trace = { ...way, targetServer: home.fqdn, targetBuild: home.build, downLevel: false };
  const named: Headers = [
    ['X-CalculatedBETarget', home.fqdn.toLowerCase()],
    ['X-DiagInfo', home.name.toUpperCase()],
    ['X-BEServer', home.name.toUpperCase()],
  ];
  const status = backEndRefusal(exchange, home, `back-end/mapi/${endpoint}`);
  if (status !== undefined) {
    const error = status === 401 ? 'Unauthorized' : 'Service Unavailable';
    return {
      status,
      headers: [
        ...named,
        ['X-BackEndHttpStatus', String(status)],
        failureContext({ point: 'BackEnd', status, error, details: `${home.fqdn} answered ${status}` }),
      ],
      trace: { ...trace, backEndStatus: status },
    };
  }
  const answer = await mapiBackEnd(call, exchange, endpoint, home, sessions);
  return {
    ...answer,
    headers: [...answer.headers, ...named],
    trace: { ...trace, backEndStatus: answer.status },
  };
}

function invalidPath({ build }: Server): Answer {
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/html'],
      ['X-ResponseCode', String(responseCode.invalidPath)],
      ['X-ServerApplication', `Exchange/${paddedBuild(build)}`],
    ],
    body: '',
  };
}

function wayOf({ query, headers, caller }: SignedCall): Pick<ProxyTrace, 'anchor' | 'routingHint'> {
  const [guid = ''] = (query.get('MailboxId') ?? '').split('@');
  if (guid !== '')
    return { anchor: `MailboxGuid~${guid.toLowerCase()}`, routingHint: 'MailboxGuidWithDomain' };
  const header = headers['x-anchormailbox'];
  return typeof header === 'string' && header.includes('@')
    ? { anchor: `Smtp~${header.toLowerCase()}`, routingHint: 'AnchorMailboxHeader-SMTP' }
    : { anchor: `Sid~${caller.account.sid}`, routingHint: 'WindowsIdentity' };
}
