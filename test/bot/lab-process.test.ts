import { expect, test } from '@jest/globals';
import { readTold } from '../../bot/lab-process.ts';

const said = { from: 'told', source: 'Zoe', at: '2026-11-20T10:00:00Z', vantage: '' };

test('told facts outside the vocabulary are named by their key in the world', () => {
  const { facts, wrong } = readTold(
    {
      'Zoe@contoso.example': [
        { fact: 'popup.kind', value: 'frog', ...said },
        { fact: 'scope.vpn', value: 'x', ...said },
        { fact: 'scope.nonsense', value: 1, ...said },
        { fact: 'scope.vpn', value: true, ...said },
      ],
    },
    { 'Zoe@contoso.example': ['popup.kind', 'told[0]', 'told[1]', 'told[2]'] },
  );
  expect(wrong.map((line) => line.split(': ')[0])).toEqual([
    'mailboxes[Zoe@contoso.example].popup.kind',
    'mailboxes[Zoe@contoso.example].told[0].value',
    'mailboxes[Zoe@contoso.example].told[1].fact',
  ]);
  expect(wrong[1]).toContain('"x" must be true or false');
  expect(facts.get('zoe@contoso.example')).toEqual([{ fact: 'scope.vpn', value: true, ...said }]);
});
