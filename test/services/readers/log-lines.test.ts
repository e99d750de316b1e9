import { describe, expect, test } from '@jest/globals';
import logLines from '../../../services/readers/log-lines.ts';
import { httpProxy, httpProxyFields, httpProxyFile, iisFile, stale } from '../logs/lines.ts';
import { readWith, valuesOf } from './read-with.ts';
import { httperrLine, logon, mapiLine, rcaLine, refused, staleLine } from './samples/log-lines.ts';

const read = (text: string, person?: readonly string[]) =>
  readWith(logLines, text, person === undefined ? {} : { person });
const lines = (text: string, person?: readonly string[]) => valuesOf(read(text, person), 'log[]');

describe('a line without its header is known by how it is written', () => {
  test('of IIS: a wrong password, and the program that she uses', () => {
    const { facts, understood, ignored } = read(refused);
    expect(
      facts.map(({ fact, value, source, at }) => [
        fact,
        typeof value === 'object' ? value : value,
        source.slice(-6),
        at,
      ]),
    ).toEqual([
      [
        'log[]',
        expect.objectContaining({
          log: 'iis',
          at: '2026-11-20T08:00:02.000Z',
          user: 'CORP\\anna',
          status: 401,
          win32: 1326,
          signature: 'bad-password',
        }),
        'line 1',
        '2026-11-20T08:00:02.000Z',
      ],
      ['client.outlookBuild', '16.0.17928', 'line 1', '2026-11-20T08:00:02.000Z'],
      ['client.windows', '10.0', 'line 1', '2026-11-20T08:00:02.000Z'],
      ['client.protocol', 'HTTP', 'line 1', '2026-11-20T08:00:02.000Z'],
    ]);
    expect([understood, ignored]).toEqual([[{ from: 1, to: 1, says: 'requests of an IIS log' }], []]);
    expect(facts[0]?.value).not.toHaveProperty('server');
  });
  test('of HttpProxy, in whatever order its last columns stand', () => {
    const line = httpProxy(
      {
        DateTime: '2026-11-20T08:00:00Z',
        Protocol: 'Autodiscover',
        UrlStem: '/autodiscover/autodiscover.xml',
        AuthenticatedUser: 'CORP\\anna',
        AnchorMailbox: 'Smtp~anna@contoso.example',
        ServerHostName: 'EX16B',
        HttpStatus: 302,
        BackEndStatus: 302,
        TargetServer: 'ex10a.corp.local',
        TargetServerVersion: '14.03.0123.000',
        GenericInfo: 'x;ProxyToDownLevel=True;',
      },
      `${httpProxyFields},Later1,Later2`,
    );
    expect(lines(line)).toEqual([
      expect.objectContaining({
        server: 'ex16b',
        log: 'http-proxy',
        downLevel: true,
        signature: 'stale-location',
        target: 'ex10a.corp.local',
      }),
    ]);
  });
  test('of RPC Client Access, MapiHttp and HTTP.sys', () => {
    expect(lines(rcaLine)).toEqual([
      expect.objectContaining({ log: 'rca', returnCode: 1010, signature: 'login-perm' }),
    ]);
    expect(lines(mapiLine)).toEqual([
      expect.objectContaining({
        log: 'mapi-http',
        signature: 'session-lost',
        clientVersion: '16.0.17928.20000',
      }),
    ]);
    expect(lines(httperrLine)).toEqual([
      expect.objectContaining({ log: 'httperr', signature: 'queue-full' }),
    ]);
  });
});

