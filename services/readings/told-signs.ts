import { any, not, type Seen, type Sign, type SignBody } from '../cause.ts';
import { names } from './sentences.ts';

type Weigh = (id: string, body: SignBody) => Sign;
/** A sentence, or what makes one of the facts. */
type Says = string | ((seen: Seen) => string);
const saying = (says: Says): SignBody['says'] => (typeof says === 'string' ? () => says : says);
const grouped = (group: string | undefined) => (group === undefined ? {} : { group });

/** What a sign holds when a leaf has one of these values; `otherwise` is a value that clears it. */
export const leafIs = (
  path: string,
  values: readonly (string | boolean)[],
  says: Says,
  otherwise: string | boolean = 'other',
): SignBody => ({
  when: (seen) => {
    const value = seen.get(path);
    const text = typeof value === 'string' ? value.toLowerCase() : value;
    return value === undefined
      ? undefined
      : values.some((one) => (typeof one === 'string' ? one.toLowerCase() : one) === text);
  },
  says: saying(says),
  shown: { [path]: values[0] ?? '' },
  cleared: { [path]: otherwise },
});

/** What a sign holds when a list names one of these; `otherwise` is an item that clears it. */
export const listNames = (
  path: string,
  items: readonly string[],
  says: Says,
  otherwise: string = 'other',
): SignBody => ({
  when: (seen) => any(...items.map((item) => seen.has(path, item))),
  says: saying(says),
  shown: { [path]: [items[0] ?? ''] },
  cleared: { [path]: [otherwise] },
});

/** What a sign holds when a flag has this value. */
export const flagIs = (path: string, value: boolean, says: Says): SignBody => ({
  when: (seen) => (value ? seen.flag(path) : not(seen.flag(path))),
  says: saying(says),
  shown: { [path]: value },
  cleared: { [path]: !value },
});

/** What a sign holds when a text leaf matches; both examples are texts as the world writes them. */
export const textMatches = (
  path: string,
  pattern: RegExp,
  says: Says,
  shown: string,
  cleared: string,
): SignBody => ({
  when: (seen) => {
    const text = seen.text(path);
    return text === undefined ? undefined : pattern.test(text);
  },
  says: saying(says),
  shown: { [path]: shown },
  cleared: { [path]: cleared },
});

/** A sign over one leaf that has one of these values; `otherwise` is a value that clears it. */
export const leafSign = (
  weigh: Weigh,
  id: string,
  path: string,
  values: readonly (string | boolean)[],
  otherwise: string | boolean,
  says: Says,
  group?: string,
): Sign => weigh(id, { ...leafIs(path, values, says, otherwise), ...grouped(group) });

/** A sign over one list that names one of these; `otherwise` is an item that clears it. */
export const listSign = (
  weigh: Weigh,
  id: string,
  path: string,
  items: readonly string[],
  otherwise: string,
  says: Says,
  group?: string,
): Sign => weigh(id, { ...listNames(path, items, says, otherwise), ...grouped(group) });

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
