export const log = `Attempting URL https://autodiscover.contoso.example/autodiscover/autodiscover.xml found through SCP
Autodiscover to https://autodiscover.contoso.example/autodiscover/autodiscover.xml starting
GetLastError=0; httpStatus=401.
Autodiscover to https://autodiscover.contoso.example/autodiscover/autodiscover.xml FAILED (0x80040413)
Autodiscover to https://contoso.example/autodiscover/autodiscover.xml starting
GetLastError=12029; httpStatus=0.
Autodiscover to https://contoso.example/autodiscover/autodiscover.xml FAILED (0x80072EFD)
Redirect check to http://autodiscover.contoso.example/autodiscover/autodiscover.xml starting
Autodiscover URL redirection to https://mail.contoso.example/autodiscover/autodiscover.xml
Autodiscover to https://mail.contoso.example/autodiscover/autodiscover.xml starting
Autodiscover XML Received
Autodiscover to https://mail.contoso.example/autodiscover/autodiscover.xml succeeded (0x00000000)`;
export const results = `Display Name: Anna Adler
Protocol: Exchange RPC
Server: 00112233-4455-6677-8899-aabbccddeeff@contoso.example
Login Name: anna
Availability Service URL: https://mail.contoso.example/EWS/Exchange.asmx
OOF URL: https://mail.contoso.example/EWS/Exchange.asmx
OAB URL: https://mail.contoso.example/OAB/1/
Auth Package: Negotiate

Protocol: Exchange HTTP
Server: mail.contoso.example
Auth Package: Ntlm
Certificate Principal Name: msstd:mail.contoso.example
OAB URL: https://mail.contoso.example/OAB/2/`;
export const xml = `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <User><DisplayName>Anna Adler</DisplayName><AutoDiscoverSMTPAddress>anna@contoso.example</AutoDiscoverSMTPAddress></User>
    <Account><AccountType>email</AccountType><Action>settings</Action>
      <Protocol><Type>EXPR</Type><Server>mail.contoso.example</Server><AuthPackage>Ntlm</AuthPackage></Protocol>
      <Protocol Type="mapiHttp" Version="1"><MailStore><InternalUrl>https://mail.contoso.example/mapi/emsmdb/?MailboxId=1</InternalUrl></MailStore></Protocol>
    </Account>
  </Response>
</Autodiscover>`;
export default [log, results, xml, `${log}\n\n${results}`];
