import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogAsk } from '../../../services/logs/gathering.ts';
import { readLogs } from '../../../services/logs/pass.ts';
import type { Wanted } from '../../../services/logs/wanted.ts';
import {
  anna,
  httpProxy,
  httpProxyFile,
  iis,
  iisFields,
  iisFile,
  invalidToken,
  outlook,
  stale,
} from './lines.ts';

const to = Date.parse('2026-11-20T10:00:00Z');
const signal = new AbortController().signal;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'popup-desk-pass-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const folders = (): LogAsk['folders'] => ({
  iis: join(folder, 'iis'),
  'http-proxy': join(folder, 'http-proxy'),
});
function write(log: 'iis' | 'http-proxy', content: string): void {
  mkdirSync(join(folder, log), { recursive: true });
  const name = log === 'iis' ? 'u_ex261120.log' : 'HttpProxy_2026112008-1.LOG';
  writeFileSync(join(folder, log, name), content);
}
const ask = (wanted: Wanted = anna): LogAsk => ({
  server: 'ex16b',
  folders: folders(),
  wanted,
  from: to - 24 * 3_600_000,
  to,
  modern: true,
  movedAt: undefined,
  own: { userAgent: /PopupDesk/, account: 'svc-popupdesk' },
});
interface Line {
  readonly [name: string]: unknown;
  readonly source: string;
}
async function linesOf(...asks: readonly LogAsk[]): Promise<readonly (readonly Line[])[]> {
  const read = await readLogs(asks.length === 0 ? [ask()] : asks, signal);
  return read.map(({ facts }) =>
    facts.map(({ value, source }) => ({ ...(value as Record<string, unknown>), source })),
  );
}
const hers = async (): Promise<readonly Line[]> => (await linesOf())[0] ?? [];

const her = '10.20.5.31';
const id = (digit: number) => `7dad860b-0000-4000-8000-00000000000${digit}`;
const caf = (digit: number) => `&CorrelationID=<empty>;&cafeReqId=${id(digit)};`;
/** An IIS line at a time, with a status as `401 2 5`. */
function at(
  time: string,
  status: string,
  more: Readonly<Record<string, string>> = {},
  fields = iisFields,
): string {
  const [code = '', substatus = '', win32 = ''] = status.split(' ');
  return iis(
    {
      date: '2026-11-20',
      time,
      'cs-method': 'POST',
      'cs-uri-stem': '/mapi/emsmdb/',
      'c-ip': her,
      'cs(User-Agent)': outlook,
      'sc-status': code,
      'sc-substatus': substatus,
      'sc-win32-status': win32,
      'time-taken': '12',
      ...more,
    },
    fields,
  );
}
const named = (time: string, more: Readonly<Record<string, string>> = {}) =>
  at(time, '200 0 0', { 'cs-username': 'CORP\\anna', ...more });
const joined = (lines: readonly Line[]) =>
  lines
    .filter(({ source }) => source.includes('hers by'))
    .map(({ log, signature, win32, count }) => [log, signature, win32, count]);

