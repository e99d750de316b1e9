import { expect, test } from '@jest/globals';
import kerberosTickets from '../../../services/readers/kerberos-tickets.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const english = `Current LogonId is 0:0x3a1f2

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

test('which tickets a PC holds, and how they are encrypted', () => {
  expect(factsOf(pastedTo(kerberosTickets, english))).toEqual({
    'client.tickets': ['krbtgt/corp.local (aes256)', 'http/mail.contoso.example (rc4)'],
  });
});
test('none at all is a fact', () => {
  expect(
    factsOf(
      pastedTo(kerberosTickets, 'Aktuelle Anmelde-ID ist 0:0x3a1f2\n\nZwischengespeicherte Tickets: (0)'),
    ),
  ).toEqual({
    'client.tickets': [],
  });
});
test('another person’s are not hers', () => {
  const read = pastedTo(kerberosTickets, english.replaceAll('anna', 'bob'));
  expect(read.facts).toEqual([]);
  expect(read.asks).toEqual([expect.stringMatching(/^The text speaks of bob/)]);
});
test('half of it, and other texts', () => {
  expect(factsOf(pastedTo(kerberosTickets, english.split('\n').slice(12).join('\n')))).toEqual({
    'client.tickets': ['http/mail.contoso.example (rc4)', '…'],
  });
  expect(pastedTo(kerberosTickets, 'Server: HTTP/mail.contoso.example @ CORP.LOCAL')).toMatchObject({
    facts: [],
    understood: [],
  });
});
test('stands anything', () => standsAnything(kerberosTickets, [english]));
test('is quick', () => isQuick(kerberosTickets, english));
