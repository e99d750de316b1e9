import type { AccessLog } from '../access-log.ts';
import { type LogFields, openLog } from '../windows-host/log-files.ts';
import type { Answered, ProxyProtocol } from './answering.ts';
import type { Answer, Call, ProxyTrace } from './call.ts';
import type { Exchange } from './exchange.ts';
import { messageType } from './ntlm-messages.ts';
import type { SecureConnection } from './secure-http.ts';
import { paddedBuild, versionWord } from './server-version.ts';

export type Recorder = (call: Call, connection: SecureConnection, began: number, answered: Answered) => void;

/** Writes what IIS, HttpProxy and the lab's own access log have to say about one request. */
export function recorder(
  exchange: Exchange,
  logs: Readonly<Record<string, string>>,
  accessLog: AccessLog,
): Recorder {
  const { server, legacy } = exchange;
  const write = writerOf(exchange, logs);
  return (call, connection, began, answered) => {
    const { answer, caller, protocol } = answered;
    const ms = performance.now() - began;
    const { trace } = answer;
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
        user: userOf(answered),
        ...(caller?.through === undefined ? {} : { through: caller.through }),
        status: answer.status,
        sinceConnect: Math.round((performance.now() - connection.began) * 1000) / 1000,
        ...(trace === undefined ? {} : { anchor: trace.anchor, target: trace.targetServer }),
      },
    });
    if (answer.status === 0) return; // nothing was ever answered
    const line = iisLine(call, answered, exchange, ms);
    write('iis', line, call.now);
    if (answer.byKernel || legacy) return;
    if (trace?.backEndStatus !== undefined && !trace.downLevel && trace.targetServer === server.fqdn)
      write('iis-backend', { ...line, 's-port': 444, 'sc-status': trace.backEndStatus }, call.now);
    if (protocol !== undefined)
      write(
        `http-proxy/${protocol}`,
        httpProxyLine(call, answered, protocol, exchange, ms),
        new Date(call.now.getTime() + ms),
      );
  };
}

function writerOf({ server }: Exchange, logs: Readonly<Record<string, string>>) {
  const open = new Map<string, ReturnType<typeof openLog>>();
  return (log: string, fields: LogFields, at: Date): void => {
    const folder = logs[log.split('/')[0] ?? log];
    if (folder === undefined) return;
    const columns = server.logFields[log];
    const file =
      open.get(log) ??
      openLog(folder, log, { build: server.build, ...(columns === undefined ? {} : { fields: columns }) });
    open.set(log, file);
    file.write(fields, at);
  };
}

const sizeOf = ({ body = '', chunks = [] }: Answer): number =>
  [body, ...chunks].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
const userOf = ({ caller }: Answered): string =>
  caller === undefined ? '' : `${caller.account.netbios}\\${caller.account.sam}`;

function iisLine(call: Call, answered: Answered, { server, world, legacy }: Exchange, ms: number): LogFields {
  const { answer, caller } = answered;
  const query = call.search.slice(1);
  return {
    's-ip': server.ip,
    'cs-method': call.method,
    'cs-uri-stem': call.path,
    // A front end appends what joins this line to HttpProxy's RequestId.
    'cs-uri-query': legacy ? query : `${query}&CorrelationID=<empty>;&cafeReqId=${call.requestId};`,
    's-port': 443,
    'cs-username':
      caller?.through === undefined
        ? userOf(answered) || (answer.typedName ?? '')
        : `${world.organisation.netbios}\\${caller.through.toUpperCase()}$`,
    'c-ip': call.clientIp,
    'cs(User-Agent)': call.headers['user-agent'] ?? '',
    'sc-status': answer.status,
    'sc-substatus': answer.substatus ?? 0,
    'sc-win32-status': answer.win32 ?? 0,
    'time-taken': Math.round(ms),
  };
}

function httpProxyLine(
  call: Call,
  answered: Answered,
  protocol: ProxyProtocol,
  { server, world }: Exchange,
  ms: number,
): LogFields {
  const { answer, caller } = answered;
  const [MajorVersion = '', MinorVersion = '', BuildVersion = '', RevisionVersion = ''] =
    server.build.split('.');
  return {
    RequestId: call.requestId,
    MajorVersion,
    MinorVersion,
    BuildVersion,
    RevisionVersion,
    ClientRequestId: clientRequestId(call),
    Protocol: protocol,
    UrlHost: call.host.replace(/:\d+$/, ''),
    UrlStem: call.path,
    AuthenticationType: caller?.scheme ?? '',
    IsAuthenticated: caller !== undefined,
    AuthenticatedUser: userOf(answered),
    Organization: caller === undefined ? '' : world.organisation.domain,
    UserAgent: call.headers['user-agent'] ?? '',
    ClientIpAddress: call.clientIp,
    ServerHostName: server.name.toUpperCase(),
    HttpStatus: answer.status,
    Method: call.method,
    RequestBytes: call.body.length,
    ResponseBytes: sizeOf(answer),
    TotalRequestTime: Math.round(ms),
    UrlQuery: call.search,
    ...(answer.trace === undefined ? {} : routed(answer.trace)),
  };
}

function routed(trace: ProxyTrace): LogFields {
  const authentication = `FEAuth=BEVersion-${versionWord(trace.targetBuild)};`;
  return {
    AnchorMailbox: trace.anchor,
    BackEndStatus: trace.backEndStatus ?? '',
    ProxyAction: 'Proxy',
    TargetServer: trace.targetServer,
    TargetServerVersion: paddedBuild(trace.targetBuild),
    RoutingType: 'IntraForest',
    RoutingHint: trace.routingHint,
    GenericInfo: trace.downLevel
      ? `DownLevelTargetHash=0/1/1;ClientAccessServer=${trace.targetServer};${authentication}ProxyToDownLevel=True;`
      : authentication,
    GenericErrors: trace.errors ?? '',
  };
}

/** The scheme and leg of what was sent, never the token itself. */
function schemeOf({ headers }: Call): { readonly scheme: string; readonly leg?: number } {
  const [scheme = '', token = ''] = (headers.authorization ?? '').split(/\s+/, 2);
  const leg = messageType(Buffer.from(token, 'base64').subarray(0, 12));
  const known = /^(ntlm|negotiate|basic)$/i.test(scheme);
  return {
    scheme: known || scheme === '' ? scheme : 'other',
    ...(leg === undefined ? {} : { leg }),
  };
}

/** As a MAPI client names its request in the front end's log. */
function clientRequestId({ headers }: Call): string {
  const id = headers['x-requestid'];
  return typeof id === 'string'
    ? `R:${id};RT:${String(headers['x-requesttype'] ?? '')}`
    : String(headers['client-request-id'] ?? '');
}
