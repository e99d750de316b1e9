import type { FactValue } from '../facts.ts';
import type { NewFact } from '../looking/look.ts';

/** Collects facts of one controller, leaving out what it did not tell. */
export function stating(by: string) {
  const facts: NewFact[] = [];
  return {
    facts,
    /** States a fact with the attribute it comes from; undefined states nothing. */
    state(fact: string, value: FactValue | undefined, attribute: string): void {
      if (value !== undefined) facts.push({ fact, value, from: 'directory', source: `${by} ${attribute}` });
    },
  };
}
