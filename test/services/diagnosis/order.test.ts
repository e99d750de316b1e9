import { describe, expect, test } from '@jest/globals';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { sameValue } from '../../../services/diagnosis/order.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from './cases.ts';

const winner = (path: string, facts: readonly Fact[]) => indexed(caseOf(facts)).fact(path)?.value;

describe('which fact wins', () => {
  test.each<[string, readonly Fact[], unknown]>([
    ['probe over worker', [fact('mailbox.upn', 'p', 'probe'), fact('mailbox.upn', 'w', 'worker')], 'p'],
    ['directory over pasted', [fact('mailbox.upn', 'x', 'pasted'), fact('mailbox.upn', 'd')], 'd'],
    ['pasted over told', [fact('mailbox.upn', 't', 'told'), fact('mailbox.upn', 'p', 'pasted')], 'p'],
    [
      'a later log line over a probe',
      [fact('mailbox.upn', 'p', 'probe', '09:00'), fact('mailbox.upn', 'l', 'log', '09:30')],
      'l',
    ],
    [
      'a later read over a log line',
      [fact('mailbox.upn', 'l', 'log', '09:00'), fact('mailbox.upn', 'd', 'directory', '09:30')],
      'd',
    ],
    ['log over directory at one moment', [fact('mailbox.upn', 'd'), fact('mailbox.upn', 'l', 'log')], 'l'],
    [
      'the later of one source',
      [fact('mailbox.upn', 'new', 'told', '09:30'), fact('mailbox.upn', 'old', 'told', '09:00')],
      'new',
    ],
    [
      'the later in the file',
      [fact('mailbox.upn', 'first', 'told'), fact('mailbox.upn', 'second', 'told')],
      'second',
    ],
    [
      'her own screen over our probe',
      [fact('client.windows', 'ours', 'probe'), fact('client.windows', 'hers', 'pasted')],
      'hers',
    ],
    [
      'told over a probe for scope',
      [fact('scope.vpn', true, 'probe'), fact('scope.vpn', false, 'told')],
      false,
    ],
    [
      'log over told for the popup',
      [fact('popup.host', 't', 'told'), fact('popup.host', 'l', 'log', '08:00')],
      'l',
    ],
  ])('%s', (_, facts, value) => {
    expect(winner(facts[0]?.fact ?? '', facts)).toBe(value);
  });

  test('a place seen before the move yields to what was said since', () => {
    const before = fact('mailbox.server', 'ex10a', 'directory', '07:00');
    const since = fact('mailbox.server', 'ex16b', 'told', '09:00');
    expect(winner('mailbox.server', [before, since])).toBe('ex10a');
    expect(winner('mailbox.server', [before, since, fact('mailbox.movedAt', '2026-11-20T08:00:00Z')])).toBe(
      'ex16b',
    );
  });

  test('an answer from before the pool started yields to one since', () => {
    const path = 'autodiscover[a.example@ex16a].status';
    const facts = [
      fact(path, 302, 'probe', '07:00'),
      fact(path, 200, 'log', '06:00'),
      fact(path, 200, 'pasted', '09:00'),
    ];
    expect(winner(path, facts)).toBe(302);
    const started = fact(
      'pools[ex16a/msexchangeautodiscoverapppool].startedAt',
      '2026-11-20T08:00:00Z',
      'worker',
    );
    expect(winner(path, [...facts, started])).toBe(200);
    const elsewhere = fact(
      'pools[ex16b/msexchangeautodiscoverapppool].startedAt',
      '2026-11-20T08:00:00Z',
      'worker',
    );
    expect(winner(path, [...facts, elsewhere])).toBe(302);
  });

  test('failed logons from before the password change yield', () => {
    const facts = [
      fact('account.failedLogon', ['C000006A'], 'log', '07:00'),
      fact('account.failedLogon', [], 'told', '09:00'),
    ];
    expect(winner('account.failedLogon', facts)).toEqual(['C000006A']);
    expect(
      winner('account.failedLogon', [...facts, fact('account.passwordChangedAt', '2026-11-20T08:00:00Z')]),
    ).toEqual([]);
  });
});

describe('disagreements', () => {
  const shown = (facts: readonly Fact[]) => indexed(caseOf(facts)).disagreements;
  test('keep both facts whole', () => {
    const [used, other] = [fact('mailbox.upn', 'a@x.example'), fact('mailbox.upn', 'b@x.example', 'told')];
    expect(shown([other, used])).toEqual([{ fact: 'mailbox.upn', used, other }]);
  });
  test('are none where only the writing differs', () => {
    expect(shown([fact('mailbox.upn', 'Anna@X'), fact('mailbox.upn', 'anna@x', 'told')])).toEqual([]);
    expect(sameValue('2026-11-20T10:00:00Z', '2026-11-20T11:00:00+01:00')).toBe(true);
    expect(sameValue(['a', 'b'], ['B', 'A'])).toBe(true);
    expect(sameValue(['a', '…'], ['a', 'b'])).toBe(true);
    expect(sameValue(['c', '…'], ['a', 'b'])).toBe(false);
  });
  test('an element stands beside "looked, none" and wins', () => {
    const facts = [fact('secondary', []), fact('secondary[s@x.example].kind', 'manual', 'told')];
    const index = indexed(caseOf(facts));
    expect(index.keys('secondary')).toEqual(['s@x.example']);
    expect(index.disagreements).toHaveLength(1);
  });
});
