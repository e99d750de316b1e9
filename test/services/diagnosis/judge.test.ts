import { describe, expect, test } from '@jest/globals';
import {
  against,
  type Cause,
  fair,
  must,
  proof,
  risk,
  type Sign,
  type SignBody,
  strong,
  weak,
} from '../../../services/cause.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeAll, judgeCause } from '../../../services/diagnosis/judge.ts';
import type { Fact, Source } from '../../../services/facts.ts';
import { caseOf, causeOf, fact } from './cases.ts';

/** A sign on one flag; each of the names is a leaf of `account`, `mailbox` or `scope`. */
const on = (path: string, more: Partial<SignBody> = {}): SignBody => ({
  when: (seen) => seen.flag(path),
  says: () => path,
  shown: { [path]: true },
  cleared: { [path]: false },
  ...more,
});
const judge = (signs: readonly Sign[], facts: readonly Fact[], more: Partial<Cause> = {}) => {
  const { band, weight } = judgeCause(causeOf(signs, more), bench(indexed(caseOf(facts))));
  return [band, weight];
};
const yes = (path: string, from: Source = 'directory') => fact(path, true, from);
const no = (path: string, from: Source = 'directory') => fact(path, false, from);
const locked = 'account.locked';

describe('weights', () => {
  test.each<[string, Sign, number]>([
    ['proof', proof('x', on(locked)), 1.5],
    ['strong', strong('x', on(locked)), -0.5],
    ['fair', fair('x', on(locked)), -1],
    ['weak', weak('x', on(locked)), -1.3],
    ['risk', risk('x', on(locked)), -1],
    ['against strong', against.strong('x', on(locked)), -2.5],
  ])('%s', (_, sign, weight) => {
    expect(judge([sign], [yes(locked)])[1]).toBe(weight);
    expect(judge([sign], [no(locked)])[1]).toBe(-1.5);
    expect(judge([sign], [])[1]).toBe(-1.5);
  });

  test.each([
    ['usual', -1, 'unlikely'],
    ['occasional', -1.5, 'unlikely'],
    ['rare', -2, 'unlikely'],
  ] as const)('prior of %s', (usual, weight, band) => {
    expect(judge([], [], { usual })).toEqual([band, weight]);
  });

  test('the bands begin at their floors exactly', () => {
    const signs = [
      weak('a', on('account.locked')),
      weak('b', on('account.disabled')),
      weak('c', on('account.expired')),
    ];
    const facts = [yes('account.locked'), yes('account.disabled'), yes('account.expired')];
    expect(
      judge([...signs, fair('d', on('account.mustChange'))], [...facts, yes('account.mustChange')]),
    ).toEqual(['possible', -0.4]);
    const floor = [
      fair('a', on('account.locked')),
      weak('b', on('account.disabled')),
      weak('c', on('account.expired')),
    ];
    expect(judge([...floor], facts, { usual: 'occasional' })).toEqual(['possible', -0.6]);
    expect(
      judge(
        [
          strong('a', on('account.locked')),
          weak('b', on('account.disabled')),
          weak('c', on('account.expired')),
        ],
        facts,
      ),
    ).toEqual(['possible', -0.1]);
    expect(
      judge(
        [
          strong('a', on('account.locked')),
          weak('b', on('account.disabled')),
          weak('c', on('account.expired')),
          weak('d', on('account.mustChange')),
          weak('e', on('account.passwordExpired')),
        ],
        [...facts, yes('account.mustChange'), yes('account.passwordExpired')],
      ),
    ).toEqual(['likely', 0.3]);
  });

  test('of a group only the strongest counts', () => {
    const signs = [
      strong('a', on(locked, { group: 'g' })),
      fair('b', on(locked, { group: 'g' })),
      weak('c', on(locked)),
    ];
    expect(judge(signs, [yes(locked)])[1]).toBe(-0.3);
  });
});

describe('the popup', () => {
  const shown = (kind: string) => fact('popup.kind', kind, 'told');
  test.each([
    [[shown('credential')], -1.5],
    [[shown('restart')], -2.5],
    [[shown('other')], -1.5],
    [[shown('gone')], -1.5],
    [[], -1.5],
    [[shown('credential'), fact('popup.chain', ['restart', 'credential'], 'told')], -2.5],
    [[shown('restart'), fact('popup.chain', ['credential'], 'told')], -1.5],
    [[fact('popup.statusBar', 'disconnected', 'told')], -2.5],
  ])('%j', (facts, weight) => {
    expect(judge([], facts)[1]).toBe(weight);
  });
});

describe('musts', () => {
  const signs = [must('m', on('mailbox.moved')), proof('p', on(locked))];
  test.each([
    ['seen true weighs nothing', [yes('mailbox.moved'), yes(locked)], ['confirmed', 1.5]],
    ['seen false rules out', [no('mailbox.moved'), yes(locked)], ['ruled-out', 1.5]],
    ['pasted false rules out', [no('mailbox.moved', 'pasted'), yes(locked)], ['ruled-out', 1.5]],
    ['told false is strong against', [no('mailbox.moved', 'told'), yes(locked)], ['confirmed', 0.5]],
    ['unseen caps at possible', [yes(locked)], ['possible', 1.5]],
  ] as const)('%s', (_, facts, expected) => {
    expect(judge(signs, facts)).toEqual(expected);
  });

  test('with risks alone stay possible', () => {
    const risky = [
      must('m', on('mailbox.moved')),
      ...['locked', 'disabled', 'expired', 'mustChange'].map((leaf) => risk(leaf, on(`account.${leaf}`))),
    ];
    const facts = [
      yes('mailbox.moved'),
      ...['locked', 'disabled', 'expired', 'mustChange'].map((leaf) => yes(`account.${leaf}`)),
    ];
    expect(judge(risky, facts)).toEqual(['possible', 0.5]);
    expect(judge([...risky, weak('w', on('scope.vpn'))], [...facts, yes('scope.vpn')])).toEqual([
      'likely',
      0.7,
    ]);
  });
});

