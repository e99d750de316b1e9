export const query = `C:\\>reg query HKCU\\Software\\Microsoft\\Exchange

HKEY_CURRENT_USER\\Software\\Microsoft\\Exchange
    MapiHttpDisabled    REG_DWORD    0x1
    Something    REG_SZ    else

HKEY_CURRENT_USER\\Software\\Policies\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover
    ExcludeHttpsRootDomain    REG_DWORD    0x1

HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\AutoDiscover\\RedirectServers
    autodiscover.contoso.example    REG_SZ

Suche abgeschlossen: 4 Übereinstimmung(en) gefunden.
`;
export const file = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp]
"DefaultSecureProtocols"=dword:00000a80

[HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp]
"DefaultSecureProtocols"=dword:000000a8

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]
"ProxyEnable"=dword:00000001
"ProxyServer"="proxy.contoso.example:8080"
"SecureProtocols"=dword:00000a80

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa]
"LmCompatibilityLevel"=dword:00000001
"Notification Packages"=hex(7):73,00,63,00,\\
  65,00,63,00,6c,00,69,00,00,00,00,00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client]
"DisabledByDefault"=dword:00000000

[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows Messaging Subsystem\\Profiles\\Outlook\\13dbb0c8aa05101a9bb000aa002fc45a]
"00036619"=hex:01,f0,00,80
"001f3d0a"=hex:6f,00
`;

/** Texts as people paste them. */
export default [query, file];
