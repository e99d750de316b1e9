const heading = [
  'CID',
  'SMTP Address',
  'Display name',
  'Proxy Server',
  'Server name',
  'Status',
  'Protocol',
  'Authn',
  'Encrypt',
  'RPCPort',
  'Type',
  'Req/Fail',
  'Avg Resp',
  'Avg Proc',
  'Sess Type',
  'Interface',
];
const rows = [
  [
    '12',
    'anna@contoso.example',
    'Anna Adler',
    '',
    'https://mail.contoso.example/mapi/emsmdb/',
    'Established',
    'HTTP',
    'Nego*',
    'Yes',
    '',
    'Exchange Mail',
    '120/0',
    '31',
    '12',
    'Foreground',
    '',
  ],
  [
    '14',
    'shared@contoso.example',
    'Sales',
    'mail.contoso.example',
    'ex10a.corp.local',
    'Disconnected',
    'RPC/HTTP',
    'NTLM',
    'SSL',
    '6004',
    'Exchange Directory',
    '7/5',
    '',
    '',
    'Spooler',
    '',
  ],
];
export const tabbed = [heading, ...rows].map((row) => row.join('\t')).join('\n');
export const german = [
  'CID\tSMTP-Adresse\tAnzeigename\tProxyserver\tServername\tStatus\tProtokoll\tAuthentifizierung\tVerschlüsselung\tTyp\tAnf./Fehler',
  '8\tanna@contoso.example\tAnna Adler\tmail.contoso.example\tex10a.corp.local\tGetrennt\tRPC/HTTP\tNTLM\tSSL\tExchange-Mail\t9/9',
].join('\n');
export const older = [
  'Server name   Type        Conn    Status        Req/Fail',
  'ex10a.corp.local   Directory   HTTPS   Established   20/0',
  'ex10a.corp.local   Mail   TCP/IP   Connecting   1/1',
].join('\n');
export const typed = [
  'ex10a.corp.local | Mail | RPC/TCP | Established',
  'mail.contoso.example  ex10a.corp.local  Public Folders  RPC/HTTP  NTLM  Disconnected',
].join('\n');
export default [tabbed, german, older, typed];
