import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Cause } from '../../../services/cause.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import type { Judged } from '../../../services/diagnosis/judge.ts';
import { mendFirst, remedyOffers } from '../../../services/diagnosis/mending.ts';
import type { Band } from '../../../services/diagnosis/types.ts';
import { action, advice, type Remedy } from '../../../services/remedy.ts';
import { caseOf, causeOf, fact } from './cases.ts';

const judged = (
  id: string,
  side: Cause['side'],
  band: Band,
  weight = 1,
  more: Partial<Cause> = {},
): Judged => ({
  cause: causeOf([], { id, side, ...more }),
  band,
  weight,
  signs: [],
  held: false,
  proven: band === 'confirmed',
  asked: new Set(),
});

test('what others rest on is mended first, expected behaviour not at all', () => {
  expect(
    mendFirst([
      judged('stale-profile', 'client', 'confirmed', 3),
      judged('secondary-mailbox-moved', 'moves', 'likely'),
      judged('mapi-vdir-auth', 'server-authentication', 'likely', 1),
      judged('server-patch-2008r2', 'server-authentication', 'likely', 2),
      judged('mailbox-move-by-design', 'moves', 'likely', 1, { byDesign: 'Expected.' }),
      judged('autodiscover-apppool-cache', 'autodiscover', 'likely'),
      judged('ipv6', 'network', 'likely', 0.4),
      judged('cert-expired', 'tls', 'likely', 0.5),
      judged('account-locked', 'account', 'likely', 0.3),
      judged('upn-smtp-mismatch', 'account', 'possible', 9),
    ]),
  ).toEqual([
    'account-locked',
    'cert-expired',
    'ipv6',
    'autodiscover-apppool-cache',
    'server-patch-2008r2',
    'mapi-vdir-auth',
    'secondary-mailbox-moved',
    'stale-profile',
  ]);
});

describe('remedies', () => {
  const words = { effect: 'person', consequences: '', rollback: '', verification: '', source: '' } as const;
  const told = advice({
    ...words,
    id: 'tell',
    title: 'Tell them',
    parameters: (seen) => ({ upn: seen.text('mailbox.upn') ?? '' }),
    when: () => ({ offered: true, why: 'It helps.' }),
    steps: () => [],
  });
  const done = action({
    ...words,
    id: 'do',
    title: 'Do it',
    effect: 'server',
    parameters: () => ({}),
    when: (_, { proven }) => ({ offered: true, why: proven ? 'A proof.' : 'Why not.' }),
    schema: z.object({}),
    targets: () => [],
    command: () => '',
    impact: () => [],
    limits: () => ({}),
    ifNothing: '',
    alternative: '',
    evidence: () => [],
    coolDownMs: 0,
  });
  const offered = (band: Band, remedies: readonly Remedy[] = [told, done]) =>
    remedyOffers(
      [judged('x', 'client', band, 1, { remedies: ['tell', 'do', 'gone'] })],
      remedies,
      indexed(caseOf([fact('mailbox.upn', 'anna@x.example')])),
    ).map(({ id, offered: yes, why }) => [id, yes, why]);

  test('of a confirmed cause are offered, with their parameters', () => {
    expect(offered('confirmed')).toEqual([
      ['tell', true, 'It helps.'],
      ['do', true, 'A proof.'],
    ]);
  });
  test('without a proof change no server', () => {
    expect(offered('likely')).toEqual([
      ['tell', true, 'It helps.'],
      ['do', false, 'Nothing proves x yet.'],
    ]);
  });
  test('are no advice on a mere possibility, and nothing below', () => {
    expect(offered('possible').map(([id, yes]) => [id, yes])).toEqual([
      ['tell', false],
      ['do', false],
    ]);
    expect(offered('unlikely')).toEqual([]);
    expect(offered('ruled-out')).toEqual([]);
  });
  test('that fail are not offered, and say so', () => {
    const broken = {
      ...told,
      when: () => {
        throw new Error('no host');
      },
    };
    expect(offered('confirmed', [broken])).toEqual([
      ['tell', false, 'Whether it may be offered could not be judged: no host'],
    ]);
  });
});
