import type { Fact, Source } from '../facts.ts';

/** A fact beside the path it is shown under (`log[3]` for an element). */
export type Noted = readonly [path: string, fact: Fact];
/** What was read: facts, and paths nobody could tell; either may be named more than once. */
export interface Notes {
  readonly facts: readonly Noted[];
  readonly unseen: readonly string[];
}

/** How far a source is believed: what was told least, what was pasted next, all that we saw ourselves most. */
export const belief = (source: Source): number => (source === 'told' ? 0 : source === 'pasted' ? 1 : 2);
/** The belief in the weakest of these facts, from one position to another. */
function weakest(facts: readonly Noted[], from: number, to: number): number {
  let least = 2;
  for (let position = from; position < to; position++) {
    const noted = facts[position];
    if (noted !== undefined) least = Math.min(least, belief(noted[1].from));
  }
  return least;
}
/** The belief in the weakest fact of these notes. */
export const weakestBelief = ({ facts }: Notes): number => weakest(facts, 0, facts.length);

/** The same notes, each thing named once. */
export const withoutRepeats = ({ facts, unseen }: Notes): Notes => ({
  facts: facts.length < 2 ? facts : [...new Set(facts)],
  unseen: unseen.length < 2 ? unseen : [...new Set(unseen)],
});

/** A place in a notebook, or the stretch from one place to another. */
export interface Mark {
  readonly facts: number;
  readonly unseen: number;
}
export interface Stretch {
  readonly from: Mark;
  readonly to: Mark;
}
/** Notes in the order in which they are taken; what a branch noted is a stretch of them, and may be struck out. */
export interface Notebook {
  note(noted: Noted): void;
  miss(path: string): void;
  copy(notes: Notes): void;
  mark(): Mark;
  since(mark: Mark): Notes;
  strike(mark: Mark): void;
  /** Strikes out only the facts noted since. */
  strikeFacts(mark: Mark): void;
  /** Keeps of all since then only these stretches, and of them only the best believed. */
  keepBest(mark: Mark, stretches: readonly Stretch[]): void;
}

const nothing: readonly never[] = [];

/** An empty notebook. */
export function createNotebook(): Notebook {
  const facts: Noted[] = [];
  const unseen: string[] = [];
  // Most readings note few things or none: what is empty is shared.
  const cut = <T>(list: readonly T[], from: number, to = list.length): readonly T[] =>
    from === to ? nothing : list.slice(from, to);
  const since = (mark: Mark, to?: Mark): Notes => ({
    facts: cut(facts, mark.facts, to?.facts),
    unseen: cut(unseen, mark.unseen, to?.unseen),
  });
  function strike(mark: Mark): void {
    facts.length = mark.facts;
    unseen.length = mark.unseen;
  }
  function copy(notes: Notes): void {
    for (const noted of notes.facts) facts.push(noted);
    for (const path of notes.unseen) unseen.push(path);
  }
  return {
    note: (noted) => {
      facts.push(noted);
    },
    miss: (path) => {
      unseen.push(path);
    },
    copy,
    mark: () => ({ facts: facts.length, unseen: unseen.length }),
    since,
    strike,
    strikeFacts: (mark) => {
      facts.length = mark.facts;
    },
    keepBest: (mark, stretches) => {
      const beliefs = stretches.map(({ from, to }) => weakest(facts, from.facts, to.facts));
      const best = Math.max(...beliefs);
      const kept = stretches
        .filter((_, position) => beliefs[position] === best)
        .map(({ from, to }) => since(from, to));
      strike(mark);
      for (const notes of kept) copy(notes);
    },
  };
}
