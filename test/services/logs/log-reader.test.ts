import { describe, expect, test } from '@jest/globals';
import type { LogAsk } from '../../../services/logs/gathering.ts';
import { createLogReader } from '../../../services/logs/log-reader.ts';
import type { LogsRead } from '../../../services/logs/pass.ts';
import { anna } from './lines.ts';

const never = new AbortController().signal;
const ask = (name: string, server = 'ex16a'): LogAsk => ({
  server,
  folders: { iis: `/logs/${server}` },
  wanted: { ...anna, sam: name },
  from: 0,
  to: 1,
  modern: true,
  movedAt: undefined,
  own: { userAgent: /x/, account: undefined },
});
interface Pass {
  readonly names: readonly (string | undefined)[];
  readonly signal: AbortSignal;
  end(error?: Error): void;
}
/** Passes that end when the test says so; each asker's result names him. */
function held() {
  const passes: Pass[] = [];
  const begun: (() => void)[] = [];
  const readAll = (asks: readonly LogAsk[], signal: AbortSignal) =>
    new Promise<readonly LogsRead[]>((resolve, reject) => {
      const names = asks.map(({ wanted }) => wanted.sam);
      const own = names.map((name) => ({ facts: [], covered: new Map(), cut: false, name }));
      passes.push({ names, signal, end: (error) => (error === undefined ? resolve(own) : reject(error)) });
      signal.addEventListener('abort', () => reject(signal.reason));
      for (const one of begun.splice(0)) one();
    });
  const nextPass = () => new Promise<void>((resolve) => begun.push(resolve));
  return { passes, nextPass, reader: createLogReader(readAll) };
}
const nameOf = (read: LogsRead) => (read as LogsRead & { readonly name: string }).name;

describe('reading for several who ask', () => {
  test('who asks in the same moment shares a pass, who asks during it shares the next', async () => {
    const { passes, nextPass, reader } = held();
    const first = nextPass();
    const early = [reader.read(ask('a'), never), reader.read(ask('b'), never)];
    await first;
    const late = Array.from({ length: 50 }, (_, index) => reader.read(ask(`late${index}`), never));
    const second = nextPass();
    passes[0]?.end();
    expect((await Promise.all(early)).map(nameOf)).toEqual(['a', 'b']);
    await second;
    passes[1]?.end();
    expect((await Promise.all(late)).map(nameOf)).toEqual(late.map((_, index) => `late${index}`));
    expect(passes.map(({ names }) => names.length)).toEqual([2, 50]);
  });

  test('servers do not wait for one another', async () => {
    const { passes, nextPass, reader } = held();
    const first = nextPass();
    const one = reader.read(ask('a'), never);
    await first;
    const second = nextPass();
    const other = reader.read(ask('a', 'ex16b'), never);
    await second;
    passes[1]?.end();
    await other;
    passes[0]?.end();
    await one;
    expect(passes).toHaveLength(2);
  });

  test('one who gives up is told at once; the others’ pass goes on', async () => {
    const { passes, nextPass, reader } = held();
    const first = nextPass();
    const impatient = new AbortController();
    const gone = reader.read(ask('a'), impatient.signal);
    const patient = reader.read(ask('b'), never);
    await first;
    impatient.abort(new Error('the deadline is over'));
    await expect(gone).rejects.toThrow('the deadline is over');
    expect(passes[0]?.signal.aborted).toBe(false);
    passes[0]?.end();
    expect(nameOf(await patient)).toBe('b');
  });

  test('a pass for which nobody waits any more ends, and who gave up while waiting is not looked for', async () => {
    const { passes, nextPass, reader } = held();
    const first = nextPass();
    const [running, queued] = [new AbortController(), new AbortController()];
    const one = reader.read(ask('a'), running.signal);
    await first;
    const two = reader.read(ask('b'), queued.signal);
    const three = reader.read(ask('c'), never);
    queued.abort(new Error('b left'));
    await expect(two).rejects.toThrow('b left');
    const second = nextPass();
    running.abort(new Error('a left'));
    await expect(one).rejects.toThrow('a left');
    expect(passes[0]?.signal.aborted).toBe(true);
    await second;
    expect(passes[1]?.names).toEqual(['c']);
    passes[1]?.end();
    await three;
  });

  test('a failed pass is told to each, and the next one is begun', async () => {
    const { passes, nextPass, reader } = held();
    const first = nextPass();
    const failed = [reader.read(ask('a'), never), reader.read(ask('b'), never)];
    await first;
    passes[0]?.end(new Error('the disk is gone'));
    for (const one of failed) await expect(one).rejects.toThrow('the disk is gone');
    const second = nextPass();
    const again = reader.read(ask('a'), never);
    await second;
    passes[1]?.end();
    expect(nameOf(await again)).toBe('a');
  });

  test('who has given up before asking starts nothing', async () => {
    const { passes, reader } = held();
    await expect(reader.read(ask('a'), AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    expect(passes).toEqual([]);
  });
});
