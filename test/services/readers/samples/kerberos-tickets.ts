export const english = `Current LogonId is 0:0x3a1f2

Cached Tickets: (2)

#0>     Client: anna @ CORP.LOCAL
        Server: krbtgt/CORP.LOCAL @ CORP.LOCAL
        KerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96
        Ticket Flags 0x40e10000 -> forwardable renewable initial
        Start Time: 11/20/2026 8:00:00 (local)
        End Time:   11/20/2026 18:00:00 (local)
        Session Key Type: AES-256-CTS-HMAC-SHA1-96
        Kdc Called: DC1.corp.local

#1>     Client: anna @ CORP.LOCAL
        Server: HTTP/mail.contoso.example @ CORP.LOCAL
        KerbTicket Encryption Type: RSADSI RC4-HMAC(NT)
`;

/** Texts as people paste them. */
export default [english];
