import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readerOf } from '../../../services/logs/log-kinds.ts';
import { readFields, readLine } from '../../../services/logs/read-line.ts';
import type { LoggedRequest, RequestLog } from '../../../services/logs/request.ts';
import { signatureOf } from '../../../services/logs/signature.ts';
import { isHers, isNoise, namesIn, namesOf } from '../../../services/logs/wanted.ts';
import { anna } from './lines.ts';

const mapiFields =
  'DateTime,RequestId,RequestType,HttpStatusCode,ResponseCode,StatusCode,ReturnCode,AuthenticatedUserEmail,UPN,MailboxId,ClientIP,SourceCafeServer,ClientSoftware,ClientSoftwareVersion,ClientMode,AuthenticatedUser,OperationSpecific,GenericErrors';
const rcaFields =
  'date-time,session-id,seq-number,client-name,organization-info,client-software,client-software-version,client-mode,client-ip,server-ip,protocol,application-id,operation,rpc-status,processing-time,operation-specific,failures';
const httperrFields =
  'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename';
const dn = '/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna';
const her = { ...anna, legacyDn: dn.toLowerCase() };

function read(log: RequestLog, header: string, line: string): LoggedRequest {
  const fields = readFields(`#Fields: ${header}`);
  const parsed = fields && readLine(line, fields);
  const request = fields && parsed && readerOf(log, fields.names)?.(parsed);
  if (request === undefined) throw new Error(`not read: ${line}`);
  return request;
}
const written = (header: string, values: Readonly<Record<string, string | number>>): string =>
  header
    .split(',')
    .map((name) => String(values[name] ?? ''))
    .map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',');
const mapi = (values: Readonly<Record<string, string | number>>, log: RequestLog = 'mapi-http') =>
  read(
    log,
    mapiFields,
    written(mapiFields, {
      DateTime: '2026-11-20T09:00:00.000Z',
      RequestType: 'Execute',
      HttpStatusCode: 200,
      ResponseCode: 0,
      StatusCode: 0,
      ReturnCode: 0,
      AuthenticatedUserEmail: 'CORP\\anna',
      MailboxId: anna.guid,
      ClientIP: '10.20.5.31',
      ClientSoftware: 'OUTLOOK.EXE',
      ClientSoftwareVersion: '14.0.7187.5000',
      ClientMode: 2,
      ...values,
    }),
  );
const rca = (values: Readonly<Record<string, string | number>>) =>
  read(
    'rca',
    rcaFields,
    written(rcaFields, {
      'date-time': '2026-11-20T09:00:00.000Z',
      'client-name': dn,
      'client-software': 'OUTLOOK.EXE',
      'client-software-version': '14.0.7172.5000',
      'client-mode': 'Cached',
      'client-ip': '10.20.5.31',
      protocol: 'ncacn_ip_tcp',
      operation: 'Connect',
      'rpc-status': '0',
      ...values,
    }),
  );

describe('MapiHttp', () => {
  test('tells the user, the mailbox, the program and its four numbers', () => {
    expect(mapi({})).toMatchObject({
      log: 'mapi-http',
      user: 'CORP\\anna',
      anchor: `MailboxGuid~${anna.guid}`,
      method: 'Execute',
      status: 200,
      clientIp: '10.20.5.31',
      mapi: {
        clientSoftware: 'OUTLOOK.EXE',
        clientVersion: '14.0.7187.5000',
        clientMode: 'Cached',
        returnCode: 0,
      },
    });
    expect(isHers(mapi({}), her)).toBe(true);
  });

  test.each<[string, Record<string, string | number>, string | undefined]>([
    ['answered', {}, 'success'],
    ['context not found', { ResponseCode: 10 }, 'session-lost'],
    ['missing cookie', { ResponseCode: 13 }, 'session-lost'],
    ['invalid sequence', { ResponseCode: 15 }, 'session-lost'],
    ['the end point is switched off', { ResponseCode: 16 }, undefined],
    ['LoginPerm', { RequestType: 'Connect', ReturnCode: 1010 }, 'login-perm'],
    ['the database is offline', { ReturnCode: 1142 }, 'database-dismounted'],
    [
      'the database is offline, by its exception',
      { GenericErrors: 'MapiExceptionMdbOffline: Unable to make connection to the server.' },
      'database-dismounted',
    ],
    [
      'no domain controller',
      { GenericErrors: 'NoSuitableServerFoundException: can’t find enough available domain controllers' },
      'no-domain-controller',
    ],
    ['the back end refuses', { HttpStatusCode: 401 }, 'back-end-401'],
    ['another error', { GenericErrors: 'StorageTransientException' }, undefined],
  ])('%s', (_what, values, signature) => expect(signatureOf(mapi(values))).toBe(signature));

  test('the address book’s own limit of sessions', () =>
    expect(
      signatureOf(mapi({ RequestType: 'Bind', GenericErrors: 'MaxConnectionsExceeded' }, 'address-book')),
    ).toBe('nspi-limit'));

  test('MAPI before Exchange 2016 CU4 is written like RPC Client Access', () =>
    expect(
      read(
        'mapi-http',
        rcaFields,
        written(rcaFields, { 'date-time': '2026-11-20T09:00:00Z', operation: 'Connect' }),
      ),
    ).toMatchObject({ log: 'mapi-http', method: 'Connect' }));
});

