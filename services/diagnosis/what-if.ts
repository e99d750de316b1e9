import type { CaseFile } from '../case-file.ts';
import { type Fact, pathId } from '../facts.ts';
import { enumeratedBy, namesServer, type Put } from './enumeration.ts';
import type { SetFact } from './examples.ts';
import {
  type CaseIndex,
  type ElementGroup,
  elementAt,
  type Indexed,
  type IndexedElement,
  settled,
} from './indexed.ts';
import { perGroup } from './lazily.ts';
import { belief } from './notes.ts';
import { isChange, pathParts } from './path-parts.ts';
import { questions } from './questions.ts';

/**
 * The case with every fact and blind entry of the paths of `set` taken out, and `set` put in: what somebody would do
 * to the file by hand.
 */
export function changedCase(caseFile: CaseFile, set: readonly SetFact[]): CaseFile {
  const paths = new Set(set.map(({ fact }) => pathId(fact)));
  const outside = ({ fact }: { readonly fact: string }): boolean => !paths.has(pathId(fact));
  return {
    ...caseFile,
    facts: [...caseFile.facts.filter(outside), ...factsOf(set, caseFile.at)],
    blind: caseFile.blind.filter(outside),
  };
}
const factsOf = (set: readonly SetFact[], at: string): readonly Fact[] =>
  set.map(({ fact, value, from }) => ({ fact, value, from, source: '', at, vantage: '' }));

interface Sorted extends Put {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly elements: ReadonlyMap<string, readonly IndexedElement[]>;
}
function sorted(set: readonly SetFact[], base: Indexed): Sorted {
  const leaves = new Map<string, Fact>();
  const keys = new Map<string, string[]>();
  const elements = new Map<string, IndexedElement[]>();
  const none = new Map<string, Fact[]>();
  for (const fact of factsOf(set, new Date(base.now).toISOString())) {
    const { id, group, key, kind } = pathParts(fact.fact);
    if (kind === 'leaf') leaves.set(id, fact);
    else if (kind === 'bare') none.set(group, [fact]);
    else {
      const beside = elements.get(group) ?? [];
      if (Array.isArray(fact.value)) none.set(group, [fact]);
      else beside.push(elementAt(group, beside.length, fact));
      elements.set(group, beside);
      // Taking out the paths of elements takes out "looked, none" of them, which has the same path.
      if (!none.has(group)) none.set(group, []);
    }
    if (key !== undefined && !base.keys(group).includes(key)) {
      keys.set(group, [...new Set([...(keys.get(group) ?? []), key])]);
    }
  }
  return { leaves, keys, elements, none };
}

/** A case with other facts in it, and the questions to it that may now have another answer. */
export interface WhatIf {
  readonly index: Indexed;
  readonly touched: readonly string[];
}

/** The case as if `set` stood in it, reading the same as the changed file without reading that whole. */
export function whatIf(base: CaseIndex, set: readonly SetFact[]): WhatIf {
  const put = sorted(set, base);
  const fact = (id: string): Fact | undefined => put.leaves.get(id) ?? shifted.get(id) ?? base.fact(id);
  const shifted = new Map<string, Fact>();
  if ([...put.leaves.keys()].some(isChange)) {
    for (const [id, facts] of base.contested) {
      const parts = pathParts(id);
      const yields = parts.changes.some((change) => put.leaves.has(change));
      if (yields && !put.leaves.has(id)) shifted.set(id, settled(parts, facts, fact));
    }
  }
  const more = (group: string, known: readonly string[]): readonly string[] => {
    const added = put.keys.get(group);
    return added === undefined ? known : [...known, ...added.filter((key) => !known.includes(key))];
  };
  const keys: Indexed['keys'] = (group, unseen) => more(group, base.keys(group, unseen));
  const index: Indexed = {
    mailbox: base.mailbox,
    now: base.now,
    strongest: Math.max(base.strongest, ...set.map(({ from }) => belief(from))),
    fact,
    keys,
    enumeratedBy: perGroup((group) =>
      touchesWhole(group, put)
        ? enumeratedBy(group, base.listing, () => keys('servers'), put)
        : base.enumeratedBy(group),
    ),
    elements: (group) => put.elements.get(group) ?? base.elements(group),
    blind: (id) => (put.leaves.has(id) ? undefined : base.blind(id)),
  };
  return { index, touched: touchedBy(put, [...shifted.keys()]) };
}
/** The index of a case as if `set` stood in it. */
export const overlaid = (base: CaseIndex, set: readonly SetFact[]): Indexed => whatIf(base, set).index;

function touchesWhole(group: string, { leaves, none }: Put): boolean {
  if (none.has(group)) return true;
  for (const id of leaves.keys()) {
    const parts = pathParts(id);
    if (parts.group === group) return true;
    if (group === 'servers' && namesServer(parts)) return true;
  }
  return false;
}

function touchedBy({ leaves, keys, elements, none }: Sorted, shifted: readonly string[]): readonly string[] {
  const touched = new Set<string>(shifted);
  for (const id of leaves.keys()) {
    const parts = pathParts(id);
    touched.add(id).add(questions.whole(parts.group));
    if (namesServer(parts)) touched.add(questions.whole('servers'));
  }
  for (const group of keys.keys()) touched.add(questions.keys(group));
  for (const group of elements.keys()) touched.add(questions.elements(group as ElementGroup)); // as sorted() found them
  for (const group of none.keys()) touched.add(questions.whole(group));
  return [...touched];
}
