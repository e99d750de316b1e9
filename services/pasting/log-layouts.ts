import { type Fields, type LogLine, readCsv, readFields } from '../logs/read-line.ts';

/** How lines are written that come without their `#Fields`, by the logs' defaults. */
const w3c = (names: string): Fields => ({ form: 'w3c', names: names.toLowerCase().split(' ') });
const iisStart = 'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent)';
const iisLayouts: readonly Fields[] = [
  w3c(`${iisStart} cs(Referer) sc-status sc-substatus sc-win32-status time-taken`),
  w3c(`${iisStart} sc-status sc-substatus sc-win32-status time-taken`),
  w3c(`${iisStart} cs(Referer) sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken`),
  w3c(`${iisStart} cs(Cookie) cs(Referer) sc-status sc-substatus sc-win32-status time-taken`),
  w3c(`${iisStart} sc-status sc-substatus sc-win32-status`),
  w3c(`${iisStart} cs(Referer) sc-status sc-substatus sc-win32-status time-taken X-Forwarded-For`),
];
/** HTTP.sys, with and without the stream of HTTP/2 (KB820729). */
const httperrLayouts: readonly Fields[] = [
  w3c(
    'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename',
  ),
  w3c(
    'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename',
  ),
];
/** The first columns of HttpProxy have kept their order from 2013 to 2019; those behind them differ by update. */
const httpProxyStart =
  'DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint'
    .toLowerCase()
    .split(',');
const mapiHttp =
  'DateTime,RequestId,MapiRequestId,ClientRequestId,RequestType,HttpStatusCode,ResponseCode,StatusCode,ReturnCode,TotalRequestLatency,DeploymentRing,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,AuthenticatedUserEmail,UPN,Puid,TenantGuid,MailboxId,MDBGuid,ActAsUserEmail,ClientIP,SourceCafeServer,EdgeInfo,NetworkDeviceInfo,SessionCookie,SequenceCookie,MapiClientInfo,ClientSoftware,ClientSoftwareVersion,ClientMode,AuthenticationType,AuthModuleLatency,LiveIdBasicLog,LiveIdBasicError,LiveIdNegotiateError,OAuthLatency,OAuthError,OAuthErrorCategory,OAuthExtraInfo,AuthenticatedUser,RopIds,OperationSpecific,GenericInfo,GenericErrors';
const rca =
  'date-time,session-id,seq-number,client-name,organization-info,client-software,client-software-version,client-mode,client-ip,server-ip,protocol,application-id,operation,rpc-status,processing-time,operation-specific,failures';
/** RPC Client Access of Exchange 2013 and later. */
const laterRca =
  'date-time,session-id,seq-number,client-name,organization-info,client-software,client-software-version,client-mode,client-ip,client-connection-info,server-ip,protocol,application-id,request-ids,session-cookie,operation,rpc-status,processing-time,operation-specific,failures,performance-data,activity-context-data';
const csvLayouts: readonly Fields[] = [mapiHttp, rca, laterRca].flatMap(
  (line) => readFields(`#Fields: ${line}`) ?? [],
);

const status = /^[1-5]\d\d$/;
const address = /^(?:-|[0-9a-f.:%]{2,60})$/i;
const isPort = (text = ''): boolean => /^\d{1,5}$/.test(text);

/** The values of a line by name, when it can be one of a known log though nothing above it says so. */
export function lineWithoutFields(text: string): LogLine | undefined {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /.test(text)) return w3cLine(text);
  return /^"?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? csvLine(text) : undefined;
}

function w3cLine(text: string): LogLine | undefined {
  const values = text.trimEnd().split(' ');
  const layout = (layoutsByLength.get(values.length) ?? []).find((one) => fits(one, values));
  return layout === undefined ? undefined : byName(layout.names, values);
}
/** Layouts with the places of the values by which they are told apart. */
interface Layout {
  readonly names: readonly string[];
  readonly at: (name: string) => number;
}
const layoutsByLength: ReadonlyMap<number, readonly Layout[]> = Map.groupBy(
  [...iisLayouts, ...httperrLayouts].map(({ names }): Layout => {
    const places = new Map(names.map((name, index) => [name, index]));
    return { names, at: (name) => places.get(name) ?? -1 };
  }),
  ({ names }) => names.length,
);
function fits({ at }: Layout, values: readonly string[]): boolean {
  const value = (name: string): string => values[at(name)] ?? '';
  const answered = status.test(value('sc-status'));
  if (at('s-reason') >= 0)
    return (
      (answered || value('sc-status') === '-') &&
      isPort(value('c-port')) &&
      /^(?:HTTP\/|-$)/.test(value('cs-version'))
    );
  return (
    answered &&
    isPort(value('s-port')) &&
    /^\d{1,10}$/.test(value('sc-win32-status')) &&
    address.test(value('c-ip'))
  );
}

function csvLine(text: string): LogLine | undefined {
  const values = readCsv(text);
  if (values === undefined || values.length < 14) return undefined;
  const layout = csvLayouts.find(({ names }) => names.length === values.length);
  if (layout !== undefined) return byName(layout.names, values);
  if (values.length < httpProxyStart.length) return undefined;
  const line = byName(httpProxyStart, values);
  const isProxy =
    /^(?:Mapi|Rpc|RpcHttp|Autodiscover|Ews|Oab|Owa|Ecp|Eas|PowerShell|Rest)$/i.test(
      line.get('protocol') ?? '',
    ) && status.test(line.get('httpstatus') ?? '');
  if (!isProxy) return undefined;
  // What stands behind is known by what it says.
  const rest = values.slice(httpProxyStart.length);
  const info = rest
    .filter((value) => /ToDownLevel|DownLevelTarget|RoutingEntry=|FEAuth=/i.test(value))
    .join(';');
  const errors = rest
    .filter((value) => /Exception|NegotiateSecurityContext|MdbOffline/i.test(value))
    .join(';');
  return new Map([
    ...line,
    ...(info === '' ? [] : [['genericinfo', info] as const]),
    ...(errors === '' ? [] : [['genericerrors', errors] as const]),
  ]);
}

const byName = (names: readonly string[], values: readonly string[]): LogLine =>
  new Map(
    names.flatMap((name, index) => {
      const value = values[index] ?? '';
      return value === '' || value === '-' ? [] : [[name, value] as const];
    }),
  );