describe('joined by the id of the request', () => {
  test('an IIS line without a name, when the front end’s own log has the mailbox', async () => {
    write(
      'iis',
      iisFile(
        at('09:00:00', '401 1 2148074252', { 'cs-uri-query': caf(1), 'c-ip': '10.9.9.9' }),
        at('09:00:00', '401 1 1326', { 'cs-uri-query': caf(2), 'c-ip': '10.9.9.9' }),
      ),
    );
    write(
      'http-proxy',
      httpProxyFile(
        stale('2026-11-20T09:00:00.400Z', {
          RequestId: id(1).toUpperCase(),
          HttpStatus: 401,
          BackEndStatus: '',
        }),
      ),
    );
    const lines = await hers();
    expect(joined(lines)).toEqual([['iis', 'bad-password', 2148074252, 1]]);
    expect(lines.find(({ log }) => log === 'iis')).toMatchObject({
      sid: 'S-1-5-21-1-2-3-1105',
      clientIp: '10.9.9.9',
      source: 'iis log of ex16b, 1 line, hers by the id of a request that her other log line has',
    });
    expect(lines.find(({ log }) => log === 'iis')?.user).toBeUndefined();
  });

  test('a front end’s line without a name, when IIS has what was typed', async () => {
    write(
      'iis',
      iisFile(
        at('09:00:00', '401 1 1326', { 'cs-username': 'anna@contoso.example', 'cs-uri-query': caf(3) }),
      ),
    );
    const anonymous = {
      AuthenticatedUser: '',
      AnchorMailbox: '',
      IsAuthenticated: 'false',
      HttpStatus: 401,
      BackEndStatus: '',
      GenericInfo: '',
      TargetServer: '',
      TargetServerVersion: '',
      ClientIpAddress: '10.9.9.9',
    };
    write(
      'http-proxy',
      httpProxyFile(
        stale('2026-11-20T09:00:00.400Z', { ...anonymous, RequestId: id(3) }),
        stale('2026-11-20T09:00:00.500Z', { ...anonymous, RequestId: id(4) }),
      ),
    );
    expect(joined(await hers())).toEqual([['http-proxy', 'front-end-401', undefined, 1]]);
  });

  test('not by the id of a request that somebody else made', async () => {
    write('iis', iisFile(at('09:00:00', '401 1 1326', { 'cs-uri-query': caf(1), 'c-ip': '10.0.0.1' })));
    write(
      'http-proxy',
      httpProxyFile(
        stale('2026-11-20T09:00:00.400Z', {
          RequestId: id(1),
          HttpStatus: 401,
          AuthenticatedUser: 'CORP\\dirk',
          AnchorMailbox: 'Smtp~dirk@contoso.example',
        }),
      ),
    );
    expect(await hers()).toEqual([]);
  });
});

describe('joined by the Outlook session', () => {
  const withCookies = `${iisFields} cs(Cookie)`;
  const session = (digit: number) => ({
    'cs(Cookie)': `x=1;+OutlookSession="{CD7A4BC8-0000-4000-8000-00000000000${digit}}"`,
  });
  const file = (...lines: readonly string[]) => iisFile(...lines).replace(iisFields, withCookies);

  test('whatever address and time it has, and on to the front end’s log by the request', async () => {
    write(
      'iis',
      file(
        at(
          '02:00:00',
          '401 0 0',
          { ...session(1), 'c-ip': '10.99.0.1', 'cs-uri-query': caf(5) },
          withCookies,
        ),
        at('02:00:00', '401 0 0', { ...session(2), 'c-ip': '10.99.0.1' }, withCookies),
        at('09:00:00', '200 0 0', { 'cs-username': 'CORP\\anna', ...session(1) }, withCookies),
      ),
    );
    write(
      'http-proxy',
      httpProxyFile(
        httpProxy({
          DateTime: '2026-11-20T02:00:00.100Z',
          RequestId: id(5),
          UrlStem: '/mapi/emsmdb/',
          HttpStatus: 401,
          IsAuthenticated: 'false',
          ClientIpAddress: '10.99.0.1',
          UserAgent: outlook,
        }),
      ),
    );
    expect(joined(await hers())).toEqual([
      ['iis', 'front-end-401', 0, 1],
      ['http-proxy', 'front-end-401', undefined, 1],
    ]);
  });
});

