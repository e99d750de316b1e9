import { httpProxy, httpProxyFile, iis, iisFile, invalidToken, outlook, stale } from '../../logs/lines.ts';

const request = (
  time: string,
  status: string,
  user = '-',
  more: Readonly<Record<string, string | number>> = {},
): string => {
  const [code = '', substatus = '', win32 = ''] = status.split(' ');
  return iis({
    date: '2026-11-20',
    time,
    's-ip': '10.0.0.5',
    'cs-method': 'POST',
    'cs-uri-stem': '/mapi/emsmdb/',
    'cs-uri-query': 'MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example',
    's-port': 443,
    'cs-username': user,
    'c-ip': '10.20.5.31',
    'cs(User-Agent)': outlook,
    'sc-status': code,
    'sc-substatus': substatus,
    'sc-win32-status': win32,
    'time-taken': 15,
    ...more,
  });
};
export const refused = request('08:00:02', '401 1 1326', 'CORP\\anna');
export const logon = [
  request('08:00:01', '401 2 5'),
  request('08:00:01', '401 1 2148074254'),
  request('08:00:01', '200 0 0', 'CORP\\anna'),
];
export const staleLine = stale('2026-11-20T08:00:03.000Z');
export const rcaLine =
  '2026-11-20T08:10:00.123Z,42,7,/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna,,OUTLOOK.EXE,14.0.7172.5000,Cached,10.20.5.31,,ncacn_http,Client=MSExchangeRPC,Connect,1010 (rpc::LoginPerm),00:00:00.0150000,"SID=S-1-5-21-1-2-3-1105, Flags=None",RpcDispatch: [LoginPermException] can\'t act as owner';
export const mapiLine = [
  '2026-11-20T08:11:00.123Z,d9b904f9-0000-4000-8000-000000000001,{FA1ACA19-0000-4000-8000-000000000001}:153,{x}:1,Execute,200,10,0,0,6,Unknown,15,1,2507,6,anna@contoso.example,,,,00112233-4455-6677-8899-aabbccddeeff@contoso.example,,,10.20.5.31,EX16A,,,,,,OUTLOOK.EXE,16.0.17928.20000,2,Negotiate,,,,,,,,,CORP\\anna,,,,',
][0] as string;
export const httperrLine =
  '2026-11-20 08:20:00 10.20.5.31 50311 10.0.0.7 443 HTTP/1.1 RPC_IN_DATA /rpc/rpcproxy.dll?ex10a:6001 503 2 QueueFull MSExchangeRpcProxyAppPool';

export default [
  [refused, staleLine].join('\n'),
  iisFile(...logon, refused),
  httpProxyFile(
    staleLine,
    httpProxy({
      DateTime: '2026-11-20T08:05:00Z',
      Protocol: 'RpcHttp',
      UrlStem: '/rpc/rpcproxy.dll',
      HttpStatus: 401,
      BackEndStatus: 401,
      TargetServerVersion: '14.03.0123.000',
      ServerHostName: 'EX16B',
      AuthenticatedUser: 'CORP\\bob',
      GenericErrors: invalidToken,
    }),
  ),
  rcaLine,
  mapiLine,
  httperrLine,
];
