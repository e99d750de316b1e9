/** A secret as people paste it, and the part that must be gone. */
export interface Planted {
  readonly kind: string;
  readonly lines: readonly string[];
  readonly hidden: readonly string[];
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const jwt = `${base64('{"alg":"RS256","typ":"JWT"}').replace(/=/g, '')}.${base64('{"upn":"anna@contoso.example"}').replace(/=/g, '')}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;
const ntlm = Buffer.concat([Buffer.from('NTLMSSP\0\x03\0\0\0'), Buffer.alloc(90, 'geheim')]).toString(
  'base64',
);
const ticket = `YII${'GgQYGKwYBBQUCoIIGdTCCBnGgMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgEC'.repeat(3)}==`;
const one = (kind: string, line: string, ...hidden: readonly string[]): Planted => ({
  kind,
  lines: [line],
  hidden,
});

/** One of each kind that must never be kept. */
export const planted: readonly Planted[] = [
  one(
    'sign-in header',
    `Authorization: Basic ${base64('CORP\\anna:Winter2026!')}`,
    base64('CORP\\anna:Winter2026!'),
  ),
  one('sign-in header', `> Proxy-Authorization: NTLM ${ntlm}`, ntlm.slice(4)),
  one('sign-in header', `Authorization: Negotiate ${ticket}`, ticket.slice(4, 60)),
  one('sign-in header', `"Authorization": "Bearer ${jwt}",`, jwt),
  one(
    'sign-in header',
    'Authorization: Digest username="anna", realm="x", response="6629fae49393a05397450978507c4ef1"',
    '6629fae49393a05397450978507c4ef1',
  ),
  one('cookie', 'Cookie: cadata=AbC123secret; UserContext=topsecretvalue', 'AbC123secret', 'topsecretvalue'),
  one('cookie', '< Set-Cookie: X-BackEndCookie=u56Lnp2ejJqB; path=/; secure; HttpOnly', 'u56Lnp2ejJqB'),
  one(
    'cookie',
    '2026-11-20 MapiContext=MAPIAAAAsecretpart==;MapiSequence=493-9Bw/Aw==',
    'MAPIAAAAsecretpart',
    '493-9Bw/Aw',
  ),
  one('token', 'X-Access-Token: 0a9f8e7d6c5b4a', '0a9f8e7d6c5b4a'),
  one('token', 'X-Vault-Token: s.9f8e7d6c5b4a', 's.9f8e7d6c5b4a'),
  one('token', `seen ${jwt} in the log`, jwt),
  one('token', 'GET /owa/?access_token=zzSecretTokenzz&x=1', 'zzSecretTokenzz'),
  one('token', '{"refresh_token":"0.AXsecretRefresh","x":1}', '0.AXsecretRefresh'),
  one('password', 'username=anna&password=Winter2026!&flags=4', 'Winter2026!'),
  one('password', 'Server=sql1;Database=x;User Id=sa;Password=Pa55w0rd;', 'Pa55w0rd'),
  one('password', 'Data Source=sql1;UID=sa;Pwd=Pa55w0rd', 'Pa55w0rd'),
  one('password', "Connect-Thing -User anna -Password 'Winter 2026!' -Verbose", 'Winter 2026!'),
  one('password', 'cmdkey /add:mail.contoso.example /user:CORP\\anna /pass:Winter2026!', 'Winter2026!'),
  one('password', 'net use \\\\ex16a\\c$ /user:CORP\\anna Winter2026!', 'Winter2026!'),
  one('password', 'curl -u anna:Winter2026! https://mail.contoso.example/ews/', 'Winter2026!'),
  one('password', 'https://anna:Winter2026@mail.contoso.example/owa', 'Winter2026'),
  one('password', '$p = ConvertTo-SecureString "Winter2026!" -AsPlainText -Force', 'Winter2026!'),
  one('password', 'Kennwort: Sommer2025', 'Sommer2025'),
  one('password', 'my password is Sommer2025! please help', 'Sommer2025'),
  one('password', '<Password>Winter2026!</Password>', 'Winter2026!'),
  one('password', '"DefaultPassword"="Winter2026!"', 'Winter2026!'),
  one('access key', 'AccountKey=Zm9vYmFyYmF6cXV4;EndpointSuffix=core', 'Zm9vYmFyYmF6cXV4'),
  one('NTLM message', `type 3: ${ntlm}`, ntlm.slice(4)),
  {
    kind: 'private key',
    lines: [
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEpAIBAAKCAQEAsecretsecretsecret',
      'q9f8e7d6c5b4a==',
      '-----END RSA PRIVATE KEY-----',
    ],
    hidden: ['MIIEpAIBAAKCAQEA', 'q9f8e7d6c5b4a'],
  },
  {
    kind: 'private key',
    lines: ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCsecret'],
    hidden: ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'],
  },
  {
    kind: 'SAML assertion',
    lines: [
      '<saml:Assertion ID="_1" Version="2.0">',
      '  <saml:NameID>sam-secret-name</saml:NameID>',
      '</saml:Assertion>',
    ],
    hidden: ['sam-secret-name'],
  },
  {
    kind: 'sign-in header',
    lines: ['Authorization: Negotiate', `  ${ticket.slice(0, 70)}`, `  ${ticket.slice(70)}`],
    hidden: [ticket.slice(4, 60), ticket.slice(74, 120)],
  },
];
