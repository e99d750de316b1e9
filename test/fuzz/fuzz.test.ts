import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { attempt } from './attempt.ts';
import { mutated } from './mutations.ts';
import { randomOf, seedOf } from './random.ts';
import { refusing } from './target.ts';

const samples = [Buffer.from('one line\nand another'), Buffer.from('<a>b</a>')];
const inputs = (seed: string): readonly string[] =>
  Array.from({ length: 50 }, (_, run) => mutated(samples, randomOf(seedOf(seed, 'x', run))).toString('hex'));
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('../fuzz.ts', import.meta.url)), ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

test('a seed gives the same inputs again, another one others', () => {
  expect(inputs('1')).toEqual(inputs('1'));
  expect(inputs('1')).not.toEqual(inputs('2'));
  expect(new Set(inputs('1')).size).toBeGreaterThan(25);
});

describe('a run fails', () => {
  test('by what is thrown, unless it is the refusal that was promised', () => {
    class Refused extends Error {}
    const throws = (error: Error) => () => {
      throw error;
    };
    expect(attempt({ run: throws(new RangeError('out')) }, Buffer.alloc(1))).toMatch(/RangeError: out/);
    expect(attempt({ run: refusing(['Refused'], throws(new Refused())) }, Buffer.alloc(1))).toBeUndefined();
    expect(attempt({ run: refusing(['Refused'], throws(new TypeError('x'))) }, Buffer.alloc(1))).toMatch(
      /TypeError/,
    );
  });
  test('by taking too much of the processor’s time', () => {
    const busy = (): void => {
      const before = process.cpuUsage();
      const spent = (): number => process.cpuUsage(before).user + process.cpuUsage(before).system;
      while (spent() < 60_000) Math.sqrt(2);
    };
    expect(attempt({ run: busy }, Buffer.alloc(1), 30)).toMatch(/^took \d+ ms$/);
    expect(attempt({ run: () => undefined }, Buffer.alloc(1))).toBeUndefined();
  });
});

describe('the command', () => {
  test('fuzzes one target and says how much it did', () => {
    const { status, stdout } = run('--seconds', '0.5', '--seed', '7', '--target', 'POX');
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^POX: \d+ runs\n\d+ runs in .* s, \d+ a second, seed 7: nothing failed\n$/),
    ]);
  });
  test('repeats one run', () => {
    expect(run('--seed', '7', '--target', 'POX', '--run', '3').stdout).toMatch(/^POX: 1 runs/);
  });
  test('refuses wrong usage', () => {
    expect(
      [run('--seconds', 'x'), run('--target', 'none'), run('--bogus')].map(({ status }) => status),
    ).toEqual([2, 2, 2]);
  });
});
