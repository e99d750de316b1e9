import { describe, expect, test } from '@jest/globals';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { createRecorder } from '../../../services/diagnosis/recorder.ts';
import type { FactValue } from '../../../services/facts.ts';
import { lookupOrder, lookupWalk } from '../../../services/readings/lookup-order.ts';
import { caseOf, fact } from '../diagnosis/cases.ts';

const walk = (facts: Readonly<Record<string, FactValue>>) =>
  createRecorder(indexed(caseOf(Object.entries(facts).map(([path, value]) => fact(path, value, 'probe')))))
    .record((seen) => lookupWalk(seen))
    .result.map(({ step, popups }) => ({ step, popups }));
const at = (host: string, step: string) => `autodiscover[${host}@vip/${step}]`;
const windows = ['Negotiate', 'NTLM'];

describe('the order in which Outlook looks', () => {
  test('is that of its steps', () => {
    expect(lookupOrder.map(({ step }) => step)).toEqual(['scp', 'root', 'autodiscover', 'redirect', 'srv']);
  });
  test.each<readonly [string, Readonly<Record<string, FactValue>>, readonly string[]]>([
    [
      'a Windows logon asked for by Exchange shows nothing',
      {
        [`${at('autodiscover.contoso.example', 'scp')}.status`]: 401,
        [`${at('autodiscover.contoso.example', 'scp')}.schemes`]: windows,
      },
      [],
    ],
    [
      'a web site that asks by Basic asks the person',
      {
        [`${at('contoso.example', 'root')}.status`]: 401,
        [`${at('contoso.example', 'root')}.schemes`]: ['Basic'],
      },
      ['credential'],
    ],
    [
      'a certificate of other names',
      { [`${at('contoso.example', 'root')}.status`]: 404, 'tls[contoso.example@vip].nameMatches': false },
      ['certificate'],
    ],
    [
      'an expired certificate',
      {
        [`${at('contoso.example', 'root')}.error`]: 'no TLS connection',
        'tls[contoso.example@vip].nameMatches': true,
        'tls[contoso.example@vip].trusted': true,
        'tls[contoso.example@vip].notBefore': '2020-01-01T00:00:00Z',
        'tls[contoso.example@vip].notAfter': '2021-01-01T00:00:00Z',
      },
      ['certificate'],
    ],
    [
      'a redirect over http',
      { [`${at('autodiscover.contoso.example', 'redirect')}.status`]: 302 },
      ['allow-website'],
    ],
    ['a page over http', { [`${at('autodiscover.contoso.example', 'redirect')}.status`]: 200 }, []],
    [
      'an SRV record that leads somewhere',
      { [`${at('mail.contoso.example', 'srv')}.status`]: 401 },
      ['credential', 'allow-website'],
    ],
  ])('%s', (_what, facts, popups) => {
    expect(
      walk(facts)
        .flatMap(({ popups: shown }) => shown)
        .toSorted(),
    ).toEqual(popups.toSorted());
  });
  test('what was not asked shows nothing', () => expect(walk({})).toEqual([]));
});
