import type { z } from 'zod';
import { listKeys } from './merge.ts';

type Path = readonly PropertyKey[];
/** One thing that is wrong, and where in the merged world. */
export interface Wrong {
  readonly path: Path;
  readonly says: string;
}

const inside = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;

/** A path as people read it: elements of a list that has a key by that key, others by their position. */
export function placeOf(path: Path, raw: unknown): string {
  let text = '';
  let plain = '';
  let here = raw;
  for (const step of path) {
    here = inside(here, step);
    if (typeof step === 'number') {
      const key = inside(here, listKeys[plain] ?? '');
      text += `[${typeof key === 'string' ? key : step}]`;
    } else {
      text += `${text === '' ? '' : '.'}${String(step)}`;
      plain += `${plain === '' ? '' : '.'}${String(step)}`;
    }
  }
  return text === '' ? '(the whole)' : text;
}

/** What an issue of the schema says, one entry for each key that it concerns. */
export function wrongsOf(issue: z.core.$ZodIssue): Wrong[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      says: 'unknown key; remove it or mend its spelling',
    }));
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.find((errors) =>
      errors.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
    );
    if (branch)
      return branch.flatMap((inner) => wrongsOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path: issue.path, says: issue.message }];
}

/** The world without what is wrong, so that the rest can still be judged; a missing key takes its element with it. */
export function without(raw: unknown, wrong: readonly Wrong[]): unknown {
  const pruned: unknown = structuredClone(raw);
  const emptied = new Set<unknown[]>();
  for (const { path } of wrong) {
    const steps = [...path];
    let last = steps.pop();
    let holder = steps.reduce(inside, pruned);
    while (last !== undefined && inside(holder, last) === undefined) {
      last = steps.pop();
      holder = steps.reduce(inside, pruned);
    }
    if (last === undefined || typeof holder !== 'object' || holder === null) continue;
    if (Array.isArray(holder)) {
      emptied.add(holder);
      holder[Number(last)] = undefined;
    } else Reflect.deleteProperty(holder, last);
  }
  // Positions stay right until every path has been followed.
  for (const list of emptied) list.splice(0, list.length, ...list.filter((each) => each !== undefined));
  return pruned;
}