describe('joined by client address and program', () => {
  test('the steps of a logon that succeeds are challenges; one that nothing follows is a refusal', async () => {
    write(
      'iis',
      iisFile(
        at('09:00:00', '401 2 5'),
        at('09:00:00', '401 1 2148074254'),
        named('09:00:01'),
        at('09:05:00', '401 2 5'),
        at('09:06:00', '401 1 2148074252'),
        at('09:06:03', '401 1 2148074252'),
        at('09:07:00', '401 1 2148074252'),
        named('09:07:01'),
      ),
    );
    expect(joined(await hers())).toEqual([
      ['iis', 'challenge', 2148074252, 3],
      ['iis', 'front-end-401', 5, 1],
      ['iis', 'bad-password', 2148074252, 2],
    ]);
  });

  test('also by an address that only the front end’s log has with her name', async () => {
    write('iis', iisFile(at('09:05:00', '401 2 5')));
    write('http-proxy', httpProxyFile(stale('2026-11-20T09:00:00.400Z')));
    expect(joined(await hers())).toEqual([['iis', 'front-end-401', 5, 1]]);
  });

  test.each<[string, readonly string[]]>([
    ['more than 10 minutes later', [named('09:00:00'), at('09:10:31', '401 2 5')]],
    ['of another program', [named('09:00:00'), at('09:01:00', '401 2 5', { 'cs(User-Agent)': 'curl/8' })]],
    ['from another address', [named('09:00:00'), at('09:01:00', '401 2 5', { 'c-ip': '10.20.5.3' })]],
    [
      'from an address that shows another account',
      [named('09:00:00'), at('09:01:00', '401 2 5'), named('09:20:00', { 'cs-username': 'CORP\\bert' })],
    ],
    [
      'over loopback',
      [named('09:00:00', { 'c-ip': '127.0.0.1' }), at('09:01:00', '401 2 5', { 'c-ip': '127.0.0.1' })],
    ],
    [
      'about somebody else’s mailbox',
      [
        named('09:00:00'),
        at('09:01:00', '401 2 5', {
          'cs-uri-query': 'MailboxId=99999999-4455-6677-8899-aabbccddeeff@contoso.example',
        }),
      ],
    ],
  ])('not a line %s', async (_which, lines) => {
    write('iis', iisFile(...lines));
    expect(joined(await hers())).toEqual([]);
  });

  test('another account hours later, or a computer’s, does not take the address away', async () => {
    write(
      'iis',
      iisFile(
        named('02:00:00', { 'cs-username': 'CORP\\bert' }),
        named('09:00:00'),
        at('09:01:00', '401 2 5'),
        named('09:02:00', { 'cs-username': 'CORP\\PC31$' }),
      ),
    );
    expect(joined(await hers())).toEqual([['iis', 'front-end-401', 5, 1]]);
  });

  test('thousands of steps cost no memory and hide nothing', async () => {
    const logon = (minute: number) => {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return Array.from({ length: 20 }, (_, index) => {
        const second = `${time}:${String(index * 2).padStart(2, '0')}`;
        return [at(second, '401 2 5'), at(second, '401 1 2148074254'), named(second)];
      }).flat();
    };
    write(
      'iis',
      iisFile(...Array.from({ length: 400 }, (_, minute) => logon(minute)).flat(), at('06:45:00', '401 2 5')),
    );
    const [read] = await readLogs([ask()], signal);
    expect(read?.cut).toBe(false);
    const facts = (read?.facts ?? []).map(({ value }) => value as Record<string, unknown>);
    expect(facts.map(({ signature, count }) => [signature, count])).toEqual([
      ['success', 8000],
      ['challenge', 16000],
      ['front-end-401', 1],
    ]);
  }, 30_000);
});

