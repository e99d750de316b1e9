import { against, any, type ElementValue, type Sign, type SignBody } from '../cause.ts';
import { names } from './sentences.ts';

type Weigh = (id: string, body: SignBody) => Sign;
const grouped = (group: string | undefined) => (group === undefined ? {} : { group });

/** A sign that holds when the trouble began after one of these changes. */
export const began = (
  weigh: Weigh,
  id: string,
  changes: readonly string[],
  because: string,
  group?: string,
): Sign =>
  weigh(id, {
    when: (seen) => any(...changes.map((change) => seen.has('timeline.after', change))),
    says: (seen) =>
      `It began after: ${names((seen.list('timeline.after') ?? []).filter((one) => changes.includes(one)))}; ${because}.`,
    shown: { 'timeline.after': [changes[0] ?? ''] },
    cleared: {
      'timeline.after': [changes.includes('directory-edit') ? 'password-expiry' : 'directory-edit'],
    },
    ...grouped(group),
  });

const passes = (kind: string, wanted: string): boolean =>
  wanted.endsWith(':') ? kind.toLowerCase().startsWith(wanted) : kind.toLowerCase() === wanted;
/** A sign that holds when only one of these kinds is concerned; a kind that ends in a colon stands for all its values. */
export const only = (
  weigh: Weigh,
  id: string,
  kinds: readonly string[],
  because: string,
  group?: string,
): Sign =>
  weigh(id, {
    when: (seen) => seen.list('scope.only')?.some((kind) => kinds.some((wanted) => passes(kind, wanted))),
    says: (seen) => `Only some see it (${names(seen.list('scope.only') ?? [])}): ${because}.`,
    shown: { 'scope.only': [kinds[0]?.endsWith(':') === true ? `${kinds[0]}one` : (kinds[0] ?? '')] },
    cleared: { 'scope.only': ['new-install'] },
    ...grouped(group),
  });

/** A sign that holds when a leaf has one of these values. */
export const isOne = (
  weigh: Weigh,
  id: string,
  path: string,
  values: readonly (string | boolean)[],
  otherwise: string | boolean,
  says: string,
  group?: string,
): Sign =>
  weigh(id, {
    when: (seen) => {
      const value = seen.get(path);
      return value === undefined ? undefined : values.some((one) => one === value);
    },
    says: () => says,
    shown: { [path]: values[0] ?? '' },
    cleared: { [path]: otherwise },
    ...grouped(group),
  });

// These end many things, so they speak for none and against none.
const tellNothing = ['wait', 'move-back', 'iis-reset', 'reboot-server', 'other'];
/** A sign that holds when something cured it that does not touch this cause; what may end it by its mechanism is listed. */
export const otherCure = (...consistent: readonly [string, ...string[]]): Sign => {
  const isCure = (touching: boolean) => (one: ElementValue) =>
    one.result === 'cured' &&
    typeof one.what === 'string' &&
    !tellNothing.includes(one.what) &&
    consistent.includes(one.what) === touching;
  return against.strong('something-else-cured', {
    when: (seen) => {
      if (seen.someElement('tried', isCure(false)) === true) return true;
      return seen.someElement('tried', isCure(true)) === true ? false : undefined;
    },
    says: (seen) =>
      `Something ended it that does not touch this: ${names(
        seen
          .elements('tried')
          .filter(({ value }) => isCure(false)(value))
          .map(({ value }) => String(value.what)),
      )}.`,
    shown: {
      'tried[]': [{ what: consistent.includes('new-profile') ? 'unlock' : 'new-profile', result: 'cured' }],
    },
    cleared: { 'tried[]': [{ what: consistent[0], result: 'cured' }] },
  });
};
