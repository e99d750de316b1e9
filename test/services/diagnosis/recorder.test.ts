import { describe, expect, test } from '@jest/globals';
import type { Seen } from '../../../services/cause.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';
import type { Fact } from '../../../services/facts.ts';
import { caseOf, fact } from './cases.ts';

const reading = <T>(
  facts: readonly Fact[],
  read: (seen: Seen) => T,
  blind: readonly { fact: string; why: string }[] = [],
) => {
  const { result, notes } = createRecorder(indexed(caseOf(facts, blind))).record(read);
  return { result, facts: notes.facts.map(([path]) => path), unseen: notes.unseen };
};
const modern = (seen: Seen) => seen.some('servers', (key) => seen.is(`servers[${key}].exchange`, '2016'));

describe('three-valued reading', () => {
  test('a list that names some leaves the rest unseen', () => {
    const facts = [fact('org.versions', ['2010', '…'])];
    expect(reading(facts, (seen) => seen.has('org.versions', '2010')).result).toBe(true);
    expect(reading(facts, (seen) => seen.has('org.versions', '2016')).result).toBeUndefined();
    expect(reading([fact('org.versions', ['2010'])], (seen) => seen.has('org.versions', '2016')).result).toBe(
      false,
    );
  });

  test('some over a list never looked at is unseen, never false', () => {
    expect(reading([], modern)).toEqual({ result: undefined, facts: [], unseen: ['servers'] });
    expect(reading([fact('servers[ex10a].exchange', '2010', 'told')], modern).result).toBeUndefined();
    expect(reading([fact('servers[ex10a].exchange', '2010')], modern).result).toBe(false);
  });

  test('a list of servers that lacks one named elsewhere is not whole', () => {
    const facts = [fact('servers[ex10a].exchange', '2010'), fact('mailbox.server', 'ex16b.corp.local')];
    expect(reading(facts, modern).result).toBeUndefined();
  });

  test('a key of which nothing could be seen keeps "every" from being true', () => {
    const every = (seen: Seen) => seen.every('mapi', (key) => seen.is(`mapi[${key}].ntlmStatus`, 200));
    const facts = [fact('mapi[m.example@ex16a/nspi].ntlmStatus', 200, 'probe')];
    expect(reading(facts, every).result).toBe(true);
    const blind = [{ fact: 'mapi[m.example@ex16b/nspi]', why: 'no answer' }];
    expect(reading(facts, every, blind).result).toBeUndefined();
  });

  test('"looked, none" is a fact', () => {
    const any = (seen: Seen) => seen.some('secondary', () => true);
    expect(reading([fact('secondary', [])], any)).toEqual({
      result: false,
      facts: ['secondary'],
      unseen: [],
    });
  });

  test('of several branches only what decided is noted', () => {
    const facts = [fact('servers[ex10a].exchange', '2010', 'told'), fact('servers[ex16a].exchange', '2016')];
    expect(reading(facts, modern)).toEqual({ result: true, facts: ['servers[ex16a].exchange'], unseen: [] });
  });

  test('a misspelt path throws', () => {
    expect(() => reading([], (seen) => seen.text('mailbox.upm'))).toThrow('upn');
  });
});

describe('log lines', () => {
  const locked = (seen: Seen) =>
    seen.someElement('log', (line) => line.signature === 'locked', {
      servers: ['EX16A'],
      log: 'iis',
      from: Date.parse('2026-11-20T08:00:00Z'),
    });
  const searched = (from: string, to: string) => [
    fact('searched[ex16a/iis].from', from, 'worker'),
    fact('searched[ex16a/iis].to', to, 'worker'),
  ];
  const line = fact('log[]', { server: 'ex16a', log: 'iis', signature: 'challenge' }, 'log');

  test('are absent only where they were searched', () => {
    expect(reading([], locked).result).toBeUndefined();
    expect(reading([line], locked).result).toBeUndefined();
    expect(reading([line, ...searched('2026-11-20T07:00:00Z', '2026-11-20T10:00:00Z')], locked).result).toBe(
      false,
    );
    expect(
      reading([line, ...searched('2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z')], locked).result,
    ).toBeUndefined();
    expect(
      reading([line, ...searched('2026-11-20T07:00:00Z', '2026-11-20T08:30:00Z')], locked).result,
    ).toBeUndefined();
  });

  test('are named by their place among the log facts', () => {
    const facts = [line, fact('mailbox.upn', 'x'), fact('log[]', { signature: 'locked' }, 'log')];
    expect(reading(facts, locked)).toEqual({ result: true, facts: ['log[1]'], unseen: [] });
  });
});
