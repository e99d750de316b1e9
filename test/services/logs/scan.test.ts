import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findNeedles } from '../../../services/logs/needles.ts';
import { lineScanner, type Part, type Scanned } from '../../../services/logs/scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const signal = new AbortController().signal;

async function scan(
  content: string | Buffer,
  needles: readonly string[],
  part?: Part,
): Promise<{ lines: string[]; cut: string[]; scanned: Scanned }> {
  const path = join(folder, 'x.log');
  writeFileSync(path, content);
  const lines: string[] = [];
  const cut: string[] = [];
  const scanned = await lineScanner()({
    path,
    find: findNeedles(needles, Buffer.from(content).subarray(0, 1000)),
    onLine: ({ text, whole }) => (whole ? lines : cut).push(text),
    signal,
    ...(part === undefined ? {} : { part }),
  });
  return { lines, cut, scanned };
}

describe('scanning a log', () => {
  test('finds lines by any needle, once each, in order, without case', async () => {
    const { lines, cut, scanned } = await scan(
      '\uFEFF#Software: x\r\n#Fields: a b\r\n1 Anna\r\n2 bert\r\n3 ANNA bert\r\n\r\n4 carla\r\n5 anna',
      ['anna', 'BERT', '#fields:'],
    );
    expect(lines).toEqual(['#Fields: a b', '1 Anna', '2 bert', '3 ANNA bert']);
    expect(cut).toEqual(['5 anna']);
    expect(scanned.tooLong).toBe(0);
  });

  test('a line over the border of two chunks is whole', async () => {
    const filler = `${'x'.repeat(1021)}\r\n`.repeat(1024);
    for (const shift of [0, 1, 2, 3, 8, 13]) {
      const { lines } = await scan(
        `${filler.slice(0, filler.length - shift)}\r\nthe needle is here\r\nend\r\n`,
        ['needle'],
      );
      expect(lines).toEqual(['the needle is here']);
    }
  });

  test('letters of several bytes survive', async () => {
    const { lines } = await scan('CORP\\Jürgen €\n', ['\\jürgen']);
    expect(lines).toEqual(['CORP\\Jürgen €']);
  });

  test('a line that never ends costs no memory and hides nothing after it', async () => {
    const { lines, scanned } = await scan(`${'y'.repeat(3_000_000)}needle\nneedle 2\n`, ['needle']);
    expect(lines).toEqual(['needle 2']);
    expect(scanned.tooLong).toBe(1);
  });

  test('a part of a file is read by its lines', async () => {
    const text = 'anna 1\nanna 2\nanna 3\nanna 4';
    expect((await scan(text, ['anna'], { begin: 7, end: 21 })).lines).toEqual(['anna 2', 'anna 3']);
    const rest = await scan(text, ['anna'], { begin: 14, end: Number.POSITIVE_INFINITY });
    expect([rest.lines, rest.cut, rest.scanned.bytes]).toEqual([['anna 3'], ['anna 4'], 13]);
  });

  test('an empty file has no lines', async () => {
    expect(await scan('', ['aa'])).toMatchObject({ lines: [], cut: [], scanned: { bytes: 0 } });
  });

  test('nothing of one file is left when the next is read', async () => {
    const scanLines = lineScanner();
    const lines: string[] = [];
    const path = join(folder, 'z.log');
    for (const content of ['1 anna and no end', '2 bert\n3 anna\n']) {
      writeFileSync(path, content);
      const onLine = ({ text }: { readonly text: string }) => lines.push(text);
      await scanLines({ path, find: findNeedles(['anna']), onLine, signal });
    }
    expect(lines).toEqual(['1 anna and no end', '3 anna']);
  });

  test('stops when it is told to', async () => {
    writeFileSync(join(folder, 'y.log'), 'a\n');
    await expect(
      lineScanner()({
        path: join(folder, 'y.log'),
        find: findNeedles(['aa']),
        onLine: () => undefined,
        signal: AbortSignal.abort(new Error('enough')),
      }),
    ).rejects.toThrow('enough');
  });

  test('agrees with splitting the whole text', async () => {
    const word = fc.constantFrom('anna', 'ANNA', 'bert', 'x', 'ü', ' ', '#Fields: a', '\r', '"');
    const line = fc.array(word, { maxLength: 4 }).map((words) => words.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.boolean(), async (lines, ends) => {
        const text = lines.join('\n') + (ends ? '\n' : '');
        const expected = text
          .split('\n')
          .filter((one) => /anna|#fields:/i.test(one))
          .map((one) => one.replace(/\r$/, ''));
        const found = await scan(text, ['anna', '#fields:']);
        expect([...found.lines, ...found.cut]).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
