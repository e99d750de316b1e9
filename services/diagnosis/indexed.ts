import type { CaseFile } from '../case-file.ts';
import type { Blind, Fact } from '../facts.ts';
import { timeOf } from '../time.ts';
import { disagreeing } from './disagreements.ts';
import { enumeratedBy, type Listing, lists, serverNamed } from './enumeration.ts';
import { once, perGroup } from './lazily.ts';
import { belief, type Noted } from './notes.ts';
import { winning } from './order.ts';
import { type PathParts, pathParts } from './path-parts.ts';
import type { Disagreement } from './types.ts';

export type ElementGroup = 'log' | 'tried' | 'connections';
export interface IndexedElement {
  readonly path: string;
  readonly fact: Fact;
  /** Both, as whoever reads it notes them. */
  readonly noted: Noted;
}
/** An element at its place in its list. */
export function elementAt(group: string, position: number, fact: Fact): IndexedElement {
  const path = `${group}[${position}]`;
  return { path, fact, noted: [path, fact] };
}

/** A case made ready for reading: one winning fact a leaf, keys by group, elements in order. */
export interface Indexed {
  readonly mailbox: string;
  readonly now: number;
  /** The belief in the best source of all its facts: 0 told, 1 pasted, 2 seen by ourselves. */
  readonly strongest: number;
  /** By path id. */
  fact(id: string): Fact | undefined;
  /** Keys that a fact names; with `unseen`, also those that only a blind entry names. */
  keys(group: string, unseen?: 'unseen'): readonly string[];
  /** Facts by which a group is known to be whole, undefined when it is open. */
  enumeratedBy(group: string): readonly Fact[] | undefined;
  elements(group: ElementGroup): readonly IndexedElement[];
  /** The blind entry that covers a path. */
  blind(id: string): Blind | undefined;
}
/** A whole case, with what putting other facts into it needs. */
export interface CaseIndex extends Indexed {
  readonly disagreements: readonly Disagreement[];
  /** Paths with several facts, which may win in turn when a time of change is another one. */
  readonly contested: ReadonlyMap<string, readonly Fact[]>;
  readonly listing: Listing;
  /** The winning facts of a group, "looked, none" among them. */
  inGroup(group: string): readonly Fact[];
}

/** Whether a blind entry covers a path: itself, its key or its group. */
export function covers(blindId: string, id: string): boolean {
  if (blindId === id || blindId.toLowerCase() === id.toLowerCase()) return true;
  if (!id.startsWith(blindId.endsWith(']') ? blindId.slice(0, -1) : blindId)) return false;
  const next = id[blindId.endsWith(']') ? blindId.length - 1 : blindId.length];
  // `hotfixes[ex10a]` covers `hotfixes[ex10a/kb3140410].listed`.
  return blindId.endsWith(']') ? next === ']' || next === '/' : next === '.' || next === '[';
}

/** The winner of a contested path; `timed` gives the fact that states a time of change. */
export function settled(
  { group, changes }: PathParts,
  facts: readonly Fact[],
  timed: (id: string) => Fact | undefined,
): Fact {
  const times = changes.flatMap((change) => timeOf(timed(change)?.value) ?? []);
  return winning(group, facts, times.length === 0 ? undefined : Math.max(...times));
}

/** What a case says, sorted in one pass over its facts. */
interface Sorted {
  /** The first fact of each path; where there are more, they are contested. */
  readonly firsts: ReadonlyMap<string, Fact>;
  readonly contested: ReadonlyMap<string, readonly Fact[]>;
  /** The leaves of each group, once each, in the order of the file. */
  readonly paths: ReadonlyMap<string, readonly PathParts[]>;
  readonly elements: Readonly<Record<ElementGroup, readonly IndexedElement[]>>;
  readonly none: ReadonlyMap<string, readonly Fact[]>;
}

