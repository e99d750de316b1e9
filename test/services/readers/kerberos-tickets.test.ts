import { expect, test } from '@jest/globals';
import kerberosTickets from '../../../services/readers/kerberos-tickets.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english } from './samples/kerberos-tickets.ts';

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
test('stands anything', () => standsAnything(kerberosTickets, samples));
test('is quick', () => isQuick(kerberosTickets, english));