test('a line of RPC Client Access 2013 and later without its header', () => {
  const later =
    '2026-11-20T07:41:12.946Z,45360,0,/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna,,OUTLOOK.EXE,14.0.7172.5000,Cached,10.20.5.31,"Connection Info[GUID:1, Attempts:4]",::1,MapiHttp,,R:{E3}:4|FE:EX16B.corp.local,C:x,Connect,1010 (rpc::LoginPerm),00:00:00.0150000,"SID=S-1-5-21-1-2-3-1465, Flags=None","RpcDispatch: [LoginPermException] x",,S:x';
  expect(lines(later)).toEqual([
    expect.objectContaining({ log: 'rca', returnCode: 1010, signature: 'login-perm' }),
  ]);
});
test('a status of RPC Client Access in any of its forms, and never success where it cannot be read', () => {
  const status = (text: string) =>
    lines(rcaLine.replace(/,1010[^,]*,/, `,${text},`).replace(/,[^,]*LoginPerm[^,]*$/i, ','))[0];
  for (const text of ['0x80040111', '-2147221231 (LogonFailed)', '2147746065'])
    expect(status(text)).toMatchObject({ log: 'rca', returnCode: 0x8004_0111 });
  for (const text of ['0x80040111', '-2147221231 (LogonFailed)', 'LogonFailed', '0xZZ', '99999999999'])
    expect(status(text)).not.toMatchObject({ signature: 'success' });
  expect(status('LogonFailed')).toMatchObject({ text: expect.stringMatching(/rpc-status LogonFailed/) });
  expect(status('0')).toMatchObject({ signature: 'success', returnCode: 0 });
});

describe('the steps of a logon are no fault', () => {
  test('as long as the text shows how they ended', () => {
    expect(lines(iisFile(...logon)).map((one) => (one as { signature?: string }).signature)).toEqual(
      expect.arrayContaining(['success']),
    );
    expect(JSON.stringify(lines(iisFile(...logon)))).not.toContain('front-end-401');
  });
  test('nor where lines were picked, and what followed may have been left out', () => {
    const much = refused.replace('08:00:02', '08:30:00').replace('401 1 1326', '200 0 0');
    expect(JSON.stringify(lines(`${logon[0]}\n${much}`))).not.toContain('front-end-401');
    const soon = much.replace('08:30:00', '08:01:30');
    expect(JSON.stringify(lines(`${logon[0]}\n${soon}\n${much}`))).toContain('front-end-401');
  });
  test('and stay unexplained where it ends before', () => {
    expect(lines(logon[0] ?? '')).toEqual([expect.not.objectContaining({ signature: expect.anything() })]);
  });
});

describe('lines of somebody else', () => {
  const bob = refused.replaceAll('anna', 'bob').replace('10.20.5.31', '10.20.5.99');
  test('are left out and said; whose they are is asked when none is hers', () => {
    const { facts, ignored, asks } = read(bob);
    expect([facts, ignored.map(({ says }) => says)]).toEqual([
      [],
      ['a request of somebody else than anna@contoso.example'],
    ]);
    expect(asks[0]).toMatch(/^The text speaks of CORP\\bob: whose output is it\?/);
    expect(read(`${bob}\n${refused}`).asks).toEqual([]);
  });
  test('are hers when she is known by that name', () => {
    expect(lines(bob, ['CORP\\bob'])).toHaveLength(1);
  });
  test('tell of a server that another does not let in, whoever met it', () => {
    const line = stale('2026-11-20T08:00:00Z', {
      AuthenticatedUser: 'CORP\\bob',
      AnchorMailbox: 'Smtp~bob@contoso.example',
      HttpStatus: 401,
      BackEndStatus: 401,
      GenericErrors: "NegotiateSecurityContext failed with for host 'ex10a' with status 'InvalidToken'",
    });
    expect(lines(httpProxyFile(line))).toEqual([
      expect.objectContaining({ signature: 'negotiate-invalid-token' }),
    ]);
    expect(JSON.stringify(lines(httpProxyFile(line)))).not.toMatch(/bob/);
  });
});

test('half a line, a health check and another product’s log are named, not read', () => {
  const health = refused.replace('10.20.5.31', '127.0.0.1');
  const { facts, ignored } = read(
    iisFile(refused.slice(0, 90), health) +
      '\n2026-11-20T08:00:00Z,smtp,Receive,x\n2026-11-20 08:00:00,123 INFO [main] some.java.Class - started\n' +
      staleLine.slice(0, 100),
  );
  expect(facts).toEqual([]);
  expect(ignored.map(({ says }) => says)).toEqual([
    'half a line: it has not as many values as the header names',
    'a health check of Exchange itself',
    'half a line: it has not as many values as the header names',
  ]);
});