function sorted(facts: readonly Fact[]): Sorted {
  const firsts = new Map<string, Fact>();
  const contested = new Map<string, Fact[]>();
  const paths = new Map<string, PathParts[]>();
  const elements: Record<ElementGroup, IndexedElement[]> = { log: [], tried: [], connections: [] };
  const counts: Record<ElementGroup, number> = { log: 0, tried: 0, connections: 0 };
  const none = new Map<string, Fact[]>();
  for (const fact of facts) {
    const parts = pathParts(fact.fact);
    const { id, group, kind } = parts;
    if (kind === 'leaf') {
      const before = firsts.get(id);
      if (before === undefined) {
        firsts.set(id, fact);
        const beside = paths.get(group);
        if (beside === undefined) paths.set(group, [parts]);
        else beside.push(parts);
      } else {
        const others = contested.get(id);
        if (others === undefined) contested.set(id, [before, fact]);
        else others.push(fact);
      }
      continue;
    }
    const list = group as ElementGroup; // only the three element groups are written with []
    const position = kind === 'element' ? counts[list]++ : 0;
    if (kind === 'bare' || Array.isArray(fact.value)) none.set(group, [...(none.get(group) ?? []), fact]);
    else elements[list].push(elementAt(group, position, fact));
  }
  return { firsts, contested, paths, elements, none };
}

const nothing: readonly never[] = [];

/** Reads a case once: everything after it works on this. */
export function indexed(caseFile: CaseFile): CaseIndex {
  const { firsts, contested, paths, elements, none } = sorted(caseFile.facts);
  const settledYet = new Map<string, Fact>();
  const winner = (id: string): Fact | undefined => {
    const facts = contested.get(id);
    if (facts === undefined) return firsts.get(id);
    const known = settledYet.get(id);
    if (known !== undefined) return known;
    // A time of change yields to no other one, so this asks no deeper than once.
    const found = settled(pathParts(id), facts, winner);
    settledYet.set(id, found);
    return found;
  };

  const ofGroup = (group: string): readonly PathParts[] => paths.get(group) ?? nothing;
  const factsOf = (id: string): readonly Fact[] => {
    const only = firsts.get(id);
    return contested.get(id) ?? (only === undefined ? nothing : [only]);
  };
  const blind = once(() => caseFile.blind.map((entry) => ({ entry, parts: pathParts(entry.fact) })));
  const keysIn = (parts: readonly PathParts[]): readonly string[] =>
    parts.flatMap(({ key }) => (key === undefined || key === '' ? [] : [key]));
  const keys = perGroup((group) => [...new Set(keysIn(ofGroup(group)))]);
  const unseenToo = perGroup((group) => {
    const named = blind()
      .map(({ parts }) => parts)
      .filter((parts) => parts.group === group);
    return [...new Set([...keys(group), ...keysIn(named)])];
  });
  const listing: Listing = {
    none,
    blind: new Set(caseFile.blind.map(({ fact }) => pathParts(fact).id)),
    listed: perGroup((group) =>
      ofGroup(group).flatMap((parts): readonly (readonly [string, Fact])[] => {
        const fact = factsOf(parts.id).find((one) => lists(parts, one));
        return fact === undefined ? [] : [[parts.id, fact]];
      }),
    ),
    elsewhere: once(() => {
      const named = [...paths.values()].flat().map((parts): readonly [string, string | undefined] => {
        const [first] = factsOf(parts.id);
        return [parts.id, first === undefined ? undefined : serverNamed(parts, first)];
      });
      return new Map(
        named.flatMap(([id, server]): [string, string][] => (server === undefined ? [] : [[id, server]])),
      );
    }),
  };
  const some = (group: string): Fact | undefined =>
    elements[group as ElementGroup]?.[0]?.fact ?? winner(ofGroup(group)[0]?.id ?? ''); // undefined for other groups
  const disagreements = once(() => disagreeing({ contested, winner, none, some }));
  return {
    mailbox: caseFile.mailbox,
    now: Date.parse(caseFile.at),
    strongest: caseFile.facts.reduce((best, { from }) => Math.max(best, belief(from)), 0),
    get disagreements() {
      return disagreements();
    },
    contested,
    listing,
    inGroup: perGroup((group) => [
      ...(none.get(group) ?? nothing),
      ...ofGroup(group).flatMap(({ id }) => winner(id) ?? []),
    ]),
    fact: winner,
    keys: (group, unseen) => (unseen === undefined ? keys(group) : unseenToo(group)),
    enumeratedBy: perGroup((group) => enumeratedBy(group, listing, () => keys('servers'))),
    elements: (group) => elements[group],
    blind: (id) => blind().find(({ parts }) => covers(parts.id, id))?.entry,
  };
}
