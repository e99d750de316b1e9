export const list = `C:\\>setspn -L ex16a
Registered ServicePrincipalNames for CN=EX16A,OU=Servers,DC=corp,DC=local:
        http/mail.contoso.example
        IMAP/EX16A
        HOST/EX16A.corp.local
`;
export const question = `C:\\>setspn -F -Q http/mail.contoso.example
Checking forest DC=corp,DC=local
CN=EX16ASA,OU=Service,DC=corp,DC=local
        http/mail.contoso.example
        http/autodiscover.contoso.example

Existing SPN found!
`;
export const double = `Checking domain DC=corp,DC=local
Processing entry 0
HTTP/mail.contoso.example is registered on these accounts:
        CN=EX16ASA,OU=Service,DC=corp,DC=local
        CN=EX10A,OU=Servers,DC=corp,DC=local

found 1 group of duplicate SPNs.
`;

/** Texts as people paste them. */
export default [list, question, double];
