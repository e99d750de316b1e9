import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parsePath, valueProblems } from '../../../services/facts.ts';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const topology = (reachable: number) =>
  `Process Microsoft.Exchange.Directory.TopologyService.exe (PID=2044). Exchange Active Directory Provider has discovered the following servers with the following characteristics:\r\n (Server name | Roles | Enabled | Reachability | Synchronized | GC capable | PDC | SACL right | Critical Data | Netlogon | OS Version)\r\nIn-site:\r\ndc1.corp.local\tCDG 1 ${reachable} 7 1 0 1 1 7 1\r\nOut-of-site:`;
let world: World;
beforeAll(async () => {
  world = await startWorld({
    domainControllers: [
      {
        name: 'dc1',
        logs: {
          security: [
            {
              at: '-PT30M',
              ProviderName: 'Microsoft-Windows-Security-Auditing',
              Id: 4740,
              TargetUserName: 'anna',
              TargetDomainName: 'PC31',
            },
            { at: '-PT31M', Id: 4776, TargetUserName: 'anna', Workstation: 'PC31', Status: '0xc0000234' },
            { at: '-PT32M', Id: 4776, TargetUserName: 'anna', Workstation: 'PC31', Status: '0x0' },
            {
              at: '-PT33M',
              Id: 4771,
              TargetUserName: 'anna',
              Status: '0x18',
              IpAddress: '::ffff:10.20.5.31',
              Message: 'Kerberos pre-authentication failed.',
            },
            { at: '-PT34M', Id: 4771, TargetUserName: 'otto', Status: '0x18' },
          ],
          system: [
            {
              at: '-PT2H',
              ProviderName: 'Microsoft-Windows-Kerberos-Key-Distribution-Center',
              Id: 16,
              Message:
                'While processing a TGS request for the target server HTTP/mail.contoso.example, the account EX16A$@CORP.LOCAL did not have a suitable key for generating a Kerberos ticket (the missing key has an ID of 8).',
            },
          ],
          'directory-service': [
            {
              at: '-PT3H',
              ProviderName: 'Microsoft-Windows-ActiveDirectory_DomainService',
              Id: 2820,
              Message: 'NSPI max connection limit for the user has been reached. User: anna',
            },
          ],
        },
      },
    ],
    servers: [
      {
        name: 'ex16a',
        logs: {
          security: [
            '{-PT20M},Microsoft-Windows-Security-Auditing,4625,0,anna,CORP,0xC000006D,0xC000006A,3,10.20.5.31,PC31,An account failed to log on.',
            '{-PT19M},Microsoft-Windows-Security-Auditing,4625,0,anna,CORP,0xC000006D,0xC000006A,3,10.20.5.31,PC31,"An account, too, failed to log on."',
            '{-PT18M},Microsoft-Windows-Security-Auditing,4625,0,anna@contoso.example,,0xC000006D,0xC0000064,3,10.20.5.31,PC31,An account failed to log on.',
            '{-PT17M},Microsoft-Windows-Security-Auditing,4625,0,otto,CORP,0xC000006D,0xC000006A,3,10.20.5.99,PC99,An account failed to log on.',
          ],
          system: [
            {
              at: '-PT90M',
              ProviderName: 'NETLOGON',
              Id: 5817,
              Message: 'Netlogon has failed an additional 34 authentication requests in the last 30 minutes.',
            },
            { at: '-PT80M', ProviderName: 'Service Control Manager', Id: 5816, Message: 'something else' },
            {
              at: '-PT70M',
              ProviderName: 'Microsoft-Windows-Security-Kerberos',
              Id: 4,
              Message:
                'The Kerberos client received a KRB_AP_ERR_MODIFIED error from the server ex10a$. The target name used was HTTP/mail.contoso.example. This indicates that the target server failed to decrypt the ticket.',
            },
            {
              at: '-PT60M',
              ProviderName: 'Microsoft-Windows-FailoverClustering',
              Id: 1135,
              Message: 'Cluster node EX16B was removed from the active failover cluster membership.',
            },
          ],
          application: [
            { at: '-PT50M', ProviderName: 'MSExchange ADAccess', Id: 2080, Message: topology(7) },
            {
              at: '-PT40M',
              ProviderName: 'MSExchange ADAccess',
              Id: 2114,
              Message: 'Topology discovery failed, error 0x80040a02.',
            },
          ],
        },
      },
      {
        name: 'ex16b',
        eventsSince: '-PT4H',
        logs: {
          application: [
            { at: '-PT10M', ProviderName: 'MSExchangeADTopology', Id: 2080, Message: topology(7) },
          ],
        },
      },
      {
        name: 'ex16c',
        logs: {
          application: [
            { at: '-PT10M', ProviderName: 'MSExchange ADAccess', Id: 2080, Message: topology(0) },
          ],
        },
      },
    ],
    mailboxes: [
      { address: 'anna@contoso.example', upn: 'anna@corp.local', server: 'ex16a' },
      { address: 'jonas@contoso.example', server: 'ex16a' },
    ],
  });
}, 30_000);
afterAll(async () => world?.stop());

