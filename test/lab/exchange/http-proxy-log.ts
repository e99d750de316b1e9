import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { appender } from './iis-log.ts';
import { paddedBuild } from './server-version.ts';

/** The 74 columns of the 15.01.2375/2507 generation. */
export const httpProxyColumns =
  'DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,CalculateTargetBackEndLatency,GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,SharedCacheLatencyBreakup,TotalSharedCacheLatency,ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,ProxyTime,CoreLatency,RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus'.split(
    ',',
  );

export type HttpProxyProtocol = 'Autodiscover' | 'Mapi' | 'Ews' | 'Oab';
export interface HttpProxyLine {
  readonly at: Date;
  /** By column name. */
  readonly values: Readonly<Record<string, string | number | boolean>>;
}
};

/** One value as Exchange quotes it: only when it holds a comma, a quote or a line break. */
const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** One line of an HttpProxy log, its values by column name, what is not given empty. */
export function httpProxyLine(line: HttpProxyLine, build: string): string {
  const [MajorVersion = '', MinorVersion = '', BuildVersion = '', RevisionVersion = ''] = build.split('.');
  const values: Record<string, unknown> = {
    ...line.values,
    DateTime: line.at.toISOString(),
    MajorVersion,
    MinorVersion,
    BuildVersion,
    RevisionVersion,
  };
  return httpProxyColumns.map((name) => quoted(String(values[name] ?? ''))).join(',');
}

/** A writer of HttpProxy logs below `folder`, a folder a protocol and a file an hour. */
export function openHttpProxyLog(
  folder: string,
  build: string,
): (protocol: HttpProxyProtocol, line: HttpProxyLine) => void {
  const writers = new Map<HttpProxyProtocol, ReturnType<typeof appender>>();
  const writerOf = (protocol: HttpProxyProtocol) => {
    const known = writers.get(protocol);
    if (known !== undefined) return known;
    mkdirSync(join(folder, protocol), { recursive: true });
    const made = appender((at, isNew) => {
      const hour = at.toISOString().slice(0, 13).replaceAll(/[-T]/g, '');
      return {
        file: join(folder, protocol, `HttpProxy_${hour}-1.LOG`),
        header: `${isNew ? '\uFEFF' : ''}#Software: Microsoft Exchange Server\r\n#Version: ${paddedBuild(build)}\r\n#Log-type: HttpProxy Logs\r\n#Date: ${at.toISOString()}\r\n#Fields: ${httpProxyColumns.join(',')}\r\n`,
      };
    });
    writers.set(protocol, made);
    return made;
  };
  return (protocol, line) => writerOf(protocol)(line.at, `${httpProxyLine(line, build)}\r\n`);
}
