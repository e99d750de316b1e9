import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parsePath, valueProblems } from '../../../services/facts.ts';
import { type Looked, loadLooks } from '../../../services/looking/looker.ts';
import { factOf, startWorld, type World, whyBlind } from '../looking/lab.ts';

const anna = 'anna@contoso.example';
const program = 'Microsoft Office/14.0 (Windows NT 6.1; Microsoft Outlook 14.0.7187; Pro)';
const execute = (at: string, more: Readonly<Record<string, string | number>> = {}) => ({
  DateTime: at,
  RequestType: 'Execute',
  HttpStatusCode: 200,
  ResponseCode: 0,
  StatusCode: 0,
  ReturnCode: 0,
  AuthenticatedUserEmail: 'CORP\\anna',
  AuthenticatedUser: 'CORP\\anna',
  MailboxId: `{guid:${anna}}`,
  ClientIP: '10.20.5.31',
  SourceCafeServer: 'ex16b.corp.local',
  ClientSoftware: 'OUTLOOK.EXE',
  ClientSoftwareVersion: '14.0.7187.5000',
  ClientMode: 2,
  ...more,
});
const refused = (at: string, name: string) => ({
  DateTime: at,
  Protocol: 'Mapi',
  UrlStem: '/mapi/nspi/',
  IsAuthenticated: true,
  AuthenticatedUser: `CORP\\${name}`,
  AnchorMailbox: `Sid~S-1-5-21-9-9-9-${name.length}`,
  UserAgent: program,
  ClientIpAddress: '10.20.5.31',
  HttpStatus: 401,
  BackEndStatus: 401,
  TargetServer: 'ex16a.corp.local',
  TargetServerVersion: '15.01.2507.006',
});
let world: World;
beforeAll(async () => {
  world = await startWorld({
    servers: [
      {
        name: 'ex16a',
        logs: {
          'mapi-http': [
            execute('{-PT50M}'),
            execute('{-PT40M}', { ResponseCode: 10 }),
            execute('{-PT39M}', { ResponseCode: 10 }),
            execute('{-PT38M}', {
              ResponseCode: 10,
              AuthenticatedUserEmail: 'CORP\\otto',
              AuthenticatedUser: 'CORP\\otto',
              MailboxId: '11111111-2222-4333-8444-555555555555',
            }),
          ],
          'http-proxy/Mapi': [
            { ...refused('{-PT30M}', 'anna'), AnchorMailbox: `Sid~{sid:${anna}}` },
            refused('{-PT29M}', 'otto'),
            refused('{-PT28M}', 'petra'),
          ],
          iis: [
            `{-PT60M} 10.20.0.21 POST /mapi/emsmdb/ - 443 CORP\\anna 10.20.5.31 ${program.replaceAll(' ', '+')} - 200 0 0 20`,
          ],
          'iis-backend': [
            `{-PT25M} 10.20.0.21 POST /mapi/nspi/ MailboxId={guid:${anna}}@contoso.example 444 - 10.20.0.21 ${program.replaceAll(' ', '+')} - 401 1 2148074254 5`,
          ],
        },
      },
      {
        name: 'ex10a',
        exchange: '2010',
        logs: {
          rca: [
            {
              'date-time': '{-PT20M}',
              'client-name': `{dn:bert@contoso.example}`,
              'client-software': 'OUTLOOK.EXE',
              'client-software-version': '14.0.7172.5000',
              'client-mode': 'Classic',
              'client-ip': '10.20.5.32',
              protocol: 'ncacn_ip_tcp',
              operation: 'Connect',
              'rpc-status': '1010 (rpc::LoginPerm)',
              failures: 'RpcDispatch: [LoginPermException] cannot act as owner',
            },
          ],
          httperr: [
            '{-PT15M} 10.20.5.77 51812 10.20.0.22 443 HTTP/1.1 RPC_IN_DATA /rpc/rpcproxy.dll?cas:6001 - 503 1 QueueFull DefaultAppPool',
            '{-PT14M} 10.20.5.78 51813 10.20.0.22 443 HTTP/1.1 RPC_IN_DATA /rpc/rpcproxy.dll?cas:6001 - 503 1 QueueFull DefaultAppPool',
          ],
        },
      },
    ],
    mailboxes: [
      { address: anna, server: 'ex16a' },
      { address: 'bert@contoso.example', server: 'ex10a' },
    ],
  });
}, 30_000);
afterAll(async () => world?.stop());

