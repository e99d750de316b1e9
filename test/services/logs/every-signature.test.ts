import { expect, test } from '@jest/globals';
import { createChallenges } from '../../../services/logs/challenges.ts';
import { requestOfHttpError, requestOfMapiHttp } from '../../../services/logs/mapi-request.ts';
import { readFields, readLine } from '../../../services/logs/read-line.ts';
import { type LoggedRequest, requestOfHttpProxy, requestOfIis } from '../../../services/logs/request.ts';
import { signatureOf } from '../../../services/logs/signature.ts';
import { vocabulary } from '../../../services/vocabulary.ts';
import { failedLogon } from '../../../services/windows/failed-logon.ts';
import { serverEvent } from '../../../services/windows/server-event.ts';
import { httpProxyFields, iis, iisFields, invalidToken, stale } from './lines.ts';

const at = '2026-11-20T09:00:00.000Z';
const read = (header: string, line: string) => {
  const fields = readFields(`#Fields: ${header}`);
  const values = fields && readLine(line, fields);
  if (values === undefined) throw new Error(`not read: ${line}`);
  return values;
};
const signed = (request: LoggedRequest | undefined) => request && signatureOf(request);
const proxied = (more: Readonly<Record<string, string | number>>) =>
  signed(requestOfHttpProxy(read(httpProxyFields, stale(at, more))));
const web = (status: number, substatus: number, win32: number, stem = '/mapi/emsmdb/') =>
  signed(
    requestOfIis(
      read(
        iisFields,
        iis({
          date: '2026-11-20',
          time: '09:00:00',
          'cs-uri-stem': stem,
          'cs-username': 'CORP\\anna',
          'sc-status': status,
          'sc-substatus': substatus,
          'sc-win32-status': win32,
        }),
      ),
      'iis',
    ),
  );
const mapi = (more: Readonly<Record<string, string>>) =>
  requestOfMapiHttp(
    new Map(Object.entries({ datetime: at, httpstatuscode: '200', ...more })),
    'address-book',
  );
const event = (id: number, provider: string, message: string) =>
  serverEvent('system', { at, id, provider, message, data: {} })?.signature;
const refused = (SubStatus: string) =>
  failedLogon({ at, id: 4625, provider: '', message: '', data: { TargetUserName: 'anna', SubStatus } })
    ?.signature;
const kerberos = (status: string) =>
  proxied({ HttpStatus: 401, GenericErrors: invalidToken.replace('InvalidToken', status) });
/** What waits and is never answered, and what goes on at once. */
const waited = (): readonly string[] => {
  const told: string[] = [];
  const challenges = createChallenges(Date.parse('2026-11-20T10:00:00Z'), (_open, outcome) =>
    told.push(outcome),
  );
  const request = (time: string, status: number) => {
    const line = iis({
      date: '2026-11-20',
      time,
      'c-ip': '10.0.0.5',
      'cs-uri-stem': '/mapi/',
      'sc-status': status,
    });
    const one = requestOfIis(read(iisFields, line), 'iis');
    if (one === undefined) throw new Error('not read');
    return one;
  };
  for (const [time, denied] of [
    ['08:00:00', false],
    ['09:00:00', false],
  ] as const)
    challenges.wait({ request: request(time, 401), denied, basis: undefined });
  challenges.answer(request('08:00:01', 200));
  challenges.settle();
  return told;
};

test('every signature of the vocabulary is recognised in a line or an event', () => {
  const recognised = [
    proxied({}),
    kerberos('InvalidToken'),
    kerberos('TargetUnknown'),
    kerberos('LogonDenied'),
    event(4, 'Kerberos', 'KRB_AP_ERR_MODIFIED'),
    event(16, 'Microsoft-Windows-Kerberos-Key-Distribution-Center', 'no suitable key'),
    web(401, 1, 0x8009_0324),
    signed(
      requestOfHttpError(
        new Map([
          ['date', '2026-11-20'],
          ['time', '09:00:00'],
          ['s-reason', 'FieldLength'],
        ]),
      ),
    ),
    refused('C0000418'),
    event(5817, 'NETLOGON', 'failed an additional 3 requests'),
    web(401, 1, 1311),
    proxied({ HttpStatus: 401, BackEndStatus: 401 }),
    proxied({ HttpStatus: 401, BackEndStatus: 401, TargetServerVersion: '15.01.2507.006', GenericInfo: '' }),
    ...waited(),
    signed(mapi({ responsecode: '10' })),
    signed(mapi({ returncode: '1010' })),
    web(401, 1, 1326),
    web(401, 1, 1909),
    web(401, 1, 1330),
    web(401, 1, 1331),
    web(401, 1, 1328),
    web(401, 1, 1907),
    refused('C000035B'),
    web(403, 7, 64),
    web(503, 3, 0, '/rpc/rpcproxy.dll'),
    signed(mapi({ genericerrors: 'MaxConnectionsExceeded' })),
    signed(mapi({ genericerrors: 'MapiExceptionMdbOffline: x' })),
    web(200, 0, 0),
  ];
  const values = vocabulary.log?.leaves.signature?.values.filter((value) => value !== 'other') ?? [];
  expect(values.length).toBeGreaterThan(20);
  expect([...new Set(recognised)].toSorted()).toEqual(values.toSorted());
});
