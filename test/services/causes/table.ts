import { describe, expect, test } from '@jest/globals';
import type { Cause, Example } from '../../../services/cause.ts';
import type { Band } from '../../../services/diagnosis/types.ts';
import { judge } from './judging.ts';

/** What is seen, the facts, and the band that the cause then has. */
export type Row = readonly [seen: string, facts: Example, band: Band | readonly Band[]];

/** A cause's table: rows that show it, that rule it out or speak against it, and that cannot see. */
export const table = (
  cause: Cause,
  kinds: Readonly<Record<'shows' | 'clears' | 'cannotSee', readonly Row[]>>,
) =>
  describe(cause.id, () => {
    for (const [kind, rows] of Object.entries(kinds)) {
      test.each(rows.map((row) => [...row] as const))(`${kind}: %s`, (_, facts, band) => {
        const judged = judge(cause, facts);
        const said = judged.signs
          .filter(({ truth }) => truth === true)
          .map(({ sign }) => `${sign.role} ${sign.id}`);
        expect({ band: judged.band, said }).toEqual({
          band: typeof band === 'string' ? band : expect.stringMatching(new RegExp(`^(${band.join('|')})$`)),
          said,
        });
      });
    }
  });
