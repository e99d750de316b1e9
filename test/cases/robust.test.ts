import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../services/catalogue.ts';
import { must, proof } from '../../services/cause.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { caseOf, causeOf, fact } from '../services/diagnosis/cases.ts';
import { readCases } from './ranking.ts';
import { brokenPromises, turnedByLoss } from './robust.ts';

const catalogue = await loadCatalogue();
const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const cases = [...readCases(folder('./')).cases, ...readCases(folder('engine/')).cases];

describe.each(cases)('%s', (_, file) => {
  test('the decisive change gives the announced band, for every cause', () =>
    expect(brokenPromises(file, diagnose(file, catalogue), catalogue.causes)).toEqual([]));

  test('no missing fact turns a wrong cause into confirmed', () =>
    expect(turnedByLoss(file, catalogue.causes)).toEqual([]));
});

describe('what these tests would find', () => {
  const flag = (path: string) => ({
    when: (seen: Parameters<Parameters<typeof proof>[1]['when']>[0]) => seen.flag(path),
    says: () => path,
    shown: { [path]: true },
    cleared: { [path]: false },
  });

  test('a promise that is not kept', () => {
    const cause = causeOf([proof('locked', flag('account.locked'))]);
    const file = caseOf([]);
    const set = [{ fact: 'account.locked', value: true, from: 'told' as const }];
    const [verdict] = diagnose(file, { causes: [cause], remedies: [], findings: [] }).verdicts;
    if (verdict === undefined) throw new Error('the cause was not judged');
    const told = { ...verdict, wouldChange: [{ set, band: 'confirmed' as const }] };
    expect(brokenPromises(file, { verdicts: [told] }, [cause])).toMatchObject([
      { announced: 'confirmed', came: 'possible' },
    ]);
  });

  test('a proof that only another fact holds back by its must', () => {
    const bars = must('found', {
      ...flag('mailbox.found'),
      when: (seen) => (seen.get('account.expired') === undefined ? seen.flag('mailbox.found') : undefined),
    });
    const cause = causeOf([bars, proof('locked', flag('account.locked'))]);
    const file = caseOf([
      fact('mailbox.found', true),
      fact('account.locked', true),
      fact('account.expired', false),
    ]);
    expect(turnedByLoss(file, [cause])).toEqual([
      { without: 'facts[2] account.expired', confirmed: cause.id },
    ]);
  });
});
