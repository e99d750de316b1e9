import { expect, test } from '@jest/globals';
import { evidence } from '../../../dialogs/cards/reasons.ts';
import type { FactValue } from '../../../services/facts.ts';
import { diagnosisExample } from '../examples.ts';

const at = diagnosisExample.at;
const told = (fact: string, value: FactValue) => ({
  fact,
  value,
  from: 'probe' as const,
  source: 'POST',
  at,
  vantage: '',
});
const diagnosis = {
  ...diagnosisExample,
  facts: [
    told('mailbox.createdAt', '2024-12-20T22:06:55.000Z'),
    told('autodiscover[autodiscover.contoso.example@ex16a].status', 200),
    told('autodiscover[autodiscover.contoso.example@ex16b].status', 302),
    told('autodiscover[autodiscover.contoso.example@ex16b].location', 'https://ex10a.corp.local/'),
  ],
};
const facts = diagnosis.facts.map(({ fact }) => fact);
const shown = (text: string, cited = new Set<string>()) =>
  evidence('WHY', [{ sign: 'sign', text, facts, from: ['probe'] }], diagnosis, 4, cited).flatMap((element) =>
    element.type === 'RichTextBlock' ? element.inlines.map((part) => part.text) : [],
  );

test('a sentence is followed by the facts that it speaks of, the closest first', () => {
  expect(shown('ex16b answered 302 to the Autodiscover question.')).toEqual([
    '• ex16b answered 302 to the Autodiscover question.',
    'autodiscover[autodiscover.contoso.example@ex16b].status = 302 (probe, POST, fresh)',
    'autodiscover[autodiscover.contoso.example@ex16b].location = https://ex10a.corp.local/ (probe, POST, fresh)',
  ]);
});

test('a sentence that names none of its facts is followed by the first, and each is cited once', () => {
  const cited = new Set<string>();
  expect(shown('She was there.', cited)).toEqual([
    '• She was there.',
    'mailbox.createdAt = 2024-12-20 22:06Z (probe, POST, fresh)',
  ]);
  expect(shown('She was there.', cited)).toEqual(['• She was there.']);
});
