import { expect, test } from '@jest/globals';
import deviceState from '../../../services/readers/device-state.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { joined } from './samples/device-state.ts';

test('a PC of the domain', () => {
  const read = pastedTo(deviceState, joined);
  expect(factsOf(read)).toEqual({ 'client.domainJoined': true, 'client.computerDomain': 'CORP' });
  expect(read.asks).toEqual([]);
});
test('a PC of no domain', () => {
  expect(factsOf(pastedTo(deviceState, joined.replace('DomainJoined : YES', 'DomainJoined : NO')))).toEqual({
    'client.domainJoined': false,
  });
});
test('another person’s session is told', () => {
  expect(pastedTo(deviceState, joined.replaceAll('anna', 'bob')).asks).toEqual([
    expect.stringMatching(/^The text speaks of CORP\\bob/),
  ]);
});
test('half of it, and other texts', () => {
  expect(factsOf(pastedTo(deviceState, '  DomainJoined : YES\n  DomainNa'))).toEqual({
    'client.domainJoined': true,
  });
  expect(pastedTo(deviceState, 'Device Name : pc17\nDomainName : CORP')).toMatchObject({
    facts: [],
    understood: [],
  });
});
test('stands anything', () => standsAnything(deviceState, samples));
test('is quick', () => isQuick(deviceState, joined));
