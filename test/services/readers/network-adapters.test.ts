import { expect, test } from '@jest/globals';
import networkAdapters from '../../../services/readers/network-adapters.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english, german } from './samples/network-adapters.ts';

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
test('stands anything', () => standsAnything(networkAdapters, samples));
test('is quick', () => isQuick(networkAdapters, english));
