import type { Fact, Source } from '../facts.ts';

/** A fact beside the path it is shown under (`log[3]` for an element). */
export type Noted = readonly [path: string, fact: Fact];
/** What was read: facts, and paths nobody could tell; either may be named more than once. */
export interface Notes {
  readonly facts: Noted[];
  readonly unseen: string[];
}

/** How far a source is believed: what was told least, what was pasted next, all that we saw ourselves most. */
export const belief = (source: Source): number => (source === 'told' ? 0 : source === 'pasted' ? 1 : 2);
/** The belief in the weakest fact of these notes. */
export function weakestBelief({ facts }: Notes): number {
  let weakest = 2;
  for (const [, { from }] of facts) weakest = Math.min(weakest, belief(from));
  return weakest;
}

export const emptyNotes = (): Notes => ({ facts: [], unseen: [] });
export function merge(into: Notes, { facts, unseen }: Notes): void {
  for (const noted of facts) into.facts.push(noted);
  for (const path of unseen) into.unseen.push(path);
}
/** The same notes, each thing named once. */
export const withoutRepeats = ({ facts, unseen }: Notes): Notes => ({
  facts: facts.length < 2 ? facts : [...new Set(facts)],
  unseen: unseen.length < 2 ? unseen : [...new Set(unseen)],
});
