import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { edgeSpace, partsWithin, readEdges } from '../../../services/logs/log-edges.ts';
import { searchLog, searchSpace } from '../../../services/logs/search.ts';
import { httpProxyFields, httpProxyFile, iis, iisFile, stale } from './lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-edges-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const midnight = Date.parse('2026-11-20T00:00:00Z');
const hour = 3_600_000;
const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(11, 19);

describe('the two ends of a file', () => {
  test('fields, first and last line', async () => {
    const path = write(
      'a.log',
      httpProxyFile(stale('2026-11-20T07:10:00.000Z'), stale('2026-11-20T08:10:00.000Z')),
    );
    const { fields, hasLines, first, last } = await readEdges(path, edgeSpace());
    expect(fields?.names).toHaveLength(httpProxyFields.split(',').length);
    expect([hasLines, iso(first), iso(last)]).toEqual([true, '07:10:00', '08:10:00']);
  });
  test('a line that is still being written is not the last', async () => {
    const path = write(
      'a.log',
      httpProxyFile(stale('2026-11-20T07:10:00.000Z'), stale('2026-11-20T08:10:00.000Z')).slice(0, -30),
    );
    expect(iso((await readEdges(path, edgeSpace())).last)).toBe('07:10:00');
  });
  test('the last line is read by the fields above it', async () => {
    const path = write(
      'a.log',
      `${iisFile(iis({ date: '2026-11-20', time: '01:00:00' }))}#Fields: sc-status time date\r\n200 02:00:00 2026-11-20\r\n`,
    );
    const { first, last } = await readEdges(path, edgeSpace());
    expect([iso(first), iso(last)]).toEqual(['01:00:00', '02:00:00']);
  });
  test.each([
    ['nothing', '', false],
    ['a header', iisFile(), false],
    ['no header', 'a b c\r\n', true],
  ])('%s tells no times', async (_what, content, hasLines) => {
    expect(await readEdges(write('a.log', content), edgeSpace())).toMatchObject({
      hasLines,
      first: undefined,
      last: undefined,
    });
  });
});

describe('parts of a big file', () => {
  // A line a second for a day, 30 MB.
  let path: string;
  const line = (at: number, user = 'CORP\\somebody') => {
    const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
    return iis({
      date,
      time,
      'cs-username': user,
      'cs-uri-stem': '/mapi/emsmdb/',
      'sc-status': 200,
      'cs-uri-query': 'x'.repeat(250),
    });
  };
  beforeAll(() => {
    const lines = Array.from({ length: 86_400 }, (_, second) =>
      line(midnight + second * 1000, second % 3600 === 0 ? 'CORP\\anna' : undefined),
    );
    path = write('u_ex261120.log', iisFile(...lines));
    utimesSync(path, new Date(midnight + 24 * hour), new Date(midnight + 24 * hour));
  });

  test.each([
    ['an hour', 10 * hour, 11 * hour, 8],
    ['the beginning', -hour, hour, 8],
    ['the end', 23 * hour, 30 * hour, 8],
    ['everything', -hour, 30 * hour, 40],
  ])('%s is found by halving, with all lines of it', async (_what, from, to, mostMb) => {
    const span = { from: midnight + from, to: midnight + to };
    const parts = await partsWithin(path, await readEdges(path, edgeSpace()), [span]);
    expect(parts).toHaveLength(1);
    const found: string[] = [];
    const { files } = await searchLog({
      log: 'iis',
      folder,
      lookFor: () => ({ version: 0, needles: () => ['corp\\anna'] }),
      spans: [span],
      onRequest: ({ at }) => found.push(iso(at) ?? ''),
      space: searchSpace(),
      signal: new AbortController().signal,
    });
    const read = files.find(({ file }) => file.path === path)?.bytes ?? 0;
    expect(read).toBeLessThan(mostMb * 1e6);
    const hours = Array.from({ length: 24 }, (_, index) => index * hour).filter(
      (at) => at >= from && at <= to,
    );
    expect(found).toEqual(hours.map((at) => iso(midnight + at)));
  });

  test('two spans are two parts, near ones one', async () => {
    const edges = await readEdges(path, edgeSpace());
    const span = (from: number) => ({ from: midnight + from * hour, to: midnight + (from + 1) * hour });
    expect(await partsWithin(path, edges, [span(2), span(20)])).toHaveLength(2);
    expect(await partsWithin(path, edges, [span(2), span(3)])).toHaveLength(1);
  });

  test('of very many spans what lies between the first and the last is one part', async () => {
    const spans = Array.from({ length: 17 }, (_, index) => {
      const from = midnight + (index < 9 ? 8 : 20) * hour + index * 60_000;
      return { from, to: from + 1000 };
    });
    const edges = await readEdges(path, edgeSpace());
    expect(await partsWithin(path, edges, spans.slice(1))).toHaveLength(2);
    const parts = await partsWithin(path, edges, spans);
    expect(parts).toHaveLength(1);
    expect(parts[0]?.begin).toBeGreaterThan(1e6);
    expect(parts[0]?.end).toBeLessThan(29e6);
  });

  test('a file that ends before the span, or begins after it, is not read', async () => {
    const edges = await readEdges(path, edgeSpace());
    const day = 24 * hour;
    expect(await partsWithin(path, edges, [{ from: midnight - 2 * day, to: midnight - day }])).toEqual([]);
    expect(await partsWithin(path, edges, [{ from: midnight + 2 * day, to: midnight + 3 * day }])).toEqual(
      [],
    );
  });
});