describe('over several files, newest first', () => {
  const file = (day: number, ...lines: readonly string[]) => {
    mkdirSync(join(folder, 'iis'), { recursive: true });
    writeFileSync(join(folder, 'iis', `u_ex2611${day}.log`), iisFile(...lines));
  };
  const on = (day: number, line: string) => line.replace('2026-11-20', `2026-11-${day}`);
  const week = () => ({ ...ask(), from: to - 7 * 24 * 3_600_000 });

  test('each line counts once, whether its client was known before its file or only after', async () => {
    const day = (number: number) =>
      file(
        number,
        ...[at('08:55:00', '401 2 5'), named('09:00:00'), at('09:05:00', '401 2 5')].map((line) =>
          on(number, line),
        ),
      );
    for (const number of [17, 18, 19, 20]) day(number);
    const lines = (await linesOf(week()))[0] ?? [];
    expect(lines.map(({ signature, count }) => [signature, count])).toEqual([
      ['success', 4],
      ['front-end-401', 8],
    ]);
  });

  test('a client learned in an old file joins lines of that file and of newer ones', async () => {
    file(20, on(20, at('00:05:00', '401 2 5')));
    file(19, on(19, at('23:57:00', '401 2 5')), on(19, named('23:58:00')));
    const lines = (await linesOf(week()))[0] ?? [];
    expect(joined(lines)).toEqual([['iis', 'front-end-401', 5, 2]]);
  });
});

describe('a flood of lines that name nobody', () => {
  const flood = (count: number) =>
    Array.from({ length: count }, (_, index) => at(`09:0${index % 5}:${10 + (index % 50)}`, '401 2 5'));
  test('from an address of many people is passed over', async () => {
    const bert = named('09:03:00', { 'cs-username': 'CORP\\bert' });
    write('iis', iisFile(named('09:00:00'), ...flood(9_000), bert, ...flood(9_000)));
    const [read] = await readLogs([ask()], signal);
    expect(read?.facts).toHaveLength(1);
  });
  test('of hers is bounded, and said', async () => {
    write('iis', iisFile(named('08:59:00'), ...flood(9_000)));
    const [read] = await readLogs([ask()], signal);
    expect(read?.cut).toBe(true);
    expect(read?.facts.map(({ value }) => (value as { signature: string }).signature)).toContain(
      'front-end-401',
    );
  });
});

describe('several who ask share a pass', () => {
  const bert: Wanted = {
    addresses: ['bert@contoso.example'],
    upn: 'bert@corp.local',
    sam: 'bert',
    guid: undefined,
    sid: 's-1-5-21-1-2-3-1106',
    opened: [],
  };
  test('each gets what he gets alone', async () => {
    const his = (line: string) => line.replaceAll('CORP\\anna', 'CORP\\bert').replaceAll(her, '10.20.5.32');
    const lines = [
      at('09:00:00', '401 2 5'),
      named('09:00:01'),
      at('09:05:00', '401 1 1326'),
      at('09:06:00', '401 2 5'),
    ];
    write('iis', iisFile(...lines, ...lines.map(his), at('09:30:00', '401 2 5', { 'c-ip': '10.20.5.33' })));
    const other = {
      AuthenticatedUser: 'CORP\\bert',
      AnchorMailbox: 'Sid~S-1-5-21-1-2-3-1106',
      ClientIpAddress: '10.20.5.32',
    };
    write(
      'http-proxy',
      httpProxyFile(
        stale('2026-11-20T08:00:00.000Z'),
        stale('2026-11-20T08:10:00.000Z', other),
        stale('2026-11-20T08:20:00.000Z', { ...other, HttpStatus: 401, GenericErrors: invalidToken }),
      ),
    );
    const alone = [...(await linesOf(ask())), ...(await linesOf(ask(bert)))];
    expect(await linesOf(ask(), ask(bert))).toEqual(alone);
    expect(alone.map((one) => one.length)).toEqual([6, 6]);
    expect(JSON.stringify(alone[0])).not.toMatch(/bert|1106|5\.32/);
    expect(JSON.stringify(alone[1])).not.toMatch(/anna|1105|5\.31/);
  });

  test('each within his own time', async () => {
    write('iis', iisFile(named('08:00:00'), named('09:30:00')));
    const [long, short] = await linesOf(ask(), { ...ask(), from: to - 3_600_000 });
    expect([long?.[0]?.count, short?.[0]?.count]).toEqual([2, 1]);
  });
});
