import { z } from 'zod';
import { nearest } from '../spelling.ts';
import { isTime } from '../time.ts';

export type LeafKind =
  | 'text'
  | 'number'
  | 'flag'
  | 'time'
  | 'texts'
  | 'choice'
  | 'choices'
  | 'text-or-number';
/** One leaf of the vocabulary: what its value may be. */
export interface Leaf {
  readonly kind: LeafKind;
  /** The allowed values of a choice, `other` last. */
  readonly values: readonly string[];
  readonly schema: z.ZodType<string | number | boolean | readonly string[]>;
}
export type Leaves = Readonly<Record<string, Leaf>>;
/** How the keys of a group are written. */
export type KeyShape = 'name' | 'address' | 'host' | 'server' | 'server/rest' | 'host@node' | 'area';
export interface Group {
  /** `single`: `popup.kind`. `keyed`: `servers[ex16a].os`. `elements`: `log[]`, each fact a whole object. */
  readonly shape: 'single' | 'keyed' | 'elements';
  readonly keys?: KeyShape;
  readonly leaves: Leaves;
  /** Leaves that are read by name: `client.registry[MapiHttpDisabled]`. */
  readonly named: Leaves;
}

/** Closes a list that names only some of its elements. */
export const andMore = '…';

const leaf = (kind: LeafKind, schema: Leaf['schema'], values: readonly string[] = []): Leaf => ({
  kind,
  schema,
  values,
});
const wrong = (what: string) => ({ error: () => what });
const closed = (list: readonly string[]): boolean => !list.slice(0, -1).includes(andMore);
const closedMessage = `"${andMore}" only closes a list`;

export const s = leaf('text', z.string(wrong('must be text in quotes')));
export const n = leaf('number', z.number(wrong('must be a number')));
export const b = leaf('flag', z.boolean(wrong('must be true or false')));
export const t = leaf(
  'time',
  z
    .string(wrong('must be a time'))
    .refine(
      (text) => text === '' || isTime(text),
      'must be an ISO time with Z or an offset, like 2026-11-20T10:00:00Z',
    ),
);
export const list = leaf(
  'texts',
  z
    .array(z.string(wrong('must be text in quotes')), wrong('must be a list of texts'))
    .refine(closed, closedMessage),
);
export const sn = leaf(
  'text-or-number',
  z.union([z.string(), z.number()], wrong('must be text in quotes or a number')),
);

/** Says what a choice allows, with the nearest spelling first when one is near. */
const choiceMessage =
  (values: readonly string[]) =>
  (issue: { readonly input?: unknown }): string => {
    const near = typeof issue.input === 'string' ? nearest(issue.input, values) : undefined;
    return `must be one of ${values.join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}`;
  };
export const names = (words: string): readonly string[] => [
  ...words.split(/,\s*/).map((word) => word.trim()),
  'other',
];
export const choice = (words: string): Leaf => {
  const values = names(words);
  return leaf(
    'choice',
    z.enum(values as unknown as [string, ...string[]], { error: choiceMessage(values) }),
    values,
  );
};
export const choices = (words: string): Leaf => {
  const values = names(words);
  const element = z.enum([...values, andMore] as unknown as [string, ...string[]], {
    error: choiceMessage(values),
  });
  const schema = z
    .array(element, wrong(`must be a list of ${values.join(', ')}`))
    .refine(closed, closedMessage);
  return leaf('choices', schema, values);
};

export const single = (leaves: Leaves, named: Leaves = {}): Group => ({ shape: 'single', leaves, named });
export const keyed = (keys: KeyShape, leaves: Leaves): Group => ({ shape: 'keyed', keys, leaves, named: {} });
export const elements = (leaves: Leaves): Group => ({ shape: 'elements', leaves, named: {} });
