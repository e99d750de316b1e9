import type { CaseFile } from '../case-file.ts';
import { type Fact, pathId } from '../facts.ts';
import { enumeratedAfter } from './enumeration.ts';
import type { SetFact } from './examples.ts';
import type { Indexed } from './indexed.ts';
import { isChange } from './order.ts';

const groupAndKey = /^([a-z]+)\[([^\]]*)\]/i;

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

/** Whether facts of `set` could let others of the case win: then only judging the changed file tells. */
export const shiftsWinners = (set: readonly SetFact[]): boolean =>
  set.some(({ fact }) => isChange(pathId(fact)));

/** Groups whose facts are also read as those of another: the equivalents of the vocabulary. */
const readThrough: Readonly<Record<string, readonly string[]>> = {
  mailbox: ['popup'],
  timeline: ['mailbox'],
  servers: ['mailbox', 'secondary'],
  connections: ['client'],
  tls: ['path', 'client'],
  path: ['tls'],
};
/** The groups in which a reader may notice that `set` was put in. */
export const groupsReading = (set: readonly SetFact[]): ReadonlySet<string> =>
  new Set(
    set.flatMap(({ fact }) => {
      const group = /^[a-z]+/i.exec(fact)?.[0] ?? fact;
      return [group, ...(readThrough[group] ?? [])];
    }),
  );

/** The index of a case as if `set` stood in it, without reading the whole case again. */
export function overlaid(base: Indexed, set: readonly SetFact[]): Indexed {
  const facts = factsOf(set, new Date(base.now).toISOString());
  const leaves = new Map<string, Fact>();
  const keys = new Map<string, string[]>();
  const elements = new Map<string, Fact[]>();
  const none = new Map<string, Fact[]>();
  for (const fact of facts) {
    const id = pathId(fact.fact);
    const [, group, key] = groupAndKey.exec(id) ?? [];
    if (id.endsWith('[]') && !Array.isArray(fact.value)) {
      const name = id.slice(0, -2);
      elements.set(name, [...(elements.get(name) ?? []), fact]);
    } else if (!id.includes('.')) none.set(id.replace('[]', ''), [fact]);
    else leaves.set(id, fact);
    if (group !== undefined && key !== undefined && key !== '' && !base.keys(group).includes(key)) {
      keys.set(group, [...new Set([...(keys.get(group) ?? []), key])]);
    }
  }
  const allKeys: Indexed['keys'] = (group, unseen) => {
    const known = base.keys(group, unseen);
    const more = keys.get(group);
    return more === undefined ? known : [...known, ...more.filter((key) => !known.includes(key))];
  };
  return {
    mailbox: base.mailbox,
    now: base.now,
    fact: (id) => leaves.get(id) ?? base.fact(id),
    keys: allKeys,
    enumeration: base.enumeration,
    enumeratedBy: (group) => enumeratedAfter(group, base.enumeration, { leaves, none }, allKeys('servers')),
    elements: (group) => {
      const replaced = elements.get(group);
      if (replaced !== undefined)
        return replaced.map((fact, position) => ({ path: `${group}[${position}]`, fact }));
      return none.has(group) ? [] : base.elements(group);
    },
    blind: (id) => (leaves.has(id) ? undefined : base.blind(id)),
  };
}
