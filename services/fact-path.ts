import type { Source } from './facts.ts';
import { remembered } from './remembered.ts';
import { nearest } from './spelling.ts';
import { checkedAreas, type Group, type Leaf, vocabulary } from './vocabulary.ts';

/** A path or value outside the vocabulary; the message is a sentence for whoever wrote it. */
export class FactError extends Error {}

/** A path taken apart; `text` is how it is written: keys in lower case, names as they came. */
export interface Path {
  readonly text: string;
  readonly group: string;
  readonly key?: string;
  readonly leaf?: string;
  readonly name?: string;
  /** What a value of it is: a leaf, one element of a list, or only "looked, none". */
  readonly value: Leaf | 'element' | 'none';
}

const byLowerCase = new Map(Object.keys(vocabulary).map((name) => [name.toLowerCase(), name]));
/** The end of a refusal: the nearest spelling, else what there is. */
export const near = (word: string, words: readonly string[]): string => {
  const found = nearest(word, words);
  return found === undefined ? `; there are ${words.join(', ')}` : `; did you mean ${found}?`;
};
const shapes: Readonly<Record<string, string>> = {
  name: 'name',
  address: 'address',
  host: 'host',
  server: 'server',
  'server/rest': 'server/…',
  'host@node': 'host@node',
  area: 'area',
};
/** How a path of a group is written, as a person reads it. */
const written = (group: string, { shape, keys }: Group): string =>
  shape === 'elements'
    ? `${group}[]`
    : shape === 'single'
      ? `${group}.…`
      : `${group}[${shapes[keys ?? 'name']}].…`;

const grammar = /^([a-z]+)(\[[^\]]*\])?(?:\.([a-z0-9]+)(\[[^\]]*\])?)?$/i;

/** A path of the vocabulary taken apart; anything else throws a sentence with the nearest spelling. */
export const parsePath: (text: string) => Path = remembered(takenApart);
function takenApart(text: string): Path {
  const match = grammar.exec(text.trim());
  if (match === null) throw new FactError(`${text} is no path; write group.leaf, group[key].leaf or log[]`);
  const [, groupText = '', bracket, leafText, nameText] = match;
  const group = byLowerCase.get(groupText.toLowerCase());
  const definition = group === undefined ? undefined : vocabulary[group];
  if (group === undefined || definition === undefined) {
    throw new FactError(
      `${text}: there is no group ${groupText}${near(groupText, [...byLowerCase.values()])}`,
    );
  }
  const key = bracket?.slice(1, -1).trim().toLowerCase();
  if (definition.shape === 'elements') {
    if ((key !== undefined && key !== '') || leafText !== undefined) {
      throw new FactError(`${text}: each fact of ${group} is a whole element; write ${group}[]`);
    }
    return { text: `${group}[]`, group, value: 'element' };
  }
  if (definition.shape === 'keyed' && key === undefined && leafText === undefined) {
    return { text: group, group, value: 'none' };
  }
  if (leafText === undefined || (definition.shape === 'keyed') !== (key !== undefined) || key === '') {
    throw new FactError(
      `${text}: write ${written(group, definition)} with one of ${leafNames(definition).join(', ')}`,
    );
  }
  if (definition.keys === 'area' && !checkedAreas.includes(key ?? '')) {
    throw new FactError(`${text}: ${group} has no area ${key}${near(key ?? '', checkedAreas)}`);
  }
  const prefix = key === undefined ? group : `${group}[${key}]`;
  const known = leafNames(definition).find((candidate) => candidate.toLowerCase() === leafText.toLowerCase());
  const name = nameText?.slice(1, -1).trim();
  const named = known === undefined ? undefined : definition.named[known];
  const plain = known === undefined ? undefined : definition.leaves[known];
  if (known !== undefined && named !== undefined) {
    if (name === undefined || name === '') throw new FactError(`${text}: write ${prefix}.${known}[name]`);
    return {
      text: `${prefix}.${known}[${name}]`,
      group,
      leaf: known,
      name,
      value: named,
      ...(key === undefined ? {} : { key }),
    };
  }
  if (known === undefined || plain === undefined || name !== undefined) {
    throw new FactError(
      `${text}: ${group} has no ${leafText}${nameText ?? ''}${near(leafText, leafNames(definition))}`,
    );
  }
  return {
    text: `${prefix}.${known}`,
    group,
    leaf: known,
    value: plain,
    ...(key === undefined ? {} : { key }),
  };
}
const leafNames = ({ leaves, named }: Group): readonly string[] => [
  ...Object.keys(leaves),
  ...Object.keys(named),
];

