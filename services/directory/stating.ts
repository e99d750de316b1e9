import type { Blind, FactValue } from '../facts.ts';
import type { NewFact } from '../looking/look.ts';

/** Collects facts of one controller, leaving out what it did not tell, and why parts are unseen. */
export function stating(by: string) {
  const facts: NewFact[] = [];
  const blind: Blind[] = [];
  return {
    facts,
    blind,
    /** States a fact with the attribute it comes from; undefined states nothing. */
    state(fact: string, value: FactValue | undefined, attribute: string): void {
      if (value !== undefined) facts.push({ fact, value, from: 'directory', source: `${by} ${attribute}` });
    },
    unseen(fact: string, why: string): void {
      blind.push({ fact, why });
    },
  };
}

/** What a part of a look brings. */
export interface Part {
  readonly facts: readonly NewFact[];
  readonly blind: readonly Blind[];
}
/** Several parts as one. */
export const together = (...parts: readonly Part[]): Part => ({
  facts: parts.flatMap(({ facts }) => facts),
  blind: parts.flatMap(({ blind }) => blind),
});
