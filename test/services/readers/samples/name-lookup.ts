export const english = `C:\\>nslookup autodiscover.contoso.example
Server:  dc1.corp.local
Address:  10.0.0.1

Non-authoritative answer:
Name:    mail.contoso.example
Addresses:  2001:db8::5
          10.0.0.5
          10.0.0.6
Aliases:  autodiscover.contoso.example
`;
export const services = `Server:  dc1.corp.local
Address:  10.0.0.1

_autodiscover._tcp.contoso.example      SRV service location:
          priority       = 0
          weight         = 0
          port           = 443
          svr hostname   = mail.contoso.example
mail.contoso.example    internet address = 10.0.0.5
`;
export const german = `Server:  dc1.corp.local
Address:  10.0.0.1

*** dc1.corp.local kann autodiscover.contoso.example nicht finden: Non-existent domain
`;

/** Texts as people paste them. */
export default [english, services, german];
