import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv, readFields, readLine } from '../../../services/logs/read-line.ts';
import { type LoggedRequest, requestOfHttpProxy, requestOfIis } from '../../../services/logs/request.ts';
import { signatureOf } from '../../../services/logs/signature.ts';
import { isHers, isNoise, isOfOpened, namesIn, namesOf, needlesOf } from '../../../services/logs/wanted.ts';
import { anna, httpProxy, httpProxyFields, iis, iisFields, invalidToken, outlook, stale } from './lines.ts';

const at = '2026-11-20T09:00:00.123Z';
function proxied(line: string): LoggedRequest {
  const fields = readFields(`#Fields: ${httpProxyFields}`);
  const read = fields && readLine(line, fields);
  const request = read && requestOfHttpProxy(read);
  if (request === undefined) throw new Error('not read');
  return request;
}
function logged(values: Record<string, string | number>): LoggedRequest {
  const fields = readFields(`#Fields: ${iisFields}`);
  const line = iis({
    date: '2026-11-20',
    time: '09:00:00',
    'cs-method': 'POST',
    'c-ip': '10.0.0.5',
    ...values,
  });
  const read = fields && readLine(line, fields);
  const request = read && requestOfIis(read, 'iis');
  if (request === undefined) throw new Error('not read');
  return request;
}

describe('signatures of HttpProxy lines', () => {
  test.each<[string, Record<string, string | number>, string | undefined]>([
    ['302/302 down to 2010', {}, 'stale-location'],
    [
      'an explicit logon',
      {
        UrlStem: '/autodiscover/anna@contoso.example/autodiscover.xml',
        AnchorMailbox: 'Smtp~anna@contoso.example',
      },
      'stale-location',
    ],
    ['by version alone', { GenericInfo: '' }, 'stale-location'],
    [
      'EWS 500 to a database on 2016',
      {
        Protocol: 'Ews',
        UrlStem: '/ews/exchange.asmx',
        HttpStatus: 500,
        BackEndStatus: 500,
        GenericInfo: 'ProxyToDownLevel=True;RoutingEntry=DatabaseGuid:1 Server:EX16A+15;',
      },
      'stale-location',
    ],
    [
      'EWS 500 for another reason',
      { Protocol: 'Ews', UrlStem: '/ews/exchange.asmx', HttpStatus: 500, BackEndStatus: 500 },
      undefined,
    ],
    [
      'a redirect that stays on 2016',
      { TargetServerVersion: '15.01.2507.006', GenericInfo: 'ProxyToDownLevel=False' },
      undefined,
    ],
    [
      'InvalidToken',
      { Protocol: 'Rpc', UrlStem: '/rpc/rpcproxy.dll', HttpStatus: 401, GenericErrors: invalidToken },
      'negotiate-invalid-token',
    ],
    [
      'TargetUnknown',
      { HttpStatus: 401, GenericErrors: invalidToken.replace('InvalidToken', 'TargetUnknown') },
      'negotiate-target-unknown',
    ],
    [
      'LogonDenied',
      { HttpStatus: 401, GenericErrors: invalidToken.replace('InvalidToken', 'LogonDenied') },
      'negotiate-logon-denied',
    ],
    [
      '401 of the old server',
      { UrlStem: '/rpc/rpcproxy.dll', HttpStatus: 401, BackEndStatus: 401 },
      'down-level-401',
    ],
    [
      '401 of the back end',
      {
        UrlStem: '/mapi/nspi/',
        HttpStatus: 401,
        BackEndStatus: 401,
        TargetServerVersion: '15.01.2507.006',
        GenericInfo: '',
      },
      'back-end-401',
    ],
    [
      '401 before anybody was known',
      { HttpStatus: 401, BackEndStatus: '', IsAuthenticated: 'false', AuthenticatedUser: '' },
      'open',
    ],
    [
      'success',
      { HttpStatus: 200, BackEndStatus: 200, TargetServerVersion: '15.01.2507.006', GenericInfo: '' },
      'success',
    ],
  ])('%s', (_what, values, signature) => expect(signatureOf(proxied(stale(at, values)))).toBe(signature));
});

