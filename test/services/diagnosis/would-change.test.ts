import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CaseFile, formatCaseFile } from '../../../services/case-file.ts';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { against, must, proof, strong } from '../../../services/cause.ts';
import { bench } from '../../../services/diagnosis/bench.ts';
import { diagnose } from '../../../services/diagnosis/diagnose.ts';
import { exampleCase } from '../../../services/diagnosis/examples.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { judgeAll, judgeCause } from '../../../services/diagnosis/judge.ts';
import { createTrials } from '../../../services/diagnosis/trials.ts';
import { changedCase, overlaid } from '../../../services/diagnosis/what-if.ts';
import { type Fact, type Source, sources } from '../../../services/facts.ts';
import { bandsAfter } from '../../cases/replayed.ts';
import { caseOf, causeOf, fact } from './cases.ts';

const catalogue = await loadCatalogue();
const turns = (signs: Parameters<typeof causeOf>[0], file: CaseFile, more = {}) =>
  diagnose(file, { causes: [causeOf(signs, more)], remedies: [], findings: [] }).verdicts[0]?.wouldChange ??
  [];

const node = (name: string) => `autodiscover[auto.contoso.example@${name}].status`;
const everyNode200 = against.strong('every-node', {
  when: (seen) => seen.every('autodiscover', (key) => seen.is(`autodiscover[${key}].status`, 200)),
  says: () => 'every node answers',
  shown: { [node('ex16a')]: 200 },
  cleared: { [node('ex16a')]: 302 },
});
const locked = proof('locked', {
  when: (seen) => seen.flag('account.locked'),
  says: () => 'locked',
  shown: { 'account.locked': true },
  cleared: { 'account.locked': false },
});

describe('what would change a verdict', () => {
  test('is a fact nobody has looked at, put in as its natural source would tell it', () => {
    expect(turns([locked], caseOf([]))).toContainEqual({
      set: [{ fact: 'account.locked', value: true, from: 'directory' }],
      band: 'confirmed',
    });
  });

  test('comes in the names, the times and the mailbox of the case', () => {
    const line = strong('her-line', {
      when: (seen) =>
        seen.someElement(
          'log',
          (one) => one.anchor === `Smtp~${seen.mailbox}` && Date.parse(String(one.at)) < seen.now,
        ),
      says: () => 'a line',
      shown: {
        'log[]': [{ server: 'ex16a', anchor: 'Smtp~anna@contoso.example', at: '2026-11-20T09:00:00Z' }],
      },
      cleared: {
        'log[]': [{ server: 'ex16a', anchor: 'Smtp~other@contoso.example', at: '2026-11-20T09:00:00Z' }],
      },
    });
    const file = {
      ...caseOf([fact('servers[node1].exchange', '2016')], [], 'bert@fabrikam.example'),
      at: '2026-12-01T10:00:00Z',
    };
    expect(turns([line], file)[0]).toEqual({
      set: [
        {
          fact: 'log[]',
          value: { server: 'node1', anchor: 'Smtp~bert@fabrikam.example', at: '2026-12-01T09:00:00.000Z' },
          from: 'log',
        },
      ],
      band: 'possible',
    });
  });

  test('sets every node where a sign asks about every node', () => {
    const file = caseOf([
      yes('account.locked'),
      fact(node('n1'), 302, 'probe'),
      fact(node('n2'), 302, 'probe'),
    ]);
    expect(turns([locked, everyNode200], file, { usual: 'rare' })).toContainEqual({
      set: [
        { fact: node('n1'), value: 200, from: 'probe' },
        { fact: node('n2'), value: 200, from: 'probe' },
      ],
      band: 'possible',
    });
  });

  test('leaves out what makes no difference', () => {
    const both = strong('both', { ...locked, shown: { 'account.locked': true, 'account.disabled': false } });
    expect(turns([both], caseOf([]))[0]?.set).toEqual([
      { fact: 'account.locked', value: true, from: 'directory' },
    ]);
  });

  test('mends several musts at once where one is not enough', () => {
    const flagged = (id: string, path: string) =>
      must(id, {
        when: (seen) => seen.flag(path),
        says: () => id,
        shown: { [path]: true },
        cleared: { [path]: false },
      });
    const signs = [flagged('moved', 'mailbox.moved'), flagged('found', 'mailbox.found'), locked];
    const file = caseOf([fact('mailbox.moved', false), fact('mailbox.found', false), yes('account.locked')]);
    expect(turns(signs, file)).toEqual([
      {
        set: [
          { fact: 'mailbox.moved', value: true, from: 'directory' },
          { fact: 'mailbox.found', value: true, from: 'directory' },
        ],
        band: 'confirmed',
      },
    ]);
  });

  test('is nothing where nothing can', () => {
    expect(
      turns([], caseOf([fact('popup.kind', 'gone', 'told')]), {
        popups: ['credential', 'restart', 'certificate'],
      }),
    ).toEqual([]);
  });
});
const yes = (path: string) => fact(path, true);

