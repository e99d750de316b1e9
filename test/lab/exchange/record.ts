import type { AccessLog } from '../access-log.ts';
import type { Answered } from './answering.ts';
import type { Call } from './call.ts';
import type { Exchange } from './exchange.ts';
import { openHttpProxyLog } from './http-proxy-log.ts';
import { type IisLine, openIisLog } from './iis-log.ts';
import { messageType } from './ntlm-messages.ts';
import type { SecureConnection } from './secure-http.ts';
import { paddedBuild, versionWord } from './server-version.ts';

export type Recorder = (call: Call, connection: SecureConnection, began: number, answered: Answered) => void;

/** Writes what IIS, HttpProxy and the lab's own access log have to say about one request. */
export function recorder(
  { server, world, legacy }: Exchange,
  logs: Readonly<Record<string, string>>,
  accessLog: AccessLog,
): Recorder {
  const iis = logs.iis === undefined ? undefined : openIisLog(logs.iis, server.ip);
  const backEnd =
    logs['iis-backend'] === undefined || legacy ? undefined : openIisLog(logs['iis-backend'], server.ip);
  const proxy =
    logs['http-proxy'] === undefined || legacy
      ? undefined
      : openHttpProxyLog(logs['http-proxy'], server.build);
  const { netbios } = world.organisation;
  return (call, connection, began, { answer, caller, protocol }) => {
    const ms = performance.now() - began;
    const user = caller === undefined ? '' : `${caller.account.netbios}\\${caller.account.sam}`;
    const userAgent = String(call.headers['user-agent'] ?? '');
    const trace = answer.trace;
    accessLog({
      kind: 'http',
      listener: 'https',
      connection: connection.id,
      began,
      detail: {
        method: call.method,
        path: call.path,
        host: call.host,
        ...schemeOf(call),
        user,
        ...(caller?.through === undefined ? {} : { through: caller.through }),
        status: answer.status,
        sinceConnect: Math.round((performance.now() - connection.began) * 1000) / 1000,
        ...(trace === undefined ? {} : { anchor: trace.anchor, target: trace.targetServer }),
      },
    });
    const cafe = `CorrelationID=<empty>;&cafeReqId=${call.requestId};`;
    const query = call.search.slice(1);
    const line: IisLine = {
      at: call.now,
      method: call.method,
      stem: call.path,
      query: legacy ? query : `${query}&${cafe}`,
      port: 443,
      user:
        caller?.through === undefined
          ? user || (answer.typedName ?? '')
          : `${netbios}\\${caller.through.toUpperCase()}$`,
      clientIp: call.clientIp,
      userAgent,
      status: answer.status,
      substatus: answer.substatus ?? 0,
      win32: answer.win32 ?? 0,
      ms,
    };
    iis?.(line);
    if (answer.byKernel || legacy) return;
    if (trace?.backEndStatus !== undefined && !trace.downLevel && trace.targetServer === server.fqdn)
      backEnd?.({ ...line, port: 444, user, query, status: trace.backEndStatus });
    if (protocol === undefined) return;
    proxy?.(protocol, {
      at: new Date(call.now.getTime() + ms),
      values: {
      RequestId: call.requestId,
      ClientRequestId: clientRequestId(call),
      Protocol: protocol,
      UrlHost: call.host.replace(/:\d+$/, ''),
      UrlStem: call.path,
      AuthenticationType: caller?.scheme ?? '',
      IsAuthenticated: caller !== undefined,
      AuthenticatedUser: user,
      Organization: caller === undefined ? '' : world.organisation.domain,
      AnchorMailbox: trace?.anchor ?? '',
      UserAgent: userAgent,
      ClientIpAddress: call.clientIp,
      ServerHostName: server.name.toUpperCase(),
      HttpStatus: answer.status,
      BackEndStatus: trace?.backEndStatus ?? '',
      Method: call.method,
      ProxyAction: trace === undefined ? '' : 'Proxy',
      TargetServer: trace?.targetServer ?? '',
      TargetServerVersion: trace === undefined ? '' : paddedBuild(trace.targetBuild),
      RoutingType: trace === undefined ? '' : 'IntraForest',
      RoutingHint: trace?.routingHint ?? '',
      RequestBytes: call.body.length,
      ResponseBytes: Buffer.byteLength(answer.body ?? ''),
      TotalRequestTime: Math.round(ms),
      UrlQuery: call.search,
      GenericInfo:
        trace === undefined
          ? ''
          : trace.downLevel
            ? `DownLevelTargetHash=0/1/1;ClientAccessServer=${trace.targetServer};FEAuth=BEVersion-${versionWord(trace.targetBuild)};ProxyToDownLevel=True;`
            : `FEAuth=BEVersion-${versionWord(trace.targetBuild)};`,
      GenericErrors: trace?.errors ?? '',
    }});
  };
}

/** The scheme and leg of what was sent, never the token itself. */
function schemeOf({ headers }: Call): { readonly scheme: string; readonly leg?: number } {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(/\s+/, 2);
  const leg = messageType(Buffer.from(token, 'base64').subarray(0, 12));
  return {
    scheme: /^(ntlm|negotiate|basic)$/i.test(scheme) ? scheme : scheme === '' ? '' : 'other',
    ...(leg === undefined ? {} : { leg }),
  };
}

/** As a MAPI client names its request in the front end's log. */
function clientRequestId({ headers }: Call): string {
  const id = headers['x-requestid'];
  const type = headers['x-requesttype'];
  if (typeof id === 'string') return `R:${id};RT:${String(type ?? '')}`;
  return String(headers['client-request-id'] ?? '');
}
