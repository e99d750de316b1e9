export const english = `Host Name:                 PC17
OS Name:                   Microsoft Windows 7 Professional
OS Version:                6.1.7601 Service Pack 1 Build 7601
OS Manufacturer:           Microsoft Corporation
Domain:                    corp.local
Logon Server:              \\\\DC1
Hotfix(s):                 2 Hotfix(s) Installed.
                           [01]: KB3140245
                           [02]: KB2670838
Network Card(s):           1 NIC(s) Installed.
`;
export const german = `Hostname:                                      EX10A
Betriebssystemname:                            Microsoft Windows Server 2008 R2 Standard
Betriebssystemversion:                         6.1.7601 Service Pack 1 Build 7601
Domäne:                                        corp.local
Hotfix(es):                                    1 Hotfix(e) installiert.
                                               [01]: KB3140410
`;

/** Texts as people paste them. */
export default [english, german];
