import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caseCard } from '../../../dialogs/cards/case.ts';
import { type Card, sizeOf } from '../../../dialogs/cards/elements.ts';
import {
  casesCard,
  helpCard,
  isThisYouCard,
  mirrorCard,
  movedCard,
  notUnderstoodCard,
  pendingCard,
  sentenceCard,
  welcomeCard,
} from '../../../dialogs/cards/short.ts';
import type { CaseView, PlanView } from '../../../services/desk/types.ts';
import { textOf } from '../../bot/connector-server.ts';
import { planExample } from '../../bot/desk-in-memory.ts';
import { caseExample, catalogueExample, diagnosisExample, verdictExample } from '../examples.ts';
import { faultsOf } from './check.ts';

const { diagnosis: _none, ...undiagnosed } = caseExample();
const settled: PlanView = planExample({
  state: 'succeeded',
  outcome: 'server-side-clean',
  decidedBy: { entraId: 'aron', name: 'Aron Approver' },
  decidedAt: '2026-11-20T10:05:00.000Z',
  steps: [
    { target: 'ex16a', state: 'succeeded', says: 'process 4711 ended, 4902 started at 10:05' },
    { target: 'ex16b', state: 'succeeded', says: 'process 812 ended, 990 started at 10:06' },
  ],
  comparison: [{ fact: 'log[]', before: 'ex16b sends her to ex16a', after: 'no such line since 10:06' }],
});
const states: Readonly<Record<string, CaseView>> = {
  looking: {
    ...undiagnosed,
    state: 'looking',
    progress: { done: 3, total: 12, latest: 'Autodiscover on each front end' },
  },
  'refused-input': {
    ...undiagnosed,
    state: 'refused-input',
    says: 'The directory knows no anna@contoso.example.',
  },
  failed: { ...undiagnosed, state: 'failed', says: 'No worker took the look within 20 s.' },
  verdict: caseExample(),
  'nothing-found': caseExample({
    diagnosis: { ...diagnosisExample, verdicts: [{ ...verdictExample, band: 'unlikely' }], remedies: [] },
  }),
  requested: caseExample({ plan: planExample({}) }),
  running: caseExample({
    plan: planExample({ state: 'running', steps: [{ target: 'ex16a', state: 'running', says: '' }] }),
  }),
  rejected: caseExample({
    plan: planExample({
      state: 'rejected',
      decidedBy: { entraId: 'o', name: 'Olga' },
      decisionReason: 'Not now',
    }),
  }),
  expired: caseExample({ plan: planExample({ state: 'expired' }) }),
  outcome: caseExample({ plan: settled, withHelpdesk: true }),
  gone: caseExample({ plan: settled, userSays: 'gone' }),
};
const places = ['helpdesk', 'approver', 'user'] as const;
const drawn = Object.entries(states).flatMap(([state, view]) =>
  places.flatMap((place) => {
    const audience = place === 'user' ? 'user' : 'helpdesk';
    const card = caseCard({ ...view, audience }, place, catalogueExample);
    return card === undefined ? [] : [[`${place} ${state}`, card] as const];
  }),
);
const roles = { helpdesk: true, approver: true };
const short: readonly (readonly [string, Card])[] = [
  ['welcome', welcomeCard(roles)],
  ['help', helpCard(roles)],
  ['not understood', notUnderstoodCard('make me a sandwich', roles)],
  ['sentence', sentenceCard('That is so.', 'And this is the way on.')],
  ['is this you', isThisYouCard({ displayName: 'Anna Adler', mailbox: 'anna@contoso.example' }, 'nonce')],
  ['cases', casesCard(Object.values(states))],
  ['pending', pendingCard([planExample({})])],
  ['mirror', mirrorCard(caseExample())],
  ['moved', movedCard(caseExample())],
];

describe('every card in every state', () => {
  test.each([...drawn, ...short])('%s is read by the real parser and keeps the rules', (_name, card) => {
    expect(faultsOf(card)).toEqual([]);
  });
  test.each(drawn)('%s is as it was', (_name, card) => {
    expect(textOf(card)).toMatchSnapshot();
  });
});

test('the parser does find faults', () => {
  const card = sentenceCard('x');
  const wrong = { ...card, body: [{ type: 'TextBlok', text: 'x' }] } as unknown as Card; // wrong on purpose
  expect(faultsOf(wrong)).not.toEqual([]);
});

