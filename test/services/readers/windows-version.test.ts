import { expect, test } from '@jest/globals';
import windowsVersion from '../../../services/readers/windows-version.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';
import samples, { english, german } from './samples/windows-version.ts';

const facts = (text: string) => factsOf(pastedTo(windowsVersion, text));

test('systeminfo of a PC', () => {
  expect(facts(english)).toEqual({
    'client.windows': '6.1',
    'client.domainJoined': true,
    'client.computerDomain': 'corp.local',
    'client.hotfixes': ['KB3140245', 'KB2670838'],
  });
  expect(facts(english.replace('corp.local', 'WORKGROUP'))).toMatchObject({ 'client.domainJoined': false });
});
test('systeminfo of a server says nothing of the PC', () => {
  expect(facts(german)).toEqual({
    'servers[ex10a].os': 'Windows Server 2008 R2 Standard',
    'servers[ex10a].osVersion': '6.1',
    'hotfixes[ex10a/kb3140410].listed': true,
  });
});
test.each([
  ['Version 22H2 (OS Build 19045.3803)', '10.0'],
  ['Version 22H2 (Betriebssystembuild 19045.3803)', '10.0'],
  ['Version 6.1 (Build 7601: Service Pack 1)', '6.1'],
  ['Microsoft Windows [Version 10.0.19045.3803]', '10.0'],
])('%s', (text, version) => {
  expect(facts(text)).toEqual({ 'client.windows': version });
});
test('a prompt whose build servers have too decides nothing', () => {
  expect(
    pastedTo(windowsVersion, 'Microsoft Windows [Version 10.0.17763.1]\nVersion 22H2 (OS Build 19045.3803)')
      .ignored,
  ).toEqual([{ from: 1, to: 1, says: expect.stringContaining('a server may have too') }]);
  expect(facts('Microsoft Windows Server\nVersion 1809 (OS Build 17763.1)')).toEqual({});
});
test('half of it, and other texts', () => {
  expect(facts(english.split('\n').slice(4).join('\n'))).toEqual({});
  for (const text of ['Domain: corp.local', 'Hostname: x', 'Version 3 (Build 7)'])
    expect(pastedTo(windowsVersion, text)).toMatchObject({ facts: [], understood: [] });
});
test('stands anything', () => standsAnything(windowsVersion, samples));
test('is quick', () => isQuick(windowsVersion, english));
