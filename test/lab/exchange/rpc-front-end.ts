import type { Answer, Headers, ProxyTrace, SignedCall } from './call.ts';
import { clientAccessServerOf, proxyDownLevel } from './down-level.ts';
import { type Exchange, isLegacy, same, serverNamed } from './exchange.ts';
import { failureContext } from './failure-context.ts';
import type { Locate } from './locations.ts';
import { rpcProxy } from './rpc-proxy.ts';
import { backEndRefusal } from './tickets.ts';

/**
 * What a 2013 or later front end answers at /rpc: it passes the request on to the server that the query names, or that
 * holds the mailbox named there, which may be an older one.
 */
export async function rpcFrontEnd(call: SignedCall, exchange: Exchange, locate: Locate): Promise<Answer> {
  const [remote = ''] = call.search.slice(1).split(':');
  const way = wayOf(remote);
  const home = await homeOf(remote, way.anchor, exchange, locate);
  if (home === undefined) return { status: 404, headers: [['Content-Type', 'text/html']], body: '' };
  if (isLegacy(home)) {
    const target = clientAccessServerOf(exchange, home);
    const answer = await proxyDownLevel(call, exchange, target, way, `${call.path}${call.search}`);
    return answer.status === 401 ? refusedBelow(answer, target.fqdn) : answer;
  }
  const trace = { ...way, targetServer: home.fqdn, targetBuild: home.build, downLevel: false };
  const named: Headers = [
    ['X-CalculatedBETarget', home.fqdn.toLowerCase()],
    ['X-DiagInfo', home.name.toUpperCase()],
    ['X-BEServer', home.name.toUpperCase()],
  ];
  const refusal = backEndRefusal(exchange, home, 'back-end/rpc');
  if (refusal === undefined) {
    const answer = rpcProxy(call);
    return {
      ...answer,
      headers: [...answer.headers, ...named],
      trace: { ...trace, backEndStatus: answer.status },
    };
  }
  const error = refusal === 401 ? 'Unauthorized' : 'Service Unavailable';
  return {
    status: refusal,
    headers: [
      ...named,
      ['X-BackEndHttpStatus', String(refusal)],
      failureContext({
        point: 'BackEnd',
        status: refusal,
        error,
        details: `${home.fqdn} answered ${refusal}`,
      }),
    ],
    trace: { ...trace, backEndStatus: refusal },
  };
}

/** As the front end logs it: its own security context is what failed, by the words of the older server. */
function refusedBelow(answer: Answer, host: string): Answer {
  const { trace } = answer;
  const errors =
    'WebExceptionStatus=ProtocolError;ResponseStatusCode=401;WebException=System.Net.WebException: The remote server returned an error: (401) Unauthorized.;' +
    `HttpException=NegotiateSecurityContext failed with for host '${host}' with status 'InvalidToken'`;
  return {
    ...answer,
    headers: [
      ...answer.headers,
      failureContext({
        point: 'BackEnd',
        status: 401,
        error: 'Unauthorized',
        details: `${host} answered 401`,
      }),
    ],
    ...(trace === undefined || answer.invalidToken !== true ? {} : { trace: { ...trace, errors } }),
  };
}

function wayOf(remote: string): Pick<ProxyTrace, 'anchor' | 'routingHint'> {
  const [guid = ''] = remote.split('@');
  return remote.includes('@')
    ? { anchor: `MailboxGuid~${guid.toLowerCase()}`, routingHint: 'MailboxGuidWithDomain' }
    : { anchor: `ServerInfo~${remote.toLowerCase()}`, routingHint: 'RpcHttpProxyRules' };
}

async function homeOf(remote: string, anchor: string, exchange: Exchange, locate: Locate) {
  const { world } = exchange;
  if (!remote.includes('@'))
    return world.servers.find(({ fqdn, name }) => same(fqdn, remote) || same(name, remote));
  return serverNamed(world, (await locate('MSExchangeRpcProxyFrontEndAppPool', anchor)) ?? '');
}
