import { describe, expect, test } from '@jest/globals';
import { describeVocabulary, parsePath, valueProblems } from '../../../services/facts.ts';
import { checkedAreas } from '../../../services/vocabulary.ts';
import { wrongTold } from './told-facts.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

const start = new Date('2026-11-20T10:00:00.000Z');
/** Whether the product takes the fact. */
const taken = (fact: string, value: unknown): boolean => {
  try {
    return valueProblems(parsePath(fact), value).length === 0;
  } catch {
    return false;
  }
};

test('vocabulary.json is the vocabulary of the product', () => {
  expect(vocabulary.paths).toEqual(
    Object.fromEntries(describeVocabulary().map(({ path, type }) => [path, type])),
  );
  expect(vocabulary.areas).toEqual(checkedAreas);
});

describe('the lab judges told facts as the product does', () => {
  const values = [
    'x',
    'right',
    'credential',
    '2026-11-20T10:00:00Z',
    '',
    1,
    true,
    [],
    ['x'],
    ['…', 'x'],
    {},
    { what: 'wait' },
    { result: 'frog' },
    { nope: 1 },
  ];
  const facts = [
    ...describeVocabulary().map(({ path }) => path.replace(/\[(?!\])[^\]]*\]/g, '[urls]')),
    ...[
      'tried[]',
      'tried',
      'log[]',
      'connections[]',
      'secondary',
      'secondary[].kind',
      'popup',
      'popup[x].kind',
      'checked[frog].result',
    ],
    ...[
      'SERVERS[Ex16A.corp.local].OS',
      'client.registry',
      'client.registry[]',
      'client.registry[A]',
      'client.windows[A]',
      'frog.kind',
      'a b',
      '',
    ],
  ];
  test.each(facts)('%s', (fact) => {
    const differ = values.filter(
      (value) => taken(fact, value) !== (wrongTold(fact, value, 'told[0]', start).length === 0),
    );
    expect(differ).toEqual([]);
  });
  test('but a time may be a duration', () =>
    expect(wrongTold('timeline.since', '-PT3H', 'told[0]', start)).toEqual([]));
});
