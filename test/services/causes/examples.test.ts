import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../services/catalogue.ts';
import { judge, truthOf } from './judging.ts';

const { causes } = await loadCatalogue();
// A refusal that our own account met counts only after it was let in elsewhere.
const control = { 'control.probeAccountUsable': true, 'control.knownGoodTarget': 'ex16a' };

describe.each(causes.map((cause) => [cause.id, cause] as const))('%s', (_, cause) => {
  test.each(cause.signs.map((sign) => [sign.id, sign] as const))(
    '%s holds when shown, not when cleared',
    (id, sign) => {
      expect(truthOf(judge(cause, control, sign.shown), id)).toBe(true);
      expect(truthOf(judge(cause, control, sign.cleared), id)).toBe(false);
    },
  );
  test('nothing seen shows nothing', () => {
    const judged = judge(cause, {});
    expect(judged.signs.filter(({ truth }) => truth !== undefined)).toEqual([]);
    expect(judged.band).toBe('unlikely');
  });
});
