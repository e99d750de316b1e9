import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineScanner, type Scanned } from '../../../services/logs/scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'popup-desk-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const signal = new AbortController().signal;

async function scan(
  content: string | Buffer,
  needles: readonly string[],
): Promise<{ lines: string[]; cut: string[]; scanned: Scanned }> {
  const file = join(folder, 'x.log');
  writeFileSync(file, content);
  const lines: string[] = [];
  const cut: string[] = [];
  const scanned = await lineScanner(needles)(
    file,
    ({ text, whole }) => (whole ? lines : cut).push(text),
    signal,
  );
  return { lines, cut, scanned };
}

describe('scanning a log', () => {
  test('finds lines by any needle, once each, in order, without case', async () => {
    const { lines, cut, scanned } = await scan(
      '\uFEFF#Software: x\r\n#Fields: a b\r\n1 Anna\r\n2 bert\r\n3 ANNA bert\r\n\r\n4 carla\r\n5 anna',
      ['anna', 'BERT'],
    );
    expect(lines).toEqual(['#Fields: a b', '1 Anna', '2 bert', '3 ANNA bert']);
    expect(cut).toEqual(['5 anna']);
    expect(scanned).toMatchObject({ first: '1 Anna', last: '5 anna', tooLong: 0 });
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

  test('an empty file has no lines', async () => {
    expect(await scan('', ['anna'])).toMatchObject({
      lines: [],
      scanned: { bytes: 0, first: undefined, last: undefined },
    });
  });

  test('nothing of one file is left when the next is read', async () => {
    const scanner = lineScanner(['anna']);
    const lines: string[] = [];
    for (const content of ['1 anna and no end', '2 bert\n3 anna\n']) {
      writeFileSync(join(folder, 'z.log'), content);
      await scanner(join(folder, 'z.log'), ({ text }) => lines.push(text), signal);
    }
    expect(lines).toEqual(['1 anna and no end', '3 anna']);
  });

  test('stops when it is told to', async () => {
    writeFileSync(join(folder, 'y.log'), 'a\n');
    await expect(
      lineScanner(['anna'])(join(folder, 'y.log'), () => undefined, AbortSignal.abort(new Error('enough'))),
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
        const found = await scan(text, ['anna']);
        expect([...found.lines, ...found.cut]).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
