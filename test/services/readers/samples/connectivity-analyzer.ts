export const text = `The Microsoft Connectivity Analyzer is attempting to test Autodiscover for anna@contoso.example.
 	Testing Autodiscover failed.
	Additional Details
Elapsed Time: 2841 ms.
	Test Steps
 	Attempting to resolve the host name autodiscover.contoso.example in DNS.
 	The host name resolved successfully.
	Additional Details
IP addresses returned: 203.0.113.10, 2001:db8::10
 	Testing TCP port 443 on host autodiscover.contoso.example to ensure it's listening and open.
 	The port was opened successfully.
 	The Microsoft Connectivity Analyzer is attempting to obtain the SSL certificate from remote server autodiscover.contoso.example on port 443.
Remote Certificate Subject: CN=www.contoso.example, O=Contoso, Issuer: CN=Example CA, O=Example.
 	Validating the certificate name.
 	Certificate name validation failed.
Host name autodiscover.contoso.example doesn't match any name found on the server certificate CN=www.contoso.example.
 	Testing the certificate date to confirm the certificate is valid.
The certificate is valid. NotBefore = 11/1/2025 12:00:00 AM, NotAfter = 11/1/2026 11:59:59 PM
 	Accept/Require Client Certificates isn't configured.
 	The Microsoft Connectivity Analyzer is attempting to retrieve an XML Autodiscover response from URL https://autodiscover.contoso.example/autodiscover/autodiscover.xml for user anna@contoso.example.
An HTTP 401 Unauthorized response was received from the remote Unknown server.
HTTP Response Headers:
X-FEServer: EX16B
WWW-Authenticate: Negotiate,NTLM
Date: Fri, 20 Nov 2026 08:00:00 GMT
Elapsed Time: 51 ms.
 	Testing HTTP Authentication Methods for URL https://mail.contoso.example/rpc/rpcproxy.dll?ex10a:6002.
Methods Found: Basic, NTLM
`;
export const xml = `<TestResult><Description>The Microsoft Connectivity Analyzer is attempting to resolve the host name contoso.example in DNS.</Description><Result>Error</Result>
<Details>Host contoso.example couldn't be resolved in DNS InfoDomainNonexistent.</Details></TestResult>`;
export default [text, xml];