describe('signatures of IIS lines', () => {
  test.each<[string, Record<string, string | number>, string | undefined]>([
    [
      'wrong password',
      { 'cs-username': 'CORP\\anna', 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1326 },
      'bad-password',
    ],
    ['locked', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1909 }, 'locked'],
    ['password expired', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1330 }, 'expired'],
    ['disabled', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1331 }, 'disabled'],
    ['account expired', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1793 }, 'expired'],
    ['must change', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1907 }, 'must-change'],
    [
      'from this computer not',
      { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1329 },
      'restricted',
    ],
    [
      'no domain controller',
      { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 1311 },
      'no-domain-controller',
    ],
    [
      'bad bindings',
      { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 2148074310 },
      'channel-binding',
    ],
    ['clocks', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 2148074276 }, 'clock-skew'],
    [
      'logon denied with a name',
      { 'cs-username': 'anna', 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 2148074252 },
      'bad-password',
    ],
    [
      'logon denied without a name',
      { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 2148074252 },
      'open-denied',
    ],
    ['the first leg', { 'sc-status': 401, 'sc-substatus': 2, 'sc-win32-status': 5 }, 'open'],
    ['the second leg', { 'sc-status': 401, 'sc-substatus': 1, 'sc-win32-status': 2148074254 }, 'open'],
    ['Exchange’s own challenge', { 'sc-status': 401, 'sc-substatus': 0, 'sc-win32-status': 0 }, 'open'],
    [
      'refused after the name was known',
      { 'cs-username': 'CORP\\anna', 'sc-status': 401, 'sc-substatus': 0, 'sc-win32-status': 0 },
      'back-end-401',
    ],
    [
      'queue full',
      {
        'cs-method': 'RPC_IN_DATA',
        'cs-uri-stem': '/rpc/rpcproxy.dll',
        'sc-status': 503,
        'sc-substatus': 3,
        'sc-win32-status': 0,
      },
      'queue-full',
    ],
    [
      'client certificate',
      { 'sc-status': 403, 'sc-substatus': 7, 'sc-win32-status': 0 },
      'client-certificate',
    ],
    [
      'success',
      { 'cs-username': 'CORP\\anna', 'sc-status': 200, 'sc-substatus': 0, 'sc-win32-status': 0 },
      'success',
    ],
  ])('%s', (_what, values, signature) =>
    expect(signatureOf(logged({ 'cs-uri-stem': '/mapi/emsmdb/', ...values }))).toBe(signature),
  );
});

describe('whose line it is', () => {
  const base = { AuthenticatedUser: '', AnchorMailbox: '', UrlStem: '/ews/exchange.asmx' };
  test.each<[string, Record<string, string>]>([
    ['her account', { AuthenticatedUser: 'CORP\\Anna' }],
    ['her sign-in name', { AuthenticatedUser: 'anna@corp.local' }],
    ['her SID', { AnchorMailbox: 'Sid~S-1-5-21-1-2-3-1105' }],
    ['her address as anchor', { AnchorMailbox: 'Smtp~Anna@Contoso.example' }],
    [
      'her mailbox as anchor',
      { AnchorMailbox: 'MailboxGuid~00112233-4455-6677-8899-AABBCCDDEEFF@contoso.example' },
    ],
    ['an explicit logon', { UrlStem: '/autodiscover/anna@contoso.example/autodiscover.xml' }],
    [
      'her mailbox in the query',
      { UrlQuery: '?MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example' },
    ],
    [
      'her mailbox at the RPC proxy',
      { UrlQuery: '?00112233-4455-6677-8899-aabbccddeeff@contoso.example:6001' },
    ],
  ])('%s', (_what, values) => expect(isHers(proxied(stale(at, { ...base, ...values })), anna)).toBe(true));
  test.each<[string, Record<string, string>]>([
    ['a longer name', { AuthenticatedUser: 'CORP\\joanna' }],
    ['another address that holds hers', { AnchorMailbox: 'Smtp~joanna@contoso.example' }],
    ['a longer SID', { AnchorMailbox: 'Sid~S-1-5-21-1-2-3-11056' }],
    ['a mailbox that she opens', { AnchorMailbox: 'Smtp~shared@contoso.example' }],
  ])('not %s', (_what, values) =>
    expect(isHers(proxied(stale(at, { ...base, ...values })), anna)).toBe(false),
  );

  const own = { userAgent: /PopupDesk/, account: 'svc-popupdesk' };
  test.each<[string, Record<string, string>]>([
    ['probes of Managed Availability', { UserAgent: 'AMProbe/Local/ClientAccess' }],
    ['health mailboxes', { AuthenticatedUser: 'CORP\\HealthMailbox0123' }],
    ['the server itself', { ClientIpAddress: '::1' }],
    ['our own requests', { UserAgent: `${outlook} PopupDesk` }],
    ['our own account', { AuthenticatedUser: 'CORP\\svc-popupdesk' }],
  ])('%s are noise', (_what, values) => expect(isNoise(proxied(stale(at, values)), own)).toBe(true));
  test('hers is not', () => expect(isNoise(proxied(stale(at)), own)).toBe(false));
  test.each([
    [`#Fields: ${iisFields}`, [' anna ', '\\anna ']],
    [`#Fields: ${httpProxyFields}`, [',anna,', '"anna"', '\\anna,', '\\anna"']],
    ['#Fields: date time c-ip cs-username', [' anna', '\\anna']],
    ['#Fields: cs-username date time', ['anna ', '\\anna ']],
  ])('where fields are %s, the account is looked for as a whole value', (header, texts) => {
    const fields = readFields(header);
    const needles = fields === undefined ? [] : needlesOf(anna, fields);
    expect(needles.filter((text) => /^[^@]*anna[^@]*$/.test(text) && !text.includes('%40'))).toEqual(texts);
  });
  test('every name that makes a line hers is among those it is found by', () => {
    const text = fc.constantFrom(
      'anna',
      'CORP\\anna',
      'anna@corp.local',
      'anna@contoso.example',
      'Sid~S-1-5-21-1-2-3-1105',
      'bert',
      '',
      'MailboxGuid~{00112233-4455-6677-8899-AABBCCDDEEFF}@x',
      'Smtp~shared@contoso.example',
    );
    const query = fc.constantFrom('', '?MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example');
    const stem = fc.constantFrom('/ews', '/autodiscover/Anna%40contoso.example/autodiscover.xml');
    const names = new Set(namesOf(anna));
    fc.assert(
      fc.property(text, text, query, stem, (AuthenticatedUser, AnchorMailbox, UrlQuery, UrlStem) => {
        const line = proxied(stale(at, { AuthenticatedUser, AnchorMailbox, UrlQuery, UrlStem }));
        if (isHers(line, anna) || isOfOpened(line, anna))
          expect(namesIn(line).some((name) => names.has(name))).toBe(true);
      }),
    );
  });
});

