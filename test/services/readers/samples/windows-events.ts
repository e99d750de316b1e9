export const failedXml = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4625</EventID><Level>0</Level><TimeCreated SystemTime='2026-11-20T08:00:00.123456700Z'/><Channel>Security</Channel><Computer>EX16A.corp.local</Computer></System><EventData><Data Name='SubjectUserName'>-</Data><Data Name='TargetUserName'>anna</Data><Data Name='TargetDomainName'>CORP</Data><Data Name='Status'>0xc000006d</Data><Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data><Data Name='WorkstationName'>PC-117</Data><Data Name='IpAddress'>10.20.5.31</Data></EventData></Event>`;
export const failedGerman = `Protokollname: Security
Quelle:        Microsoft-Windows-Security-Auditing
Datum:         20.11.2026 09:00:00
Ereignis-ID:   4625
Aufgabenkategorie:Logon
Ebene:         Informationen
Schlüsselwörter:Überwachung gescheitert
Benutzer:      Nicht zutreffend
Computer:      EX16A.corp.local
Beschreibung:
Fehler beim Anmelden eines Kontos.

Antragsteller:
	Sicherheits-ID:		NULL SID
	Kontoname:		-
	Kontodomäne:		-

Anmeldetyp:			3

Konto, für das die Anmeldung fehlgeschlagen ist:
	Sicherheits-ID:		NULL SID
	Kontoname:		anna
	Kontodomäne:		CORP

Fehlerinformationen:
	Fehlerursache:		Unbekannter Benutzername oder ungültiges Kennwort.
	Status:			0xC000006D
	Unterstatus::		0xC000006A

Netzwerkinformationen:
	Arbeitsstationsname:	PC-117
	Quellnetzwerkadresse:	10.20.5.31
`;
export const lockedList = `TimeCreated  : 11/20/2026 9:05:00 AM
ProviderName : Microsoft-Windows-Security-Auditing
Id           : 4740
Message      : A user account was locked out.

               Subject:
               	Account Name:		DC1$

               Account That Was Locked Out:
               	Account Name:		anna

               Additional Information:
               	Caller Computer Name:	EX16A

TimeCreated  : 11/20/2026 9:04:00 AM
ProviderName : Microsoft-Windows-Security-Auditing
Id           : 4776
Message      : The computer attempted to validate the credentials for an account.

               Authentication Package:	MICROSOFT_AUTHENTICATION_PACKAGE_V1_0
               Logon Account:	anna
               Source Workstation:	PC-117
               Error Code:	0xC0000234
`;
export const restart = `Log Name:      Application
Source:        Outlook
Date:          20.11.2026 09:10:00
Event ID:      67
Level:         Information
Computer:      PC-117.corp.local
Description:
The Exchange administrator has made a change. Reason: server name changed from ex10a.corp.local to a guid.
`;
export const netlogon = `Log Name:      System
Source:        NETLOGON
Date:          2026-11-20 08:30:00Z
Event ID:      5817
Computer:      EX16A.corp.local
Description:
Netlogon has failed an additional 12 authentication requests in the last 30 minutes.
`;
export const topology = `Log Name:      Application
Source:        MSExchange ADAccess
Date:          2026-11-20 08:31:00Z
Event ID:      2080
Computer:      EX16B.corp.local
Description:
Process w3wp.exe (PID=4242). Exchange Active Directory Provider has discovered the following servers with the following characteristics:
 (Server name | Roles | Enabled | Reachability | Synchronized | GC capable | PDC | SACL right | Critical Data | Netlogon | OS Version)
In-site:
dc1.corp.local CDG 1 7 7 1 0 1 1 7 1
`;
export const kerberos = `Log Name:      System
Source:        Microsoft-Windows-Security-Kerberos
Date:          2026-11-20 08:32:00Z
Event ID:      4
Computer:      PC-117.corp.local
Description:
The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server ex16a$. The target name used was HTTP/mail.contoso.example. This indicates that the target server failed to decrypt the ticket.
`;
export default [failedXml, failedGerman, lockedList, restart, netlogon, topology, kerberos];
