import type { PrintedObject } from '../cmdlet.ts';
import { exchangeable, readTime } from '../pasting/times.ts';
import type { Pasted } from '../reader.ts';
import { andMore } from '../vocabulary.ts';
import type { Block, Command, Property } from './blocks.ts';

const cutEnd = /\s*(?:\.\.\.|…)$/;
const isCut = (text: string): boolean => cutEnd.test(text);

/** A property by its name, or by as much of it as the heading of a narrow table shows. */
export function propertyOf(
  { properties, cutNames }: Pick<Block, 'properties' | 'cutNames'>,
  name: string,
): Property | undefined {
  const wanted = name.toLowerCase();
  const whole = properties.get(wanted);
  if (whole !== undefined || !cutNames) return whole;
  const like = [...properties].filter(([key]) => {
    if (!isCut(key)) return false;
    const shown = key.replace(cutEnd, '');
    return shown.length >= 6 && wanted.startsWith(shown);
  });
  return like.length === 1 ? like[0]?.[1] : undefined;
}

/** Elements of `{a, b, c...}`, of a single value, of an empty one. */
export function elementsOf(text: string): readonly string[] {
  const inner = text.replace(/^\{/, '').replace(/\}$/, '').trim();
  if (inner === '' || inner === '$null') return [];
  const cut = isCut(inner);
  const isClosed = text.endsWith('}');
  const parts = inner
    .replace(cutEnd, '')
    .split(/,\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // Cut at the edge of a table, the last element is a piece; cut by $FormatEnumerationLimit it is whole.
  const whole = cut && !isClosed && !/,\s*(?:\.\.\.|…)$/.test(inner) ? parts.slice(0, -1) : parts;
  return [
    ...whole.filter((part) => part !== andMore),
    ...(cut || (text.startsWith('{') && !isClosed) ? [andMore] : []),
  ];
}

const yes = /^\$?(?:true|wahr|yes|ja)$/i;
const no = /^\$?(?:false|falsch|no|nein)$/i;

/** Who hears of times without a zone, and of values that are none of their property's. */
export interface Unreadable {
  withoutZone(line: number): void;
  noValue(property: Property, why: string): void;
}

/** A printed object to be read by names of properties; `unreadable` hears what could not be read. */
export function printedObject(
  block: Block,
  command: Command | undefined,
  { now, zoneMinutes }: Pick<Pasted, 'now' | 'zoneMinutes'>,
  unreadable: Unreadable,
): PrintedObject {
  const raw = (name: string): string | undefined => propertyOf(block, name)?.text;
  const text = (name: string): string | undefined => {
    const value = raw(name);
    return value === undefined || isCut(value) ? undefined : value === '$null' ? '' : value;
  };
  /** `value` when it is one; an empty one says nothing. */
  const orNone = <Value>(name: string, written: string, value: Value | undefined): Value | undefined => {
    const property = propertyOf(block, name);
    if (value === undefined && written !== '' && property !== undefined)
      unreadable.noValue(property, `${written.slice(0, 40)} is no value of ${property.name}`);
    return value;
  };
  return {
    cmdlet: command?.name,
    argument: command?.argument,
    now,
    has: (name) => raw(name) !== undefined,
    text,
    flag: (name) => {
      const value = text(name)?.trim() ?? '';
      return orNone(name, value, yes.test(value) ? true : no.test(value) ? false : undefined);
    },
    number: (name) => {
      const value = text(name)?.replace(/[\s,](?=\d{3}\b)/g, '') ?? '';
      return orNone(name, value, /^-?\d{1,15}$/.test(value) ? Number(value) : undefined);
    },
    list: (name) => {
      const value = raw(name);
      return value === undefined ? undefined : elementsOf(value);
    },
    time: (name) => {
      const value = text(name);
      const found = value === undefined ? undefined : readTime(value, zoneMinutes);
      if (found === undefined) return undefined;
      if ('at' in found) return found.at;
      const property = propertyOf(block, name);
      if ('withoutZone' in found) unreadable.withoutZone(property?.line ?? block.from);
      else if (property !== undefined) unreadable.noValue(property, exchangeable);
      return undefined;
    },
  };
}
