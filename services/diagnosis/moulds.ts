import { type Example, exampleMailbox } from '../cause.ts';
import type { FactValue, Path, Source } from '../facts.ts';
import { timeOf } from '../time.ts';
import { vocabulary } from '../vocabulary.ts';
import { shortName } from './enumeration.ts';
import { type ExampleFact, exampleFacts } from './examples.ts';
import { type KeyParts, keyParts } from './key-parts.ts';

/** Names of an example, in lower case, against those of a case. */
export type Words = ReadonlyMap<string, string>;
/** Casts a text or a value with the names of a case, its times that many ms later. */
type Cast<T> = (words: Words, shiftMs: number) => T;

/** One fact of an example, made ready to be cast with the names and times of any case. */
export interface MouldFact {
  readonly path: Path;
  readonly from: Source;
  readonly value: Cast<FactValue>;
  /** The value as the example has it. */
  readonly example: FactValue;
  readonly key: { readonly parts: KeyParts; readonly renamed: Cast<string> } | undefined;
}
/** An example made ready once for all cases. */
export interface Mould {
  readonly facts: readonly MouldFact[];
  /** The servers and other mailboxes that it names. */
  readonly servers: readonly string[];
  readonly addresses: readonly string[];
}

const [exampleLocal = '', exampleDomain = ''] = exampleMailbox.address.split('@');
/** Her names in every example. */
export const exampleNames = {
  address: exampleMailbox.address,
  local: exampleLocal,
  domain: exampleDomain,
  sid: exampleMailbox.sid.toLowerCase(),
  guid: exampleMailbox.guid.toLowerCase(),
} as const;

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Cuts a text at these names, each as a whole word, the longest first. */
function cutting(names: readonly string[]): (text: string) => Cast<string> {
  const longest = [...names].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(`(?<![\\w-])(${longest.map(escaped).join('|')})(?![\\w-])`, 'gi');
  return (text) => {
    // Split by a group: every second piece is a name.
    const pieces = text.split(pattern);
    if (pieces.length === 1) return () => text;
    return (words) =>
      pieces
        .map((piece, position) => (position % 2 === 0 ? piece : (words.get(piece.toLowerCase()) ?? piece)))
        .join('');
  };
}
const timed = (text: string): Cast<string> => {
  const at = timeOf(text);
  return at === undefined ? () => text : (_, shiftMs) => new Date(at + shiftMs).toISOString();
};

function castOf({ path, value }: ExampleFact, cut: (text: string) => Cast<string>): Cast<FactValue> {
  if (path.value === 'none') return () => value;
  if (path.value === 'element') {
    const leaves = vocabulary[path.group]?.leaves ?? {};
    const parts = Object.entries(value as Readonly<Record<string, unknown>>).map(([part, one]) => {
      const cast =
        typeof one !== 'string' ? () => one : leaves[part]?.kind === 'time' ? timed(one) : cut(one);
      return [part, cast] as const;
    });
    return (words, shiftMs) => Object.fromEntries(parts.map(([part, cast]) => [part, cast(words, shiftMs)]));
  }
  const { kind } = path.value;
  if (kind === 'time') return timed(String(value));
  if (kind === 'texts') {
    const items = (value as readonly string[]).map(cut); // leaves that are lists hold texts
    return (words, shiftMs) => items.map((cast) => cast(words, shiftMs));
  }
  return typeof value === 'string' && (kind === 'text' || kind === 'text-or-number')
    ? cut(value)
    : () => value;
}

/** The server that a fact names in its value. */
function namedIn({ path, value }: ExampleFact): readonly string[] {
  const named =
    path.leaf === 'server'
      ? value
      : path.group === 'log'
        ? (value as { readonly server?: unknown }).server
        : undefined; // an element of log[]
  return typeof named === 'string' && named !== '' ? [shortName(named)] : [];
}
const unique = (items: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(items.filter((item) => item !== undefined)),
];

function made(example: Example): Mould {
  const facts = exampleFacts(example);
  const parts = facts.map(({ path }) =>
    path.key === undefined ? undefined : keyParts(path.group, path.key),
  );
  const servers = unique([...parts.map((part) => part?.server), ...facts.flatMap(namedIn)]).filter(
    (name) => name !== 'vip',
  );
  const addresses = unique(parts.map((part) => part?.address));
  const cut = cutting([...Object.values(exampleNames), ...servers, ...addresses]);
  return {
    servers,
    addresses,
    facts: facts.map((fact, position): MouldFact => {
      const own = parts[position];
      return {
        path: fact.path,
        from: fact.from,
        example: fact.value,
        value: castOf(fact, cut),
        key: own === undefined ? undefined : { parts: own, renamed: cut(fact.path.key ?? '') },
      };
    }),
  };
}

// Examples belong to causes, which live as long as the catalogue that holds them.
const known = new WeakMap<Example, Mould>();
/** The mould of an example, made when it is first needed. */
export function mouldOf(example: Example): Mould {
  const found = known.get(example) ?? made(example);
  known.set(example, found);
  return found;
}
