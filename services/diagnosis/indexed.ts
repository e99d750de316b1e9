import type { CaseFile } from '../case-file.ts';
import { type Blind, type Fact, pathId } from '../facts.ts';
import { timeOf } from '../time.ts';
import { type Enumeration, enumeratedBy, groupOf, keyOf, listing } from './enumeration.ts';

import { type Candidate, changesOf, sameValue, winning } from './order.ts';
import type { Disagreement } from './types.ts';

export type ElementGroup = 'log' | 'tried' | 'connections';
export interface IndexedElement {
  readonly path: string;
  readonly fact: Fact;
}

/** A case made ready for reading: one winning fact a leaf, keys by group, elements in order. */
export interface Indexed {
  readonly mailbox: string;
  readonly now: number;
  /** By path id. */
  fact(id: string): Fact | undefined;
  /** Keys that a fact names; with `unseen`, also those that only a blind entry names. */
  keys(group: string, unseen?: 'unseen'): readonly string[];
  /** The facts by which a group is known to be whole, undefined when it is open. */
  enumeratedBy(group: string): readonly Fact[] | undefined;
  readonly enumeration: Enumeration;
  elements(group: ElementGroup): readonly IndexedElement[];
  /** The blind entry that covers a path. */
  blind(id: string): Blind | undefined;
}

/** Whether a blind entry covers a path: itself, its key or its group. */
export function covers(blindId: string, id: string): boolean {
  if (blindId === id || blindId.toLowerCase() === id.toLowerCase()) return true;
  if (!id.startsWith(blindId.endsWith(']') ? blindId.slice(0, -1) : blindId)) return false;
  const next = id[blindId.endsWith(']') ? blindId.length - 1 : blindId.length];
  // `hotfixes[ex10a]` covers `hotfixes[ex10a/kb3140410].listed`.
  return blindId.endsWith(']') ? next === ']' || next === '/' : next === '.' || next === '[';
}

/** What a case says, path by path, before anything wins. */
export interface Sorted {
  readonly leaves: ReadonlyMap<string, readonly Candidate[]>;
  readonly elements: Readonly<Record<ElementGroup, readonly IndexedElement[]>>;
  /** Facts of a bare keyed group: looked, none. */
  readonly none: ReadonlyMap<string, readonly Fact[]>;
}

function sorted(facts: readonly Fact[]): Sorted {
  const leaves = new Map<string, Candidate[]>();
  const elements: Record<ElementGroup, IndexedElement[]> = { log: [], tried: [], connections: [] };
  const none = new Map<string, Fact[]>();
  const counts: Record<ElementGroup, number> = { log: 0, tried: 0, connections: 0 };
  for (const [position, fact] of facts.entries()) {
    const id = pathId(fact.fact);
    if (id.endsWith('[]')) {
      const group = id.slice(0, -2) as ElementGroup; // only the three element groups are written with []
      const path = `${group}[${counts[group]++}]`;
      if (Array.isArray(fact.value)) none.set(group, [...(none.get(group) ?? []), fact]);
      else elements[group].push({ path, fact });
    } else if (!id.includes('.')) none.set(id, [...(none.get(id) ?? []), fact]);
    else {
      const candidate = { fact, position, at: Date.parse(fact.at) };
      const beside = leaves.get(id);
      if (beside === undefined) leaves.set(id, [candidate]);
      else beside.push(candidate);
    }
  }
  return { leaves, elements, none };
}

/** Reads a case once: everything after it works on this. */
export function indexed(caseFile: CaseFile): Indexed & { readonly disagreements: readonly Disagreement[] } {
  const { leaves, elements, none } = sorted(caseFile.facts);
  const winners = new Map<string, Fact>();
  const disagreements: Disagreement[] = [];
  const settle = (id: string, candidates: readonly Candidate[], changedAt: number | undefined): void => {
    const { fact: used } = winning(groupOf(id), candidates, changedAt);
    winners.set(id, used);
    if (candidates.length === 1) return;
    for (const { fact: other } of candidates) {
      if (other !== used && !sameValue(used.value, other.value))
        disagreements.push({ fact: used.fact, used, other });
    }
  };
  const contested = [...leaves].filter(([, candidates]) => candidates.length > 1);
  for (const [id, candidates] of leaves) if (candidates.length === 1) settle(id, candidates, undefined);
  // Times of change settle first: the others may yield to them.
  const changes = (id: string): readonly string[] =>
    changesOf(groupOf(id), keyOf(id), id.slice(id.lastIndexOf('.') + 1));
  contested.sort(([left], [right]) => changes(left).length - changes(right).length);
  for (const [id, candidates] of contested) {
    const times = changes(id).flatMap((change) => timeOf(winners.get(change)?.value) ?? []);
    settle(id, candidates, times.length === 0 ? undefined : Math.max(...times));
  }

  const keys = new Map<string, Set<string>>();
  for (const id of leaves.keys()) {
    const key = keyOf(id);
    const group = groupOf(id);
    if (key === undefined || group === 'client') continue;
    const known = keys.get(group);
    if (known === undefined) keys.set(group, new Set([key]));
    else known.add(key);
  }
  const blind = caseFile.blind.map((entry) => ({ entry, id: pathId(entry.fact) }));
  const unseenKeys = new Map<string, Set<string>>();
  for (const { id } of blind) {
    const key = keyOf(id);
    if (key === undefined) continue;
    unseenKeys.set(groupOf(id), (unseenKeys.get(groupOf(id)) ?? new Set<string>()).add(key));
  }
  const enumeration: Enumeration = {
    none,
    blind: new Set(blind.map(({ id }) => id)),
    ...listing([...leaves].map(([id, candidates]) => [id, candidates.map(({ fact }) => fact)] as const)),
  };
  for (const [group, facts] of none) {
    const element = group in elements ? elements[group as ElementGroup][0]?.fact : undefined; // group was just found to be one
    const beside = element ?? winners.get([...leaves.keys()].find((id) => id.startsWith(`${group}[`)) ?? '');
    for (const other of facts)
      if (beside !== undefined) disagreements.push({ fact: other.fact, used: beside, other });
  }
  return {
    mailbox: caseFile.mailbox,
    now: Date.parse(caseFile.at),
    disagreements,
    fact: (id) => winners.get(id),
    keys: (group, unseen) => {
      const seen = [...(keys.get(group) ?? [])];
      if (unseen === undefined) return seen;
      return [
        ...seen,
        ...[...(unseenKeys.get(group) ?? [])].filter((key) => keys.get(group)?.has(key) !== true),
      ];
    },
    enumeration,
    enumeratedBy: (group) => enumeratedBy(group, enumeration, [...(keys.get('servers') ?? [])]),
    elements: (group) => elements[group],
    blind: (id) => blind.find((entry) => covers(entry.id, id))?.entry,
  };
}