const pool = catalogue.causes.flatMap(({ signs }) =>
  signs.flatMap(({ shown, cleared }) => [...exampleCase(shown).facts, ...exampleCase(cleared).facts]),
);
const time = fc
  .integer({ min: 0, max: 300 })
  .map((hours) => new Date(Date.parse('2026-11-20T10:00:00Z') - hours * 3600_000).toISOString());
const anyFact: fc.Arbitrary<Fact> = fc
  .tuple(
    fc.constantFrom(...pool),
    fc.constantFrom<Source | undefined>(undefined, undefined, ...sources),
    time,
  )
  .map(([one, from, at]) => ({ ...one, from: from ?? one.from, at }));
const anyCase: fc.Arbitrary<CaseFile> = fc.record({
  case: fc.constant('popup-desk/1' as const),
  mailbox: fc.constantFrom('anna@contoso.example', 'bert@fabrikam.example'),
  at: fc.constantFrom('2026-11-20T10:00:00Z', '2027-01-04T08:30:00+01:00'),
  facts: fc.array(anyFact, { maxLength: 60 }),
  blind: fc.array(
    fc.record({
      fact: fc.constantFrom('hotfixes', 'searched', 'log[]', 'pools', ...pool.map((one) => one.fact)),
      why: fc.constant('no'),
    }),
    { maxLength: 4 },
  ),
});

describe('over cases nobody wrote', () => {
  test('doing it to the file gives the announced band, for every cause', () => {
    fc.assert(
      fc.property(anyCase, (file) => {
        const text = formatCaseFile(file);
        for (const { cause, band, wouldChange } of diagnose(file, catalogue).verdicts) {
          const causes = catalogue.causes.filter(({ id }) => id === cause);
          for (const change of wouldChange) {
            expect(change.band).not.toBe(band);
            expect([cause, bandsAfter(text, change, { causes }).get(cause)]).toEqual([cause, change.band]);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the next look moves the verdicts it names', () => {
    fc.assert(
      fc.property(anyCase, (file) => {
        const { next, verdicts } = diagnose(file, catalogue);
        const bands = new Map(verdicts.map(({ cause, band }) => [cause, band]));
        if (next === null) return;
        expect(next.ask).toMatch(/^[^\n]+[.?]$/);
        expect(next.wouldChange.length).toBeGreaterThan(0);
        for (const { cause, from, to } of next.wouldChange) {
          expect(bands.get(cause)).toBe(from);
          expect(to).not.toBe(from);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('an overlay reads as the changed file does', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...catalogue.causes), fc.nat(), (file, cause, pick) => {
        const sign = cause.signs[pick % cause.signs.length];
        if (sign === undefined) return;
        const set = exampleCase(sign.shown).facts.map(({ fact: path, value, from }) => ({
          fact: path,
          value,
          from,
        }));
        const base = indexed(file);
        const over = judgeCause(cause, bench(overlaid(base, set)));
        const whole = judgeCause(cause, bench(indexed(changedCase(file, set))));
        expect([over.band, over.weight]).toEqual([whole.band, whole.weight]);
      }),
      { numRuns: 300 },
    );
  });

  test('judging only what was touched gives what judging everything does', () => {
    fc.assert(
      fc.property(anyCase, fc.array(anyFact, { minLength: 1, maxLength: 5 }), (file, put) => {
        const set = [...new Map(put.map((one) => [one.fact, one])).values()].map(
          ({ fact: path, value, from }) => ({ fact: path, value, from }),
        );
        const index = indexed(file);
        const on = bench(index, 'hearing');
        const trials = createTrials(index, on, judgeAll(catalogue.causes, on));
        const trial = trials.put(set);
        const whole = judgeAll(catalogue.causes, bench(indexed(changedCase(file, set))));
        const again = new Map(trials.judged.map((one) => [one.cause.id, trials.again(one, trial)]));
        for (const { cause, band, weight } of whole) {
          const got = again.get(cause.id);
          expect([cause.id, got?.band, got?.weight]).toEqual([cause.id, band, weight]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