describe('proofs', () => {
  const signs = [proof('p', on('client.domainJoined'))];
  const told = (from: Source) => [fact('client.domainJoined', true, from)];
  test.each([
    ['probe', 'server-authentication', 'confirmed', 1.5],
    ['log', 'server-authentication', 'confirmed', 1.5],
    ['pasted', 'server-authentication', 'likely', 1.5],
    ['pasted', 'client', 'confirmed', 1.5],
    ['told', 'client', 'possible', -0.5],
  ] as const)('%s on the side %s', (from, side, band, weight) => {
    expect(judge(signs, told(from), { side })).toEqual([band, weight]);
  });

  test('a pasted proof confirms ep-tls-inspection too', () => {
    expect(judge(signs, told('pasted'), { id: 'ep-tls-inspection', side: 'extended-protection' })[0]).toBe(
      'confirmed',
    );
  });

  test('lean on the weakest fact they read', () => {
    const both: Sign = proof('p', {
      ...on(locked),
      when: (seen) => (seen.flag(locked) === true && seen.flag('scope.vpn') === true) || undefined,
    });
    expect(judge([both], [yes(locked), yes('scope.vpn', 'told')])).toEqual(['possible', -0.5]);
    expect(judge([both], [yes(locked), yes('scope.vpn', 'probe')])).toEqual(['confirmed', 1.5]);
  });

  test('do not lean on what was told when they hold without it', () => {
    const either = proof('p', {
      ...on(locked),
      when: (seen) => {
        const [one, other] = [seen.flag(locked), seen.flag('scope.vpn')];
        return one === true || other === true ? true : undefined;
      },
    });
    expect(judge([either], [yes(locked), yes('scope.vpn', 'told')])).toEqual(['confirmed', 1.5]);
  });

  test('from memory only are strong until a log line agrees', () => {
    const unverified = proof('p', on(locked, { unverified: true }));
    const line: Sign = weak('l', {
      when: (seen) => seen.someElement('log', (one) => one.signature === 'locked'),
      says: () => 'locked',
      shown: { 'log[]': [{ signature: 'locked' }] },
      cleared: {},
    });
    expect(judge([unverified, line], [yes(locked)])).toEqual(['possible', -0.5]);
    const logged = fact('log[]', { signature: 'locked' }, 'log');
    expect(judge([unverified, line], [yes(locked), logged])).toEqual(['confirmed', 1.7]);
  });
});

describe('what our own account met', () => {
  const path = 'mapi[m.example@ex16a/nspi].ntlmStatus';
  const sign = strong('refused', {
    ownAccount: true,
    when: (seen) => seen.is(path, 401),
    says: () => 'refused',
    shown: { [path]: 401 },
    cleared: { [path]: 200 },
  });
  const refused = fact(path, 401, 'probe');
  const usable = fact('control.probeAccountUsable', true, 'probe');
  const target = fact('control.knownGoodTarget', 'ex16a/autodiscover', 'probe');
  test.each([
    [[refused], -1.5],
    [[refused, usable], -1.5],
    [[refused, usable, fact('control.knownGoodTarget', '', 'probe')], -1.5],
    [[refused, fact('control.probeAccountUsable', false, 'probe'), target], -1.5],
    [[refused, usable, target], -0.5],
    [[fact(path, 401, 'pasted')], -0.5],
  ])('%j', (facts, weight) => {
    expect(judge([sign], facts)[1]).toBe(weight);
  });
});

test('a cause that may never come first stays at the floor of possible', () => {
  const signs = [proof('p', on(locked))];
  const neverFirst: NonNullable<Cause['neverFirst']> = (seen) => seen.flag('scope.vpn');
  expect(judge(signs, [yes(locked), yes('scope.vpn', 'told')], { neverFirst })).toEqual(['possible', -0.7]);
  expect(judge(signs, [yes(locked), no('scope.vpn', 'told')], { neverFirst })).toEqual(['confirmed', 1.5]);
  expect(judge([], [yes('scope.vpn', 'told')], { neverFirst })).toEqual(['unlikely', -1.5]);
});

test('a sign that fails is unseen and costs the others nothing', () => {
  const broken = strong('broken', {
    ...on(locked),
    when: () => {
      throw new Error('no such thing');
    },
  });
  const judged = judgeCause(causeOf([broken, fair('f', on(locked))]), bench(indexed(caseOf([yes(locked)]))));
  expect(judged.weight).toBe(-1);
  expect(judged.signs[0]?.why).toContain('no such thing');
});

test('a sign that reads nothing decides nothing', () => {
  const groundless = strong('groundless', { ...on(locked), when: () => true });
  expect(judge([groundless], [yes(locked)])[1]).toBe(-1.5);
});

test('verdicts come by band, then weight, then id', () => {
  const causes = ['b', 'a', 'c'].map((id) => causeOf([], { id, usual: id === 'c' ? 'usual' : 'rare' }));
  expect(judgeAll(causes, bench(indexed(caseOf([])))).map(({ cause }) => cause.id)).toEqual(['c', 'a', 'b']);
});