describe('reading lines', () => {
  test('by the header, never by position', () => {
    const fields = 'HttpStatus,UrlStem,DateTime,New,AnchorMailbox,IsAuthenticated';
    const read = readFields(`#Fields: ${fields}`);
    const line =
      read &&
      readLine(
        httpProxy({ DateTime: at, HttpStatus: 302, UrlStem: '/x', AnchorMailbox: 'a,"b"' }, fields),
        read,
      );
    expect(line && requestOfHttpProxy(line)).toMatchObject({
      status: 302,
      stem: '/x',
      anchor: 'a,"b"',
      at: Date.parse(at),
    });
  });
  test('cafeReqId is the request of the front end’s own log', () => {
    const query = '&CorrelationID=<empty>;&cafeReqId=7DAD860B-0000-4000-8000-000000000001;';
    expect(logged({ 'cs-uri-query': query, 'sc-status': 401 }).requestId).toBe(
      '7dad860b-0000-4000-8000-000000000001',
    );
    expect(logged({ 'cs(User-Agent)': outlook, 'sc-status': 401 }).userAgent).toBe(outlook);
  });
  test.each([
    [
      'MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example&CorrelationID=<empty>;',
      'MailboxGuid~00112233-4455-6677-8899-aabbccddeeff@contoso.example',
    ],
    [
      '00112233-4455-6677-8899-aabbccddeeff@contoso.example:6001',
      'MailboxGuid~00112233-4455-6677-8899-aabbccddeeff@contoso.example',
    ],
    ['&CorrelationID=<empty>;&cafeReqId=7dad860b-0000-4000-8000-000000000001;', undefined],
    ['ex10a.corp.local:6001', undefined],
  ])('an IIS line with the query %s is anchored at %s', (query, anchor) => {
    expect(logged({ 'cs-uri-query': query, 'sc-status': 401 }).anchor).toBe(anchor);
  });
  test('a line of another length is none', () => {
    const fields = readFields(`#Fields: ${iisFields}`);
    expect(fields && readLine('2026-11-20 09:00:00 10.0.0.1 POST', fields)).toBeUndefined();
  });
  test('a quoted value survives being written and read, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((text) => !/[\r\n]/.test(text)),
          { minLength: 1 },
        ),
        (values) => {
          const line = values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
          expect(readCsv(line)).toEqual(values);
        },
      ),
    );
    const fields = readFields(`#Fields: ${httpProxyFields}`);
    fc.assert(
      fc.property(fc.string(), (text) => {
        readCsv(text);
        readFields(text);
        const line = fields && readLine(text, fields);
        if (line) requestOfHttpProxy(line);
      }),
    );
  });
});
