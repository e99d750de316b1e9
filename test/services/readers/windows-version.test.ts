import { expect, test } from '@jest/globals';
import windowsVersion from '../../../services/readers/windows-version.ts';
import { factsOf, isQuick, pastedTo, standsAnything } from './reading.ts';

const facts = (text: string) => factsOf(pastedTo(windowsVersion, text));
const english = `Host Name:                 PC17
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
const german = `Hostname:                                      EX10A
Betriebssystemname:                            Microsoft Windows Server 2008 R2 Standard
Betriebssystemversion:                         6.1.7601 Service Pack 1 Build 7601
Domäne:                                        corp.local
Hotfix(es):                                    1 Hotfix(e) installiert.
                                               [01]: KB3140410
`;

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
test('stands anything', () => standsAnything(windowsVersion, [english, german]));
test('is quick', () => isQuick(windowsVersion, english));
