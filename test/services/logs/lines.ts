/** Lines of logs as the product writes them, for the tests. */

export const httpProxyFields =
  'DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,RoutingType,RoutingHint,BackEndCookie,UrlQuery,GenericInfo,GenericErrors';
export const iisFields =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';
export const outlook = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)';

export const anna = {
  addresses: ['anna@contoso.example'],
  upn: 'anna@corp.local',
  sam: 'anna',
  guid: '00112233-4455-6677-8899-aabbccddeeff',
  sid: 's-1-5-21-1-2-3-1105',
  opened: ['shared@contoso.example'],
};

/** A line of an HttpProxy log with these values, the rest empty. */
export function httpProxy(
  values: Readonly<Record<string, string | number>>,
  fields = httpProxyFields,
): string {
  return fields
    .split(',')
    .map((name) => {
      const value = String(values[name] ?? '');
      return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    })
    .join(',');
}
/** A line of an IIS log. */
export function iis(values: Readonly<Record<string, string | number>>, fields = iisFields): string {
  return fields
    .split(' ')
    .map((name) => String(values[name] ?? '-').replaceAll(' ', '+') || '-')
    .join(' ');
}
export const httpProxyFile = (...lines: readonly string[]): string =>
  `\uFEFF#Software: Microsoft Exchange Server\r\n#Version: 15.01.2507.006\r\n#Log-type: HttpProxy Logs\r\n#Date: 2026-11-20T07:00:00.000Z\r\n#Fields: ${httpProxyFields}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
export const iisFile = (...lines: readonly string[]): string =>
  `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-20 00:00:00\r\n#Fields: ${iisFields}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;

/** Her own Autodiscover request, sent down to Exchange 2010 and back. */
export const stale = (at: string, more: Readonly<Record<string, string | number>> = {}): string =>
  httpProxy({
    DateTime: at,
    RequestId: '7dad860b-0000-4000-8000-000000000001',
    Protocol: 'Autodiscover',
    UrlStem: '/autodiscover/autodiscover.xml',
    AuthenticationType: 'Negotiate',
    IsAuthenticated: 'true',
    AuthenticatedUser: 'CORP\\anna',
    AnchorMailbox: 'Sid~S-1-5-21-1-2-3-1105',
    UserAgent: outlook,
    ClientIpAddress: '10.20.5.31',
    ServerHostName: 'EX16B',
    HttpStatus: 302,
    BackEndStatus: 302,
    Method: 'POST',
    ProxyAction: 'Proxy',
    TargetServer: 'ex10a.corp.local',
    TargetServerVersion: '14.03.0123.000',
    RoutingHint: 'WindowsIdentity',
    GenericInfo: 'DownLevelTargetHash=0/1/2;FEAuth=BEVersion-1937997947;ProxyToDownLevel=True;',
    ...more,
  });
export const invalidToken =
  "Complete=PrepareServerRequest;,WebExceptionStatus=ProtocolError;ResponseStatusCode=401;HttpException=NegotiateSecurityContext failed with for host 'mail.contoso.example' with status 'InvalidToken' at Microsoft.Exchange.HttpProxy.KerberosUtilities.GenerateKerberosAuthHeader";
