/** What the helpdesk asks the user, or looks up on his PC with him, for each leaf that only a person can tell. */
export const personQuestions: Readonly<Record<string, string>> = {
  'popup.kind':
    'Which box do you see: password, "quit and restart", "Allow this website", certificate warning?',
  'popup.chain': 'Which boxes do you see one after the other, and in which order?',
  'popup.text': 'What exactly does the box say?',
  'popup.afterCancel': 'Press Cancel once: what appears then?',
  'popup.afterCancelText': 'Press Cancel once: what does the next box say?',
  'popup.statusBar':
    'What stands at the bottom right of Outlook: "Need password", "Disconnected", "Trying to connect"?',
  'popup.host': 'Which server does the box name ("Connecting to …")?',
  'popup.hostIs':
    'Does the box name the common mail name, the mailbox’s own server, another Exchange server, or the mail domain?',
  'popup.certificateOf':
    'Open the certificate of the warning: whose is it, Exchange’s, a web site’s, or a device’s?',
  'popup.certificateNames': 'Open the certificate of the warning: which names stand in it?',
  'popup.prefilledUser': 'Which user name stands in the password box before you type anything?',
  'popup.prefilledIs':
    'Which user name stands in the password box: your e-mail address, DOMAIN\\name, or none?',
  'popup.passwordAccepted':
    'Type your password once: is the box gone until the next start, does it come back later, or is it back at once?',
  'popup.rememberOffered': 'Does the password box offer "Remember my credentials"?',
  'popup.rememberTicked': 'Did you tick "Remember my credentials"?',
  'popup.domainUserWorks':
    'Choose "More choices", sign in once as DOMAIN\\name with your usual password: is the box gone then?',
  'popup.duringProfileCreation': 'Does the box come while Outlook sets up the account for the first time?',
  'scope.affected':
    'Who else sees it: only you, everybody on this PC, only people who were moved, one site, or all?',
  'scope.only':
    'What do those who see it have in common that others lack: Outlook version, site, a shared mailbox?',
  'scope.otherPcWorks': 'Does Outlook work without the box when you sign in on another PC?',
  'scope.otherUserOnThisPcWorks':
    'Does Outlook work without the box for a colleague who signs in on this PC?',
  'scope.otherDcWorks': 'Is the box gone when the PC uses another domain controller (echo %LOGONSERVER%)?',
  'scope.webmailWorks': 'Does web mail open with the same name and password?',
  'scope.phoneWorks': 'Does mail on your phone go on working?',
  'scope.macWorks': 'Does Outlook on a Mac work with the same account?',
  'scope.insideWorks': 'Is the box gone when you are in the office network?',
  'scope.outsideWorks': 'Is the box gone when you are outside the office network?',
  'scope.directWorks':
    'Is the box gone when the PC reaches Exchange directly, past the load balancer or proxy?',
  'scope.browserOpens':
    'Which of these open in the browser: /autodiscover, /mapi, /ews, /owa of the mail server?',
  'scope.vpn': 'Are you connected through the VPN?',
  'timeline.since': 'Since when do you see it, as exactly as you can tell?',
  'timeline.pattern': 'When does it come: once only, at every start, all the time, hourly, or at busy hours?',
  'timeline.after':
    'What changed just before: a mailbox move, a new password, a new shared mailbox, an update, a new PC?',
  'timeline.endsAlone': 'Does it end by itself after some hours, without anybody doing anything?',
  'timeline.pilotWorked': 'Did it work for the test group before the change went live for all?',
  'tried[]':
    'What has been tried so far (new profile, deleted stored passwords, recycled pool), and did it help?',
  'connections[]':
    'Hold Ctrl, right-click the Outlook icon by the clock, "Connection Status": what do its rows say?',
  'client.outlookBuild': 'Which Outlook build is it (File, Office Account, About Outlook)?',
  'client.updated': 'Does File, Office Account, Update Options say that Outlook is up to date?',
  'client.windows': 'Which Windows does the PC run (winver)?',
  'client.domainJoined': 'Is the PC a member of the company domain?',
  'client.mapiHttpDisabled': 'Is MapiHttpDisabled set below HKCU\\Software\\Microsoft\\Exchange on the PC?',
  'client.registry':
    'Read the registry of the PC: what does the value {} say, below Office\\16.0\\Outlook or Exchange?',
  'client.policy': 'Run gpresult /h on the PC: which value does a policy set for {}?',
  'client.credentialEntries':
    'Run "cmdkey /list" on the PC: which lines name Outlook, MicrosoftOffice, the mail server or autodiscover?',
  'client.otherPasswordsKept': 'Does Windows keep other saved passwords over a restart?',
  'client.logonNetworkSecurity': 'What does "Logon network security" say in the profile’s security settings?',
  'client.lmCompatibilityLevel':
    'What is LmCompatibilityLevel below HKLM\\System\\CurrentControlSet\\Control\\Lsa?',
  'client.tlsDefaultProtocols': 'What is DefaultSecureProtocols below WinHttp in the PC’s registry?',
  'client.tlsUserProtocols': 'What is SecureProtocols below Internet Settings in the user’s registry?',
  'client.tlsOffered': 'Which TLS versions are ticked in Internet Options, Advanced?',
  'client.hotfixes': 'Run "wmic qfe list" on the PC: which updates are installed?',
  'client.profileAge': 'How many days old is the Outlook profile?',
  'client.profileServer': 'Open Account Settings, the account, Change: which server does the profile name?',
  'client.profileServerIs':
    'Which server does the Outlook profile name: the mailbox’s own, another Exchange server, or a name with @?',
  'client.computerDomain': 'Which domain is the PC a member of?',
  'client.settingReturns':
    'Which setting comes back after you change it: proxy address, "msstd:" name, authentication?',
  'client.cachedMode': 'Is "Use Cached Exchange Mode" on for the account?',
  'client.accounts': 'How many Exchange accounts does the Outlook profile hold?',
  'client.addinsOffHelps': 'Start Outlook with "outlook.exe /safe": is the box gone?',
  'client.otherMapiPrograms':
    'Which other programs on the PC use Outlook data (archive, CRM, phone software)?',
  'client.protocol': 'In Connection Status, which protocol do the mail rows show: HTTP, RPC/HTTP or RPC/TCP?',
  'client.proxyServer': 'Which server stands in the profile’s Exchange Proxy Settings?',
  'client.proxyPrincipal': 'Which "msstd:" name stands in the profile’s Exchange Proxy Settings?',
  'client.proxyPrincipalIs':
    'Is the "msstd:" name of the profile the name on the certificate, another of its names, or none?',
  'client.httpFirst':
    'In Exchange Proxy Settings, is "connect using HTTP first" ticked for fast or slow networks?',
  'client.proxyAuthentication':
    'Which authentication stands in Exchange Proxy Settings: Basic, NTLM or Negotiate?',
  'client.rpcEncryption': 'Is "Encrypt data between Outlook and Exchange" ticked in the profile?',
  'client.acceptAuth': 'Which methods does Outlook’s log say that it accepts?',
  'client.webProxy': 'Which web proxy does the PC use (netsh winhttp show proxy; Internet Options)?',
  'client.scanner': 'Which scanner on the PC opens encrypted traffic?',
  'client.certificateIssuerSeen': 'Open web mail in the browser on that PC: who issued the certificate?',
  'client.ipv6': 'Is IPv6 switched on for the PC’s network card?',
  'client.restartEvent': 'What does event 67 of source Outlook in the PC’s application log say?',
  'client.startError': 'What does Outlook say when it fails to start?',
  'client.addressBookFails': 'Does "Check Names" or downloading the address book fail?',
  'client.autodiscoverFirst': 'Run "Test E-mail AutoConfiguration": which way does its log show first?',
  'client.autodiscoverFirstUrl': 'Run "Test E-mail AutoConfiguration": which URL does its log show first?',
  'path.through': 'Does the PC reach Exchange directly, or through a load balancer or reverse proxy?',
  'path.product': 'Which load balancer or reverse proxy stands before Exchange?',
  'path.tlsEndsAt':
    'Where does the TLS session end: at Exchange, at a device before it, or at a scanner on the PC?',
  'path.behindDevice':
    'Does the device before Exchange go on with https, with plain http, or pass the session through?',
  'path.preAuthentication': 'Does the device before Exchange ask for the password itself, and how?',
  'path.preAuthenticationTarget':
    'For whom does the device before Exchange get its tickets: one server or the common name?',
  'path.admitsOnlyGroup': 'Does the device before Exchange admit only members of a group?',
  'path.keepsConnection': 'Does the device before Exchange keep a client on one connection?',
  'path.balancing': 'How does the load balancer spread clients: by address, cookie, connection or request?',
  'path.nodesSameCertificate': 'Do all servers behind the load balancer show the same certificate?',
  'path.asksClientCertificate': 'Does the device before Exchange ask for a client certificate?',
  'path.slow': 'Is the way to Exchange slow for this user?',
  'path.ipv6Answers': 'Does the mail server’s name answer over IPv6 from that PC?',
  'path.ipv6Works': 'Does a connection over IPv6 to the mail server work from that PC?',
  'checked[]': 'Has somebody looked over {}, and was it right?',
};
