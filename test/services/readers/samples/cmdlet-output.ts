export const mailbox = `[PS] C:\\Windows\\system32>Get-Mailbox anna | fl name,database,servername,email*,user*,primary*,legacy*

Name                 : Anna Adler
Database             : DB16-01
ServerName           : ex16a
EmailAddresses       : {SMTP:anna@contoso.example, smtp:a.adler@contoso.example,
                       X500:/o=Contoso/ou=Exchange Administrative Group/cn=Recipients/cn=anna,
                       smtp:anna@corp.local...}
UserPrincipalName    : anna@corp.local
PrimarySmtpAddress   : anna@contoso.example
LegacyExchangeDN     : /o=Contoso/ou=Exchange Administrative Group
                       (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna
AuditEnabled         : False
`;
export const table = `[PS] C:\\>Get-MapiVirtualDirectory | ft server,internalurl,iisauth*

Server InternalUrl                            IISAuthenticationMethods
------ -----------                            ------------------------
EX16A  https://mail.contoso.example/mapi      {Ntlm, OAuth, Negotiate}
EX16B  https://mail.contoso.example/mapi      {Negotiate}
`;
export const wrapped = `Identity                      InternalUrl                    ExternalUrl
--------                      -----------                    -----------
EX16A\\EWS (Default Web Site)  https://mail.contoso.example/  https://mail.contoso.example/
                              EWS/Exchange.asmx              EWS/Exchange.asmx
EX10A\\EWS (Default Web Site)  https://ex10a.corp.local/EWS/
                              Exchange.asmx
`;
export const user = `PS C:\\> Get-ADUser anna -Properties LockedOut,PasswordExpired,PasswordLastSet,AccountExpirationDate

AccountExpirationDate :
DistinguishedName     : CN=Anna Adler,OU=Users,DC=corp,DC=local
Enabled               : True
LockedOut             : True
Name                  : Anna Adler
PasswordExpired       : False
PasswordLastSet       : 17.11.2026 08:30:00
SamAccountName        : anna
UserPrincipalName     : anna@corp.local
`;

/** Texts as people paste them. */
export default [mailbox, table, wrapped, user];