/** The form in which two paths are compared: what stands in brackets in lower case. */
export function pathId(path: string): string {
  const open = path.indexOf('[');
  if (open < 0) return path;
  const close = path.lastIndexOf(']');
  return path.slice(0, open) + path.slice(open, close).toLowerCase() + path.slice(close);
}

/** What a path's values are: `text`, `number`, `flag`, `time`, `texts`, `choice`, `choices`, `text-or-number`, `element`, `none`. */
export const leafType = (path: string): Leaf['kind'] | 'element' | 'none' => {
  const { value } = parsePath(path);
  return typeof value === 'string' ? value : value.kind;
};

/** What a blind entry may name: a leaf, a key, a group, a list of elements; written as facts are. */
export function parseBlindPath(text: string): string {
  const bare = /^([a-z]+)(?:\[([^\]]+)\])?$/i.exec(text.trim());
  const group = byLowerCase.get((bare?.[1] ?? '').toLowerCase());
  if (/^client\.(registry|policy)$/i.test(text.trim())) return text.trim().toLowerCase();
  if (bare === null || group === undefined || vocabulary[group]?.shape === 'elements')
    return parsePath(text).text;
  const key = bare[2]?.trim().toLowerCase();
  return key === undefined ? group : `${group}[${key}]`;
}

const natural: Readonly<Record<string, Source>> = {
  popup: 'told',
  scope: 'told',
  timeline: 'told',
  tried: 'told',
  path: 'told',
  checked: 'told',
  client: 'pasted',
  connections: 'pasted',
  log: 'log',
  pools: 'worker',
  iis: 'worker',
  hotfixes: 'worker',
  components: 'worker',
  ports: 'worker',
  searched: 'worker',
  dns: 'probe',
  tls: 'probe',
  autodiscover: 'probe',
  mapi: 'probe',
  outlookAnywhere: 'probe',
  ews: 'probe',
  oab: 'probe',
  control: 'probe',
};
const directoryLeaves = ['exchange', 'build', 'os', 'osVersion', 'site', 'roles', 'machinePasswordAt'];
const loggedLeaves = ['failedLogon', 'typedName', 'logonDomain'];

/** Where a fact of this path comes from when nobody says otherwise. */
export function naturalSource(path: string): Source {
  const { group, leaf = '' } = parsePath(path);
  if (group === 'servers') return directoryLeaves.includes(leaf) ? 'directory' : 'worker';
  if (group === 'account' && loggedLeaves.includes(leaf)) return 'log';
  return natural[group] ?? 'directory';
}

/** Every path of the vocabulary with its type, for help texts and documentation. */
export const describeVocabulary = (): readonly { readonly path: string; readonly type: string }[] =>
  Object.entries(vocabulary).flatMap(([group, definition]) => {
    const type = ({ kind, values }: Leaf): string =>
      values.length > 0 ? `${kind}: ${values.join(', ')}` : kind;
    const prefix = written(group, definition).replace('.…', '');
    return [
      ...Object.entries(definition.leaves).map(([name, leaf]) => ({
        path: `${prefix}.${name}`,
        type: type(leaf),
      })),
      ...Object.entries(definition.named).map(([name, leaf]) => ({
        path: `${prefix}.${name}[name]`,
        type: type(leaf),
      })),
    ];
  });
