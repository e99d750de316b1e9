import { describe, expect, test } from '@jest/globals';
import { proof, type Sign, strong } from '../../../services/cause.ts';
import { asking } from '../../../services/diagnosis/asking.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { broughtByLooks } from '../../../services/diagnosis/standing.ts';
import type { Fact, Source } from '../../../services/facts.ts';
import { loadLooks } from '../../../services/looking/looker.ts';
import { person } from '../../../services/vocabulary/person.ts';
import { caseOf, causeOf, fact } from './cases.ts';

const on = (path: string, weigh = proof): Sign =>
  weigh(path.replace(/\W+/g, '-'), {
    when: (seen) => seen.flag(path),
    says: () => path,
    shown: { [path]: true },
    cleared: { [path]: false },
  });
const next = (signs: readonly Sign[], facts: readonly Fact[], blind: readonly [string, string][] = []) =>
  diagnose(
    caseOf(
      facts,
      blind.map(([path, why]) => ({ fact: path, why })),
    ),
    { causes: [causeOf(signs)], remedies: [], findings: [] },
  ).next;
const seen = (path: string, value: Fact['value'], from: Source = 'directory') => fact(path, value, from);

describe('the next look', () => {
  test('asks the directory for a group that nobody has looked at', () => {
    expect(next([on('account.locked')], [seen('mailbox.upn', 'a@b.example')])).toMatchObject({
      fact: 'account.locked',
      by: 'probe',
    });
  });

  test('does not ask again what a look of this case would have brought', () => {
    expect(next([on('account.locked')], [seen('account.disabled', false)])).toBeNull();
    const secondary = on('secondary[shared@contoso.example].enabled');
    expect(next([secondary], [])?.by).toBe('probe');
    expect(next([secondary], [seen('secondary', [])])).toBeNull();
    expect(next([secondary], [seen('secondary[other@contoso.example].enabled', false)])).toBeNull();
    const pool = on('servers[ex16a].maintenance');
    // The directory knows the server; what a worker reads there nobody has read yet.
    expect(next([pool], [seen('servers[ex16a].exchange', '2016')])?.by).toBe('worker');
    expect(next([pool], [seen('servers[ex16a].inPool', true, 'worker')])).toBeNull();
  });

  test.each([
    ['no folder of the iis logs of ex16a is configured (windows.logs)', false],
    ['mail.contoso.example@ex16a/nspi offers Negotiate: NTLM was not tried', false],
    ['no worker may read them', false],
    ['ex16a.corp.local did not answer within 5 s', true],
  ])('looks again at what was unseen because "%s": %s', (why, again) => {
    const path = 'mapi[mail.contoso.example@ex16a/nspi].sameConnection';
    const given = next([on(path)], [seen('mailbox.upn', 'a@b.example')], [[path, why]]);
    expect(given?.fact).toBe(again ? path : undefined);
  });

  test('does not search a log again that was searched', () => {
    const line: Sign = strong('line', {
      when: (read) => read.someElement('log', (one) => one.signature === 'locked', { log: 'iis' }),
      says: () => 'a line',
      shown: { 'log[]': [{ server: 'ex16a', log: 'iis', signature: 'locked' }] },
      cleared: {
        'searched[ex16a/iis].from': '2026-11-19T10:00:00Z',
        'searched[ex16a/iis].to': '2026-11-20T10:00:00Z',
      },
    });
    expect(next([line], [])?.by).toBe('worker');
    const searched = [
      seen('searched[ex16a/iis].from', '2026-11-19T10:00:00Z', 'log'),
      seen('searched[ex16a/iis].to', '2026-11-20T10:00:00Z', 'log'),
    ];
    expect(next([line], searched)).toBeNull();
  });

  test('sends to the mail team for what no look of ours brings', () => {
    expect(next([on('org.tlsSettingsDiffer')], [])).toMatchObject({
      by: 'person',
      ask: 'Ask the mail team whether the TLS settings of the Exchange servers differ.',
    });
    // A look brings the other leaf of the same group.
    expect(next([on('org.mapiHttp')], [])?.by).toBe('probe');
  });

  test('of a confirmed cause is one that can overturn it, or none', async () => {
    const other = causeOf([on('scope.vpn')], { id: 'other' });
    const confirmed = causeOf([on('account.locked')], { id: 'confirmed' });
    const facts = [seen('account.locked', true)];
    expect(
      diagnose(caseOf(facts), { causes: [confirmed, other], remedies: [], findings: [] }).next,
    ).toBeNull();
    expect(
      diagnose(caseOf([]), {
        causes: [causeOf([on('account.locked')], { id: 'open' }), other],
        remedies: [],
        findings: [],
      }).next,
    ).not.toBeNull();
  });

  test('asks which box is seen before anything else that only people know', () => {
    const both = causeOf([strong('vpn', { ...on('scope.vpn', strong) }), on('scope.webmailWorks', strong)], {
      usual: 'usual',
    });
    const ask = (facts: readonly Fact[]) =>
      diagnose(caseOf(facts), { causes: [both], remedies: [], findings: [] }).next?.fact;
    const vpn = [seen('scope.vpn', true, 'told')];
    expect(ask(vpn)).toBe('popup.kind');
    expect(ask([...vpn, seen('popup.kind', 'credential', 'told')])).toBe('scope.webmailWorks');
  });
});

describe('the words of a question', () => {
  const leaves = Object.entries(person).flatMap(([group, { shape, leaves: plain, named }]) =>
    shape === 'elements'
      ? [`${group}[]`]
      : [
          ...Object.keys(plain).map((leaf) =>
            shape === 'keyed' ? `${group}[urls].${leaf}` : `${group}.${leaf}`,
          ),
          ...Object.keys(named).map((leaf) => `${group}.${leaf}[Name]`),
        ],
  );
  test.each(leaves)('%s is asked in a sentence of its own', (path) => {
    const ask = asking(path, 'person');
    expect(ask).not.toMatch(/mail team|\{/);
    expect(ask).toMatch(/[?.]$/);
  });

  test('our looks bring the groups that are asked of them', async () => {
    const brought = new Set((await loadLooks()).flatMap(({ brings }) => brings));
    const whole = (path: string): boolean => !path.includes('.');
    const least = [...brought].filter((path) => whole(path) || !brought.has(path.split('.')[0] ?? ''));
    expect([...broughtByLooks].sort()).toEqual(least.sort());
  });
});
