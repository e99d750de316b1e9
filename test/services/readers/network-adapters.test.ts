import { expect, test } from '@jest/globals';
import networkAdapters from '../../../services/readers/network-adapters.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const english = `Windows IP Configuration

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
const german = `Windows-IP-Konfiguration

   Hostname  . . . . . . . . . . . . : PC17
   Primäres DNS-Suffix . . . . . . . : corp.local

Ethernet-Adapter Ethernet 2:

   Beschreibung. . . . . . . . . . . : Cisco AnyConnect Virtual Miniport Adapter
   Verbindungslokale IPv6-Adresse  . : fe80::2%13(Bevorzugt)
   IPv4-Adresse  . . . . . . . . . . : 10.8.0.4(Bevorzugt)
`;

test('domain and IPv6', () => {
  const read = pastedTo(networkAdapters, english);
  expect(factsOf(read)).toEqual({ 'client.computerDomain': 'corp.local', 'client.ipv6': true });
  expect(read.ignored.map(({ says }) => says)).not.toContain('not known to any reader');
});
test('in German, through a VPN', () => {
  expect(factsOf(pastedTo(networkAdapters, german))).toEqual({
    'client.computerDomain': 'corp.local',
    'scope.vpn': true,
  });
});
test('a tunnel that is not connected is none', () => {
  expect(
    factsOf(
      pastedTo(
        networkAdapters,
        german.replace(
          'IPv4-Adresse  . . . . . . . . . . : 10.8.0.4(Bevorzugt)',
          'Medienstatus  . . . . . . . . . . : Medium getrennt',
        ),
      ),
    ),
  ).toEqual({ 'client.computerDomain': 'corp.local' });
});
test('half of it, and other texts', () => {
  for (const text of [english.split('\n').slice(2).join('\n'), 'Host Name . . . : PC17'])
    expect(pastedTo(networkAdapters, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(networkAdapters, [english, german]));
test('is quick', () => isQuick(networkAdapters, english));
