/** How one log is written: where its files lie, its header, its separator and its times. */
export interface LogFormat {
  /** Folder below the server's own, as on Windows. */
  readonly folder: string;
  readonly fields: readonly string[];
  readonly style: 'w3c' | 'exchange' | 'csv';
  /** File name for a moment. */
  file(at: Date): string;
}

const split = (text: string) => text.split(/[ ,]/);
const digits = (at: Date, from: number, to: number) =>
  at
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(from, to);
const hourly = (prefix: string) => (at: Date) => `${prefix}_${digits(at, 0, 10)}-1.LOG`;

const iisFields = split(
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
);
/** 74 columns, the generation of 15.01.2375 and 15.01.2507. */
const httpProxyFields = split(
  'DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,CalculateTargetBackEndLatency,GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,SharedCacheLatencyBreakup,TotalSharedCacheLatency,ActivityContextLifeTime,ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,BackendReqInitLatency,BackendReqStreamLatency,BackendProcessingLatency,BackendRespInitLatency,BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,ProxyTime,CoreLatency,RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,UrlQuery,BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus',
);
const mapiFields = split(
  'DateTime,RequestId,MapiRequestId,ClientRequestId,RequestType,HttpStatusCode,ResponseCode,StatusCode,ReturnCode,TotalRequestLatency,DeploymentRing,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,AuthenticatedUserEmail,UPN,Puid,TenantGuid,MailboxId,MDBGuid,ActAsUserEmail,ClientIP,SourceCafeServer,EdgeInfo,NetworkDeviceInfo,SessionCookie,SequenceCookie,MapiClientInfo,ClientSoftware,ClientSoftwareVersion,ClientMode,AuthenticationType,AuthModuleLatency,LiveIdBasicLog,LiveIdBasicError,LiveIdNegotiateError,OAuthLatency,OAuthError,OAuthErrorCategory,OAuthExtraInfo,AuthenticatedUser,RopIds,OperationSpecific,GenericInfo,GenericErrors',
);
const rcaFields = split(
  'date-time,session-id,seq-number,client-name,organization-info,client-software,client-software-version,client-mode,client-ip,server-ip,protocol,application-id,operation,rpc-status,processing-time,operation-specific,failures',
);
/** Columns of the event logs, in the order of a line. */
export const eventFields = split(
  'TimeCreated,ProviderName,Id,Level,TargetUserName,TargetDomainName,Status,SubStatus,LogonType,IpAddress,WorkstationName,Message',
);

const httperrFields = split(
  'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename',
);

/** The protocol folders below `HttpProxy`. */
export const httpProxyProtocols = [
  'Autodiscover',
  'Mapi',
  'RpcHttp',
  'Ews',
  'Oab',
  'Owa',
  'Ecp',
  'Eas',
] as const;

/** The logs that `configuration.windows.logs` names; `http-proxy` holds a folder for each protocol. */
export const logNames = [
  'iis',
  'iis-backend',
  'httperr',
  'http-proxy',
  'mapi-http',
  'address-book',
  'rca',
  'security',
  'system',
  'application',
] as const;

/** The format of a log by its name in worlds: `iis`, `http-proxy/Autodiscover`, …; undefined when there is none. */
export function logFormat(log: string): LogFormat | undefined {
  const [name = '', protocol = ''] = log.split('/');
  switch (name) {
    case 'iis':
    case 'iis-backend':
      return {
        folder: `inetpub/logs/LogFiles/${name === 'iis' ? 'W3SVC1' : 'W3SVC2'}`,
        fields: iisFields,
        style: 'w3c',
        file: (at) => `u_ex${digits(at, 2, 8)}.log`,
      };
    case 'httperr':
      return {
        folder: 'Windows/System32/LogFiles/HTTPERR',
        fields: httperrFields,
        style: 'w3c',
        file: () => 'httperr1.log',
      };
    case 'http-proxy': {
      const known = httpProxyProtocols.find((each) => each.toLowerCase() === protocol.toLowerCase());
      if (known === undefined && protocol !== '') return undefined;
      const folder = `V15/Logging/HttpProxy${known === undefined ? '' : `/${known}`}`;
      return { folder, fields: httpProxyFields, style: 'exchange', file: hourly('HttpProxy') };
    }
    case 'mapi-http':
      return {
        folder: 'V15/Logging/MapiHttp/Mailbox',
        fields: mapiFields,
        style: 'exchange',
        file: hourly('MapiHttp'),
      };
    case 'address-book':
      return {
        folder: 'V15/Logging/MAPI AddressBook Service',
        fields: mapiFields,
        style: 'exchange',
        file: hourly('AddressBook'),
      };
    case 'rca':
      return {
        folder: 'Logging/RPC Client Access',
        fields: rcaFields,
        style: 'exchange',
        file: (at) => `RCA_${digits(at, 0, 8)}-1.LOG`,
      };
    case 'security':
    case 'system':
    case 'application':
      return {
        folder: `Events/${name}`,
        fields: eventFields,
        style: 'csv',
        file: (at) => `${name}_${digits(at, 0, 8)}.csv`,
      };
    default:
      return undefined;
  }
}
