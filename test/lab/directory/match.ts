import { dnKey, type Entry, type Value } from './entry.ts';
import type { Filter } from './messages.ts';

const bitAnd = '1.2.840.113556.1.4.803';
const bitOr = '1.2.840.113556.1.4.804';
const inChain = '1.2.840.113556.1.4.1941';

/** Tells whether the reader may see that attribute of that entry. */
export type Readable = (entry: Entry, attribute: string) => boolean;

/** True when the filter holds; an attribute that may not be read, is constructed or is absent makes a term undefined, not true. */
export const matches = (filter: Filter, entry: Entry, readable: Readable): boolean =>
  judge(filter, entry, readable) === true;

/** Three-valued (RFC 4511 section 4.5.1.7): undefined where the attribute cannot be judged. */
function judge(filter: Filter, entry: Entry, readable: Readable): boolean | undefined {
  switch (filter.is) {
    case 'and': {
      const each = filter.of.map((one) => judge(one, entry, readable));
      return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
    }
    case 'or': {
      const each = filter.of.map((one) => judge(one, entry, readable));
      return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
    }
    case 'not': {
      const inner = judge(filter.of, entry, readable);
      return inner === undefined ? undefined : !inner;
    }
    case 'present':
      return valuesOf(entry, filter.attribute, readable) !== undefined;
    default: {
      const values = valuesOf(entry, filter.attribute, readable);
      // In AD (!(a=b)) also finds entries without a, so absence is false, not undefined.
      if (values === undefined) return false;
      return values.some((value) => compare(filter, value, entry));
    }
  }
}

function valuesOf(entry: Entry, name: string, readable: Readable): readonly Value[] | undefined {
  const attribute = entry.attributes.get(name.toLowerCase());
  if (!attribute || attribute.constructed || !readable(entry, name)) return undefined;
  const values = attribute.values();
  return values.length === 0 ? undefined : values;
}

type Term = Exclude<Filter, { is: 'and' | 'or' | 'not' | 'present' }>;

function compare(filter: Term, value: Value, entry: Entry): boolean {
  if (Buffer.isBuffer(value)) return filter.is === 'equal' && value.equals(filter.value);
  const own = value.toLowerCase();
  switch (filter.is) {
    case 'equal': {
      const asked = filter.value.toString('utf8').toLowerCase();
      if (own === asked) return true;
      if (filter.attribute.toLowerCase() === 'objectcategory' && asked === entry.category) return true;
      return asked.includes('=') && dnKey(own) === dnKey(asked);
    }
    case 'at-least':
      return ordered(own, filter.value.toString('utf8').toLowerCase()) >= 0;
    case 'at-most':
      return ordered(own, filter.value.toString('utf8').toLowerCase()) <= 0;
    case 'substring':
      return holds(
        own,
        filter.initial.toLowerCase(),
        filter.any.map((part) => part.toLowerCase()),
        filter.final.toLowerCase(),
      );
    default:
      return extensible(filter.rule, own, filter.value.toString('utf8').toLowerCase());
  }
}

const ordered = (a: string, b: string): number => {
  if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b))
    return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  return a < b ? -1 : a > b ? 1 : 0;
};

function holds(value: string, initial: string, any: readonly string[], final: string): boolean {
  if (!value.startsWith(initial) || !value.endsWith(final) || value.length < initial.length + final.length)
    return false;
  let at = initial.length;
  const end = value.length - final.length;
  for (const part of any) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

function extensible(rule: string, own: string, asked: string): boolean {
  if (rule === '' || rule === inChain) return own === asked || dnKey(own) === dnKey(asked);
  if (!/^-?\d+$/.test(own) || !/^-?\d+$/.test(asked)) return false;
  const bits = BigInt(own) & BigInt(asked);
  if (rule === bitAnd) return bits === BigInt(asked);
  return rule === bitOr && bits !== 0n;
}
