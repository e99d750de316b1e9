export const curl = `* Connected to mail.contoso.example (203.0.113.10) port 443 (#0)
> GET /mapi/nspi/ HTTP/1.1
> Host: mail.contoso.example
> User-Agent: curl/8.4.0
> Accept: */*
>
< HTTP/1.1 401 Unauthorized
< Server: Microsoft-IIS/10.0
< request-id: 7dad860b-0000-4000-8000-000000000001
< X-FailureContext: FrontEnd;401;VW5hdXRob3JpemVk;;;;
< X-OWA-Version: 15.1.2507.6
< WWW-Authenticate: Negotiate
< WWW-Authenticate: NTLM
< X-FEServer: EX16B
< Date: Fri, 20 Nov 2026 08:00:00 GMT
< Content-Length: 0
<
* Connection #0 to host mail.contoso.example left intact
`;
const step = Buffer.from('NTLMSSP\0\x02\0\0\0 a challenge of the server').toString('base64');
export const fiddler = `POST https://mail.contoso.example/autodiscover/anna@contoso.example/autodiscover.xml HTTP/1.1
Host: mail.contoso.example
Authorization: NTLM ${Buffer.from('NTLMSSP\0\x01\0\0\0').toString('base64')}
Content-Type: text/xml

HTTP/1.1 401 Unauthorized
WWW-Authenticate: NTLM ${step}
X-FEServer: EX16B

POST https://mail.contoso.example/autodiscover/anna@contoso.example/autodiscover.xml HTTP/1.1
Host: mail.contoso.example
Authorization: NTLM ${Buffer.from('NTLMSSP\0\x03\0\0\0 answer').toString('base64')}

HTTP/1.1 302 Found
Location: https://ex10a.corp.local/autodiscover/autodiscover.xml
X-FEServer: EX16B
X-CalculatedBETarget: ex10a.corp.local
`;
export const mapi = `POST /mapi/emsmdb/?MailboxId=x HTTP/1.1
Host: mail.contoso.example
Authorization: Negotiate YIIGgQYGKwYBBQUCoIIGdTCCBnGgMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgEC
X-RequestType: Connect

HTTP/1.1 200 OK
X-ResponseCode: 16
X-FEServer: EX16A
X-CalculatedBETarget: ex16b.corp.local
`;
export default [curl, fiddler, mapi];
