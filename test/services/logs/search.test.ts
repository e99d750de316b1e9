import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Coverage, coverageOf } from '../../../services/logs/coverage.ts';
import { startOf } from '../../../services/logs/log-files.ts';
import type { LoggedRequest, RequestLog } from '../../../services/logs/request.ts';
import { searchLog, searchSpace } from '../../../services/logs/search.ts';
import { httpProxyFile, iis, iisFile, stale } from './lines.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const from = now - 24 * 3_600_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'popup-desk-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string, writtenAt = '2026-11-20T09:59:00Z'): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, new Date(writtenAt), new Date(writtenAt));
  return file;
}
async function search(log: RequestLog = 'http-proxy'): Promise<Coverage & { requests: LoggedRequest[] }> {
  const requests: LoggedRequest[] = [];
  const searched = await searchLog({
    log,
    folder,
    lookFor: () => ({ version: 0, needles: () => ['\\anna', 's-1-5-21-1-2-3-1105'] }),
    spans: [{ from, to: now }],
    onRequest: (request) => requests.push(request),
    space: searchSpace(),
    signal: new AbortController().signal,
  });
  return { ...coverageOf(searched, { from, to: now }), requests };
}
const iso = (searched: Coverage) => ({
  from: new Date(searched.span?.from ?? Number.NaN).toISOString(),
  to: new Date(searched.span?.to ?? Number.NaN).toISOString(),
});

describe('searching a folder of logs', () => {
  test('reads every protocol’s folder and says what it covered', async () => {
    write('Autodiscover/HttpProxy_2026111807-1.LOG', httpProxyFile(), '2026-11-18T07:59:00Z');
    write('Autodiscover/HttpProxy_2026112007-1.LOG', httpProxyFile(stale('2026-11-20T07:10:00.000Z')));
    write('Ews/HttpProxy_2026112008-1.LOG', httpProxyFile(stale('2026-11-20T08:10:00.000Z')));
    const searched = await search();
    expect(searched.requests.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-11-20T08:10:00.000Z',
      '2026-11-20T07:10:00.000Z',
    ]);
    expect(searched).toMatchObject({ files: 2, notRead: [] });
    expect(iso(searched)).toEqual({ from: '2026-11-19T10:00:00.000Z', to: '2026-11-20T09:59:00.000Z' });
  });

  test('covers no more than the files present', async () => {
    write('HttpProxy_2026112007-1.LOG', httpProxyFile(stale('2026-11-20T07:10:00.000Z')));
    expect(iso(await search())).toEqual({ from: '2026-11-20T07:00:00.000Z', to: '2026-11-20T09:59:00.000Z' });
  });

  test.each(['no such folder', ''])('a folder without logs covers nothing (%j)', async (name) => {
    folder = join(folder, name);
    expect((await search()).span).toBeUndefined();
  });

  test('lines outside the span do not count', async () => {
    write(
      'HttpProxy_2026111900-1.LOG',
      httpProxyFile(stale('2026-11-19T09:59:59.000Z'), stale('2026-11-20T10:00:01.000Z')),
    );
    expect((await search()).requests).toEqual([]);
  });

  test('a header may be repeated with other fields', async () => {
    const other =
      '#Fields: HttpStatus,DateTime,UrlStem,AuthenticatedUser\r\n200,2026-11-20T09:20:00.000Z,/mapi/emsmdb/,CORP\\anna\r\n';
    write('HttpProxy_2026112009-1.LOG', `${httpProxyFile(stale('2026-11-20T09:10:00.000Z'))}${other}`);
    expect((await search()).requests.map(({ status }) => status)).toEqual([302, 200]);
  });

  test('a last line that is still being written is left for the next search', async () => {
    write('HttpProxy_2026112009-1.LOG', httpProxyFile(stale('2026-11-20T09:10:00.000Z')).slice(0, -60));
    const searched = await search();
    expect(searched.requests).toEqual([]);
    expect(searched.notRead).toEqual([]);
  });

  test('another product’s log is named, not read', async () => {
    const file = write(
      'HttpProxy_2026112009-1.LOG',
      iisFile(iis({ date: '2026-11-20', time: '09:00:00', 'cs-username': 'CORP\\anna' })),
    );
    const searched = await search();
    expect(searched.requests).toEqual([]);
    expect(searched.span).toBeUndefined();
    expect(searched.notRead).toEqual([`${file}: its #Fields are not those of an http-proxy log`]);
  });

  test('a file without any header is named, not guessed', async () => {
    write(
      'u_ex261120.log',
      '2026-11-20 09:00:00 10.0.0.1 POST /mapi/ - 443 CORP\\anna 10.0.0.5 x - 401 1 1326 5\r\n',
    );
    const searched = await search('iis');
    expect(searched.requests).toEqual([]);
    expect(searched.notRead).toHaveLength(1);
  });

  test('a file that may not be read leaves its span uncovered', async () => {
    if (process.getuid?.() === 0) return; // root reads everything
    const file = write('u_ex261120.log', iisFile());
    chmodSync(file, 0);
    expect((await search('iis')).span).toBeUndefined();
  });

  test('old files are not opened', async () => {
    write('u_ex261101.log', iisFile('x'.repeat(100)), '2026-11-01T23:59:00Z');
    write('u_ex261119.log', iisFile());
    expect(await search('iis')).toMatchObject({ files: 1 });
  });
});

test.each([
  ['u_ex261120.log', '2026-11-20T00:00:00.000Z'],
  ['u_ex26112009.log', '2026-11-20T09:00:00.000Z'],
  ['HttpProxy_2026112009-1.LOG', '2026-11-20T09:00:00.000Z'],
  ['RCA_20261120-12.LOG', '2026-11-20T00:00:00.000Z'],
])('%s begins at %s', (name, at) => expect(new Date(startOf(name) ?? 0).toISOString()).toBe(at));
test.each(['x.log', 'u_ex269999.log', 'HttpProxy_.LOG'])('%s tells no time', (name) =>
  expect(startOf(name)).toBeUndefined(),
);