async function look(name: string): Promise<Looked> {
  const looks = (await loadLooks()).filter(({ id }) => id === 'log-search' || id.startsWith('directory-'));
  return (await world.looker({ looks })).look(`${name}@contoso.example`);
}
const lines = (looked: Looked, log: string, signature?: string) =>
  looked.facts.flatMap(({ fact, value }) => {
    const line = value as Record<string, unknown>;
    return fact === 'log[]' && line.log === log && (signature === undefined || line.signature === signature)
      ? [line]
      : [];
  });

describe('logs of MAPI, RPC and HTTP.sys', () => {
  test('her lost sessions, through which front end, and how many lose theirs', async () => {
    expect(lines(await look('anna'), 'mapi-http', 'session-lost')).toMatchObject([
      {
        server: 'ex16a',
        user: 'CORP\\anna',
        method: 'Execute',
        status: 200,
        returnCode: 0,
        count: 2,
        users: 2,
        clientSoftware: 'OUTLOOK.EXE',
        clientVersion: '14.0.7187.5000',
        text: 'over MapiHttp, client mode Cached, response code 10, through ex16b.corp.local',
      },
    ]);
  });

  test('how many others the back end refuses, by the front end’s log; in its own log it is the back end too', async () => {
    const looked = await look('anna');
    expect(lines(looked, 'http-proxy', 'back-end-401')).toMatchObject([{ users: 3, count: 1 }]);
    expect(lines(looked, 'iis-backend', 'back-end-401')).toMatchObject([{ count: 1 }]);
    expect(lines(looked, 'iis-backend', 'front-end-401')).toEqual([]);
  });

  test('RPC Client Access names him by legacyExchangeDN, the fact by SID', async () => {
    const looked = await look('bert');
    const [denied] = lines(looked, 'rca', 'login-perm');
    expect(denied).toMatchObject({ server: 'ex10a', returnCode: 1010, exception: 'LoginPermException' });
    expect(denied?.anchor).toBeUndefined();
    expect(denied?.sid).toBe(factOf(looked, 'mailbox.sid'));
  });

  test('what HTTP.sys ends names nobody, and is told to everybody', async () => {
    for (const name of ['anna', 'bert'])
      expect(lines(await look(name), 'httperr')).toMatchObject([
        { server: 'ex10a', status: 503, signature: 'queue-full', count: 2, text: 'QueueFull' },
      ]);
  });

  test('each log is searched where a server has it', async () => {
    const looked = await look('anna');
    for (const key of [
      'ex16a/mapi-http',
      'ex16a/address-book',
      'ex16a/httperr',
      'ex16a/http-proxy',
      'ex10a/rca',
    ])
      expect([key, typeof factOf(looked, `searched[${key}].from`)]).toEqual([key, 'string']);
    expect(whyBlind(looked, 'searched[ex10a/http-proxy].from')).toBeUndefined();
  });

  test('what they tell of her program', async () => {
    const anna = await look('anna');
    expect(
      ['outlookBuild', 'windows', 'protocol', 'cachedMode'].map((leaf) => factOf(anna, `client.${leaf}`)),
    ).toEqual(['14.0.7187.5000', '6.1', 'HTTP', true]);
    const bert = await look('bert');
    expect(
      ['outlookBuild', 'windows', 'protocol', 'cachedMode'].map((leaf) => factOf(bert, `client.${leaf}`)),
    ).toEqual(['14.0.7172.5000', undefined, 'RPC/TCP', false]);
    expect(anna.facts.find(({ fact }) => fact === 'client.protocol')?.from).toBe('log');
  });

  test('all fit the vocabulary', async () => {
    for (const { fact, value } of (await look('anna')).facts)
      expect([fact, valueProblems(parsePath(fact), value)]).toEqual([fact, []]);
  });
});