describe('RPC Client Access', () => {
  test('names her by legacyExchangeDN alone', () => {
    const request = rca({});
    expect(isHers(request, her)).toBe(true);
    expect(isHers(request, { ...her, legacyDn: undefined })).toBe(false);
    expect(namesIn(request).some((name) => namesOf(her).includes(name))).toBe(true);
    expect(request.mapi).toMatchObject({ transport: 'ncacn_ip_tcp', clientMode: 'Cached' });
  });
  test('LoginPerm, as the log writes it', () => {
    const request = rca({
      'rpc-status': '1010 (rpc::LoginPerm)',
      failures: 'RpcDispatch: [LoginPermException] a user can’t act as owner of a UserMailbox object',
    });
    expect(signatureOf(request)).toBe('login-perm');
    expect(request.mapi?.returnCode).toBe(1010);
  });
  test('success', () => expect(signatureOf(rca({}))).toBe('success'));
});

describe('HTTP.sys', () => {
  const line = (uri: string, status: string, reason: string) =>
    read(
      'httperr',
      httperrFields,
      `2026-11-20 09:00:00 10.20.5.31 51812 10.20.0.23 443 HTTP/1.1 POST ${uri} - ${status} 1 ${reason} DefaultAppPool`,
    );
  test.each([
    ['/rpc/rpcproxy.dll', '503', 'QueueFull', 'queue-full'],
    ['/autodiscover/autodiscover.xml', '400', 'FieldLength', 'request-too-large'],
    ['/mapi/emsmdb/', '400', 'RequestLength', 'request-too-large'],
    ['/mapi/emsmdb/', '503', 'AppOffline', undefined],
    ['-', '-', 'Timer_ConnectionIdle', undefined],
  ])('%s %s %s: %s', (uri, status, reason, signature) =>
    expect(signatureOf(line(uri, status, reason))).toBe(signature),
  );
  test('is hers by the mailbox in the address', () =>
    expect(
      isHers(line(`/mapi/emsmdb/?MailboxId=${anna.guid}@contoso.example`, '503', 'QueueFull'), her),
    ).toBe(true));
});

test('a file of another log is not read as this one', () => {
  const names = (header: string) => readFields(`#Fields: ${header}`)?.names ?? [];
  expect(readerOf('mapi-http', names(httperrFields))).toBeUndefined();
  expect(readerOf('httperr', names(mapiFields))).toBeUndefined();
  expect(readerOf('iis', names(rcaFields))).toBeUndefined();
});

test('whatever stands in the columns, a line is read or left out', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('1010 (x', '-1', '1e9', 'MAPIAAAA', '::1'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...(['mapi-http', 'address-book', 'rca', 'httperr'] as const)),
      fc.constantFrom(mapiFields, rcaFields, httperrFields),
      fc.array(value, { minLength: 20, maxLength: 20 }),
      (log, header, values) => {
        const fields = readFields(`#Fields: ${header}`);
        const reader = fields && readerOf(log, fields.names);
        if (fields === undefined || reader === undefined) return;
        const line = new Map(fields.names.map((name, index) => [name, values[index] ?? '']));
        line.set('date-time', '2026-11-20T09:00:00Z');
        line.set('datetime', '2026-11-20T09:00:00Z');
        const request = reader(line);
        if (request === undefined) return;
        signatureOf(request);
        namesIn(request);
        isNoise(request, { userAgent: /x/, account: undefined });
      },
    ),
  );
});
