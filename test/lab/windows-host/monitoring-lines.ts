import { isLegacy } from '../world/server-defaults.ts';
import type { Server } from '../world.ts';
import { type LogFields, openLog } from './log-files.ts';

const hours = 26;
const health = 'CORP\\HealthMailbox5f0d2ab';

/**
 * Writes what Exchange's own probes leave in the logs every hour, so that the logs of a quiet server are as they are
 * in practice: there, and without a line about anybody.
 */
export async function writeMonitoringLines(
  server: Server,
  start: Date,
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  const legacy = isLegacy(server.exchange);
  const logs = legacy
    ? ['iis', 'httperr', 'rca', 'address-book']
    : [
        'iis',
        'iis-backend',
        'httperr',
        'mapi-http',
        'address-book',
        'rca',
        'http-proxy/Autodiscover',
        'http-proxy/Mapi',
        'http-proxy/RpcHttp',
        'http-proxy/Ews',
      ];
  await Promise.all(
    logs.map(async (log) => {
      const folder = folders[log.split('/')[0] ?? log];
      if (folder === undefined) return;
      const fields = server.logFields[log];
      const file = openLog(folder, log, { build: server.build, ...(fields === undefined ? {} : { fields }) });
      for (let hour = hours; hour > 0; hour -= 1) {
        const at = new Date(start.getTime() - hour * 3_600_000 + 420_000);
        file.write(lineIn(log, server, legacy), at);
      }
      await file.flushed();
    }),
  );
}

function lineIn(log: string, server: Server, legacy: boolean): LogFields {
  switch (log) {
    case 'iis':
    case 'iis-backend':
      return webLine(server, legacy);
    case 'httperr':
      return idleLine(server);
    case 'mapi-http':
    case 'address-book':
      return mapiLine(server, log === 'mapi-http' ? 'Connect' : 'Bind');
    case 'rca':
      return rpcLine();
    default:
      return proxyLine(server, log.slice('http-proxy/'.length));
  }
}

const idleLine = (server: Server): LogFields => ({
  'c-ip': '127.0.0.1',
  's-ip': server.ip,
  's-port': 443,
  's-reason': 'Timer_ConnectionIdle',
});
const mapiLine = (server: Server, RequestType: string): LogFields => ({
  RequestType,
  HttpStatusCode: 200,
  ResponseCode: 0,
  StatusCode: 0,
  ReturnCode: 0,
  AuthenticatedUserEmail: health,
  AuthenticatedUser: health,
  ClientIP: '::1',
  SourceCafeServer: server.fqdn,
  ClientSoftware: 'AMProbe',
});
const rpcLine = (): LogFields => ({
  'client-name': '/o=Contoso/cn=Recipients/cn=HealthMailbox5f0d2ab',
  'client-ip': '::1',
  'server-ip': '::1',
  protocol: 'ncacn_http',
  operation: 'Connect',
  'rpc-status': '0 (None)',
});

const webLine = (server: Server, legacy: boolean): LogFields => ({
  's-ip': server.ip,
  'cs-method': 'GET',
  'cs-uri-stem': legacy ? '/rpc/rpcproxy.dll' : '/autodiscover/healthcheck.htm',
  's-port': 443,
  'c-ip': '127.0.0.1',
  'cs(User-Agent)': legacy ? 'MSExchangeMonitoring' : 'AMProbe/Local/ClientAccess',
  'sc-status': 200,
  'sc-substatus': 0,
  'sc-win32-status': 0,
  'time-taken': 3,
});

function proxyLine(server: Server, protocol: string): LogFields {
  const [major = '', minor = '', build = '', revision = ''] = server.build.split('.');
  return {
    MajorVersion: major,
    MinorVersion: minor,
    BuildVersion: build,
    RevisionVersion: revision,
    Protocol: protocol,
    UrlHost: 'localhost',
    UrlStem: `/${protocol.toLowerCase()}/`,
    AuthenticationType: 'Negotiate',
    IsAuthenticated: true,
    AuthenticatedUser: health,
    AnchorMailbox: 'Smtp~HealthMailbox5f0d2ab@corp.local',
    UserAgent: 'AMProbe/Local/ClientAccess',
    ClientIpAddress: '127.0.0.1',
    ServerHostName: server.name.toUpperCase(),
    HttpStatus: 200,
    BackEndStatus: 200,
    Method: 'POST',
    ProxyAction: 'Proxy',
    TargetServer: server.fqdn,
    TotalRequestTime: 12,
  };
}
