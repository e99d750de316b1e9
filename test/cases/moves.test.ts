import { describe, expect, test } from '@jest/globals';
import { against, fair, type SignBody, strong, weak } from '../../services/cause.ts';
import { bench } from '../../services/diagnosis/bench.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import { judgeAll } from '../../services/diagnosis/judge.ts';
import { caseOf, causeOf, fact } from '../services/diagnosis/cases.ts';
import { movedIn, movedScales } from './moves.ts';
import { ranked } from './ranking.ts';

const on = (path: string): SignBody => ({
  when: (seen) => seen.flag(path),
  says: () => path,
  shown: { [path]: true },
  cleared: { [path]: false },
});
const locked = on('account.locked');
const file = caseOf([fact('account.locked', true), fact('account.disabled', false)]);
const one = causeOf([strong('s', locked), fair('f', on('account.disabled'))], { id: 'one' });
const other = causeOf([fair('f', locked), weak('w', locked)], { id: 'other' });
const moved = movedIn(ranked('C', file, [one, other]));

describe('moving weights', () => {
  test('every named weight and prior goes up and down, and nothing else', () => {
    expect(movedScales.map(({ move }) => move)).toEqual([
      'every weak 0.2 → 0.5',
      'every weak 0.2 → 0',
      'every fair 0.5 → 1',
      'every fair 0.5 → 0.2',
      'every strong 1 → 3',
      'every strong 1 → 0.5',
      'every proof 3 → 4',
      'every proof 3 → 1',
      'every rare -2 → -1.5',
      'every rare -2 → -2.5',
      'every occasional -1.5 → -1',
      'every occasional -1.5 → -2',
      'every usual -1 → -0.5',
      'every usual -1 → -1.5',
    ]);
  });

  test('each sign that holds and each cause moves alone; what flips the first cause is named', () => {
    expect(moved.flips).toEqual([
      { case: 'C', move: 'every fair 0.5 → 1', from: 'one', to: 'other' },
      { case: 'C', move: 'every strong 1 → 0.5', from: 'one', to: 'other' },
      { case: 'C', move: 'one/s strong → fair', from: 'one', to: 'other' },
      { case: 'C', move: 'one occasional → rare', from: 'one', to: 'other' },
      { case: 'C', move: 'other/f fair → strong', from: 'one', to: 'other' },
      { case: 'C', move: 'other occasional → usual', from: 'one', to: 'other' },
    ]);
    // 14 scales, three signs that hold and two causes, each up and down.
    expect(moved.tried).toBe(14 + 2 * (3 + 2));
  });

  test('a sign against counts as one, and a weak one can go away', () => {
    const held = causeOf([strong('s', locked), against.weak('a', locked)], { id: 'held' });
    const beside = causeOf([strong('s', locked), against.weak('a', locked)], { id: 'held-too' });
    const { flips } = movedIn(ranked('C', file, [held, beside]));
    expect(flips).toContainEqual({
      case: 'C',
      move: 'held-too/a against weak → nothing',
      from: 'held',
      to: 'held-too',
    });
    expect(flips.some(({ move }) => move === 'held/a against weak → fair')).toBe(true);
  });

  test('a move gives what judging the moved table anew does', () => {
    const anew = judgeAll([{ ...one, usual: 'rare' }, other], bench(indexed(file)));
    expect(anew[0]?.cause.id).toBe('other');
    const weaker = judgeAll([{ ...one, signs: [fair('s', locked)] }, other], bench(indexed(file)));
    expect(weaker[0]?.cause.id).toBe('other');
  });
});
