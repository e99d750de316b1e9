import { expect, test } from '@jest/globals';
import { evidence, inWords, notSeen, perEvent } from '../../../dialogs/cards/reasons.ts';
import type { FactValue } from '../../../services/facts.ts';
import { diagnosisExample, verdictExample } from '../examples.ts';

const at = diagnosisExample.at;
const told = (fact: string, value: FactValue) => ({
  fact,
  value,
  from: fact.startsWith('mailbox') ? ('directory' as const) : ('probe' as const),
  source: fact.startsWith('mailbox')
    ? 'dc1 msExchWhenMailboxCreated'
    : 'POST by NTLM https://autodiscover.contoso.example/autodiscover/autodiscover.xml at ex16b.corp.local: 302',
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
const shown = (text: string) =>
  evidence('WHY', [{ sign: 'sign', text, facts, from: ['probe'] }], diagnosis).flatMap((element) =>
    element.type === 'RichTextBlock' ? element.inlines.map((part) => part.text) : [],
  );

test('a sentence is followed by the value that it speaks of, where it is from and how old it is', () => {
  expect(shown('ex16b answered 302 to the Autodiscover question.')).toEqual([
    '• ex16b answered 302 to the Autodiscover question.',
    '  302 · ex16b, POST Autodiscover · now',
  ]);
});

test('a sentence that names none of its values is followed by where it is from', () => {
  expect(shown('She was there.')).toEqual([
    '• She was there.',
    '  directory, dc1 msExchWhenMailboxCreated · now',
  ]);
});

test('two sentences about the same look are one event; the first is shown', () => {
  const sign = (text: string, of: readonly string[]) => ({ sign: text, text, facts: of, from: [] });
  const answered = sign('ex16b answered 302.', facts.slice(2));
  const differ = sign('The front ends differ: ex16b 302.', facts.slice(2));
  const created = sign('Made on 2024-12-20 22:06Z.', facts.slice(0, 1));
  expect(perEvent([answered, differ, created], diagnosis, 3)).toEqual({
    shown: [answered, created],
    rest: [differ],
  });
});

test('times have one form, and a SID is the mailbox', () => {
  expect(
    inWords(
      'the request for Sid~S-1-5-21-1-2-3 at 2026-11-20 09:41Z after 2026-11-16T08:00:01.5Z',
      diagnosis,
    ),
  ).toBe('the request for anna@contoso.example at 09:41 UTC after 16 Nov 08:00 UTC');
});

test('what was not seen is said in words, grouped by why', () => {
  const verdict = {
    ...verdictExample,
    unseen: [
      { sign: 'a', facts: ['tried[]'], why: 'nobody has said' },
      { sign: 'b', facts: ['timeline.endsAlone', 'popup.afterCancel'], why: 'nobody has said' },
      { sign: 'c', facts: ['pools[ex16b/msexchangeautodiscoverapppool].startedAt'], why: 'ex16b stalls' },
    ],
  };
  expect(
    notSeen(verdict, 3).flatMap((each) => (each.type === 'RichTextBlock' ? each.inlines.at(-1)?.text : [])),
  ).toEqual([
    'Not asked yet: what was tried; whether it ends by itself; what Cancel does',
    'Could not be seen: pool MSExchangeAutodiscoverAppPool on ex16b, started – ex16b stalls',
  ]);
});
