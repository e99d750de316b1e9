export const english = `Windows IP Configuration

   Host Name . . . . . . . . . . . . : PC17
   Primary Dns Suffix  . . . . . . . : corp.local
   Node Type . . . . . . . . . . . . : Hybrid

Ethernet adapter Ethernet:

   Description . . . . . . . . . . . : Intel(R) Ethernet Connection
   IPv6 Address. . . . . . . . . . . : 2001:db8::17(Preferred)
   Link-local IPv6 Address . . . . . : fe80::1%12(Preferred)
   IPv4 Address. . . . . . . . . . . : 10.0.0.17(Preferred)
   DNS Servers . . . . . . . . . . . : 10.0.0.1
                                       10.0.0.2
`;
export const german = `Windows-IP-Konfiguration

   Hostname  . . . . . . . . . . . . : PC17
   Primäres DNS-Suffix . . . . . . . : corp.local

Ethernet-Adapter Ethernet 2:

   Beschreibung. . . . . . . . . . . : Cisco AnyConnect Virtual Miniport Adapter
   Verbindungslokale IPv6-Adresse  . : fe80::2%13(Bevorzugt)
   IPv4-Adresse  . . . . . . . . . . : 10.8.0.4(Bevorzugt)
`;

/** Texts as people paste them. */
export default [english, german];
