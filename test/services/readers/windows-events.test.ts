import { describe, expect, test } from '@jest/globals';
import windowsEvents from '../../../services/readers/windows-events.ts';
import { readWith, valuesOf } from './read-with.ts';
import {
  failedGerman,
  failedXml,
  kerberos,
  lockedList,
  netlogon,
  restart,
  topology,
} from './samples/windows-events.ts';

const read = (text: string, zoneMinutes?: number) =>
  readWith(windowsEvents, text, zoneMinutes === undefined ? {} : { zoneMinutes });
const logs = (text: string, zoneMinutes?: number) => valuesOf(read(text, zoneMinutes), 'log[]');
const failed = {
  server: 'ex16a',
  log: 'security',
  at: expect.stringMatching(/^2026-11-20T08:00:00/),
  eventId: 4625,
  user: 'CORP\\anna',
  workstation: 'PC-117',
  clientIp: '10.20.5.31',
  logonType: 3,
  substatus: 0xc000006a,
  signature: 'bad-password',
};

describe('a failed logon is the same in every form', () => {
  test.each([
    ['XML', failedXml, undefined],
    ['XML on many lines', failedXml.replaceAll('><', '>\n<'), undefined],
    ['German, as copied', failedGerman, 60],
  ])('%s', (_, text, zone) => {
    expect(logs(text, zone)).toEqual([expect.objectContaining(failed)]);
    expect(valuesOf(read(text, zone), 'account.failedLogon')).toEqual([['C000006A', '…']]);
    expect(valuesOf(read(text, zone), 'account.typedName')).toEqual(['CORP\\anna']);
    expect(read(text, zone).ignored).toEqual([]);
  });
  test('Get-EventLog, whose source stands behind the message', () => {
    const list =
      'EventID : 4625\nMachineName : EX16A.corp.local\nMessage : An account failed to log on.\n          Account Name: anna\n          Account Domain: CORP\n          Logon Type: 3\n          Sub Status: 0xC000006A\n          Workstation Name: PC-117\n          Source Network Address: 10.20.5.31\nSource : Microsoft-Windows-Security-Auditing\nTimeGenerated : 20.11.2026 09:00:00';
    expect(logs(list, 60)).toEqual([expect.objectContaining(failed)]);
  });
  test('its message alone', () => {
    const { at: _at, server: _server, ...rest } = failed;
    const message = failedGerman.slice(failedGerman.indexOf('Fehler beim'));
    expect(logs(message)).toEqual([expect.objectContaining(rest)]);
    expect(read(`${message}\nThat is all.`).ignored).toEqual([
      { from: 24, to: 24, says: 'not known to any reader' },
    ]);
  });
  test('a copied event with its XML is one', () => {
    expect(logs(`${failedGerman}Ereignis-XML:\n${failedXml}`)).toHaveLength(1);
  });
});

test('Format-List of several events, each dated once the zone is told', () => {
  const without = read(lockedList);
  expect(without.asks[0]).toMatch(/^The times in lines 1 and 15 have no zone/);
  expect(logs(lockedList)[0]).not.toHaveProperty('at');
  const told = read(lockedList, 60);
  expect(valuesOf(told, 'log[]')).toEqual([
    expect.objectContaining({
      eventId: 4740,
      at: '2026-11-20T08:05:00.000Z',
      signature: 'locked',
      workstation: 'EX16A',
      user: 'anna',
    }),
    expect.objectContaining({
      eventId: 4776,
      at: '2026-11-20T08:04:00.000Z',
      signature: 'locked',
      workstation: 'PC-117',
    }),
  ]);
  expect(valuesOf(told, 'account.lockedAt')).toEqual(['2026-11-20T08:05:00.000Z']);
  expect(told.understood).toEqual([
    { from: 1, to: 13, says: 'event 4740' },
    { from: 15, to: 23, says: 'event 4776' },
  ]);
});

test('what Outlook, Netlogon, Kerberos and the topology service say', () => {
  expect(valuesOf(read(restart), 'client.restartEvent')[0]).toMatch(
    /^The Exchange administrator has made a change\. Reason: server name/,
  );
  expect(logs(netlogon)).toEqual([
    expect.objectContaining({ server: 'ex16a', log: 'system', eventId: 5817, signature: 'netlogon-timeout' }),
  ]);
  expect(logs(kerberos)).toEqual([
    expect.objectContaining({ signature: 'spn-wrong-account', target: 'HTTP/mail.contoso.example' }),
  ]);
  expect(valuesOf(read(topology), 'servers[ex16b].dcsReachable')).toEqual([true]);
  expect(valuesOf(read(topology.replace('CDG 1 7 7', 'CDG 1 0 0')), 'servers[ex16b].dcsReachable')).toEqual([
    false,
  ]);
});

describe('what is not taken', () => {
  test('an event about another account', () => {
    const { facts, ignored, asks } = read(failedXml.replace('>anna<', '>bob<'));
    expect([facts, ignored]).toEqual([
      [],
      [{ from: 1, to: 1, says: 'about CORP\\bob, not anna@contoso.example' }],
    ]);
    expect(asks).toHaveLength(1);
  });
  test('an event of another program, a logon that went well, half an event', () => {
    expect(read(netlogon.replace('NETLOGON', 'Kernel-Power').replace('5817', '41')).ignored[0]?.says).toMatch(
      /not among those/,
    );
    expect(read(failedXml.replace('0xc000006d', '0x0').replace('0xc000006a', '0x0')).facts).toEqual([]);
    expect(read(failedXml.slice(0, 300)).ignored).toEqual([
      { from: 1, to: 1, says: 'not known to any reader' },
    ]);
  });
});