async function look(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Looked> {
  const wanted = ['failed-logons', 'server-events'];
  const looks = (await loadLooks()).filter(({ id }) => wanted.includes(id) || id.startsWith('directory-'));
  const looker = await world.looker({ looks, configuration: { ...world.configuration, ...more } });
  return looker.look(`${name}@contoso.example`);
}
const lines = (looked: Looked, log: string, server: string) =>
  looked.facts.flatMap(({ fact, value }) => {
    const line = value as Record<string, unknown>;
    return fact === 'log[]' && line.log === log && line.server === server ? [line] : [];
  });

describe('failed logons', () => {
  test('on an Exchange server, with sub-status, typed name and workstation', async () => {
    const found = lines(await look('anna'), 'security', 'ex16a');
    expect(found).toMatchObject([
      {
        eventId: 4625,
        user: 'anna@contoso.example',
        substatus: 0xc000_0064,
        signature: 'bad-password',
        count: 1,
      },
      {
        eventId: 4625,
        user: 'CORP\\anna',
        substatus: 0xc000_006a,
        workstation: 'PC31',
        clientIp: '10.20.5.31',
        logonType: 3,
        count: 2,
        users: 2,
        text: 'sub-status C000006A',
        signature: 'bad-password',
      },
    ]);
  });

  test('on a domain controller: locked and from where, NTLM, Kerberos; successes and others are left out', async () => {
    const found = lines(await look('anna'), 'security', 'dc1');
    expect(
      found.map(({ eventId, signature, workstation, clientIp }) => [
        eventId,
        signature,
        workstation ?? clientIp,
      ]),
    ).toEqual([
      [4740, 'locked', 'PC31'],
      [4776, 'locked', 'PC31'],
      [4771, 'bad-password', '10.20.5.31'],
    ]);
  });

  test('what they come to for the account', async () => {
    const looked = await look('anna');
    expect(factOf(looked, 'account.failedLogon')).toEqual(['C0000064', 'C000006A', 'C0000234']);
    expect(factOf(looked, 'account.typedName')).toBe('anna@contoso.example');
    expect(factOf(looked, 'account.logonDomain')).toBe('CORP');
  });

  test('none is an answer, with the span that the logs still held', async () => {
    const looked = await look('jonas');
    expect(factOf(looked, 'account.failedLogon')).toEqual([]);
    const from = (server: string) =>
      Date.now() - Date.parse(String(factOf(looked, `searched[${server}/security].from`)));
    expect(from('ex16a') / 3_600_000).toBeGreaterThan(72);
    expect(Math.round(from('ex16b') / 3_600_000)).toBe(4);
  });

  test('an account may not be called clean where one log was refused', async () => {
    const refusing = await startWorld({
      servers: [{ name: 'ex16a' }],
      mailboxes: [{ address: 'anna@contoso.example' }],
      windows: { refuses: { 'get-events@dc1': 'Access is denied.' } },
    });
    try {
      const looks = (await loadLooks()).filter(
        ({ id }) => id === 'failed-logons' || id.startsWith('directory-'),
      );
      const looked = await (await refusing.looker({ looks })).look('anna@contoso.example');
      expect(factOf(looked, 'account.failedLogon')).toBeUndefined();
      expect(whyBlind(looked, 'account.failedLogon')).toMatch(
        /dc1: Access is denied\.; it needs .+Event Log Readers on dc1/,
      );
      expect(factOf(looked, 'searched[ex16a/security].to')).toBeDefined();
    } finally {
      await refusing.stop();
    }
  }, 30_000);
});

describe('events of servers', () => {
  test('Netlogon, Kerberos and the cluster, by their source', async () => {
    const found = lines(await look('jonas'), 'system', 'ex16a');
    expect(found.map(({ eventId, signature, target }) => [eventId, signature, target])).toEqual([
      [1135, undefined, undefined],
      [4, 'spn-wrong-account', 'HTTP/mail.contoso.example'],
      [5817, 'netlogon-timeout', undefined],
    ]);
    expect(found.every(({ user }) => user === undefined)).toBe(true);
  });

  test('of domain controllers: no common encryption type, sessions of the address book', async () => {
    const looked = await look('jonas');
    expect(lines(looked, 'system', 'dc1')).toMatchObject([
      { eventId: 16, signature: 'no-etype', target: 'HTTP/mail.contoso.example' },
    ]);
    expect(lines(looked, 'directory-service', 'dc1')).toMatchObject([
      { eventId: 2820, signature: 'nspi-limit' },
    ]);
  });

  test('whether Exchange reaches a domain controller: by what it said last', async () => {
    const looked = await look('jonas');
    expect(
      ['ex16a', 'ex16b', 'ex16c'].map((server) => factOf(looked, `servers[${server}].dcsReachable`)),
    ).toEqual([false, true, false]);
    expect(lines(looked, 'application', 'ex16a')).toMatchObject([
      { eventId: 2114, signature: 'no-domain-controller' },
    ]);
  });

  test('all fit the vocabulary', async () => {
    for (const { fact, value } of (await look('anna')).facts)
      expect([fact, valueProblems(parsePath(fact), value)]).toEqual([fact, []]);
  });
});