test('the verdict card as JSON is the agreed one', () => {
  expect(caseCard(caseExample(), 'helpdesk', catalogueExample)).toMatchSnapshot();
});

test('the sections come in the agreed order', () => {
  const text = textOf(caseCard(caseExample(), 'helpdesk', catalogueExample));
  const order = [
    'Moved 07:00 UTC, 3 h before',
    'CONFIRMED CAUSE',
    'Next step: ',
    '[Request recycle]',
    'WHY',
    'AGAINST',
    'NOT SEEN',
    'WOULD CHANGE MY MIND',
    'ALSO CONSIDERED',
  ];
  const at = order.map((title) => text.indexOf(title));
  expect(at).toEqual([...at].sort((one, other) => one - other));
  expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
});

test('evidence says value, source and age', () => {
  const text = textOf(caseCard(caseExample(), 'helpdesk', catalogueExample));
  expect(text).toContain('The mailbox was moved 3 h ago.  dc1 msDS-ReplValueMetaData homeMDB · now');
  expect(text).toContain('ex16b http-proxy log · 19 min ago');
});

test('an action that is not offered has no button and says why', () => {
  const [first, ...rest] = diagnosisExample.remedies;
  if (first === undefined) throw new Error('the example has a remedy');
  const refused = { ...first, offered: false, why: 'The start of the pool was not seen.' };
  const card = caseCard(
    caseExample({ diagnosis: { ...diagnosisExample, remedies: [refused, ...rest] } }),
    'helpdesk',
    catalogueExample,
  );
  expect(textOf(card)).toContain(
    'NOT OFFERED – Recycle the Autodiscover pool on every front end: The start of the pool was not seen.',
  );
  expect(textOf(card)).not.toContain('[Request recycle]');
});

test('a settled approval has no buttons', () => {
  for (const state of ['rejected', 'expired', 'outcome']) {
    const card = caseCard(states[state] ?? caseExample(), 'approver', catalogueExample);
    expect(JSON.stringify(card)).not.toContain('Action.');
  }
});

test('foreign words stay words: they stand where markdown means nothing', () => {
  const evil = '[press me](https://evil.example) **bold** <b>x</b>';
  const card = caseCard(
    caseExample({
      mailbox: evil,
      diagnosis: {
        ...diagnosisExample,
        verdicts: [{ ...verdictExample, for: [{ sign: 's', text: evil, facts: [], from: [] }] }],
      },
    }),
    'helpdesk',
    catalogueExample,
  );
  const blocks: string[] = [];
  JSON.stringify(card, (_key, node) => {
    if (node?.type === 'TextBlock') blocks.push(node.text);
    return node;
  });
  expect(blocks.join()).not.toContain('evil');
});

test('no card grows beyond 20 KB, whatever is in the case', () => {
  const long = fc.string({ minLength: 500, maxLength: 3_000 });
  fc.assert(
    fc.property(fc.array(long, { minLength: 8, maxLength: 20 }), (words) => {
      const sign = (text: string) => ({ sign: 's', text, facts: ['mailbox.movedAt', 'log[0]'], from: [] });
      const verdict = {
        ...verdictExample,
        for: words.map(sign),
        against: words.map(sign),
        unseen: words.map((why) => ({ sign: 's', facts: words.slice(0, 4), why })),
        wouldChange: [
          {
            set: words.map((value) => ({ fact: value, value, from: 'probe' as const })),
            band: 'unlikely' as const,
          },
        ],
      };
      const plan = planExample({
        why: words,
        against: words,
        impact: words,
        what: words.join(),
        command: words.join(),
        reason: words.join(),
        comparison: words.map((each) => ({ fact: each, before: each, after: each })),
        steps: words.map((says) => ({ target: says, state: 'succeeded', says })),
      });
      const diagnosis = {
        ...diagnosisExample,
        verdicts: [verdict, verdict, verdict],
        facts: diagnosisExample.facts.map((fact) => ({ ...fact, source: words.join() })),
      };
      for (const state of ['requested', 'succeeded', 'running'] as const) {
        const view = caseExample({ diagnosis, plan: { ...plan, state }, says: words.join() });
        for (const place of places) {
          const card = caseCard(
            { ...view, audience: place === 'user' ? 'user' : 'helpdesk' },
            place,
            catalogueExample,
          );
          if (sizeOf(card) > 20 * 1024) throw new Error(`${place} ${state}: ${sizeOf(card)}`);
        }
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
