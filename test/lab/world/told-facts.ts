import { momentOf } from './times.ts';
import vocabulary from './vocabulary.json' with { type: 'json' };

const paths: Readonly<Record<string, string>> = vocabulary.paths;
const typeOf = new Map(Object.entries(paths).map(([path, type]) => [path.toLowerCase(), { path, type }]));
/** Each group as its paths begin: `popup`, `servers[server]`, `tried[]`. */
const prefixes = new Map(
  Object.keys(paths).map((path) => {
    const prefix = path.slice(0, path.indexOf('.'));
    return [prefix.replace(/\[.*$/, '').toLowerCase(), prefix] as const;
  }),
);
const leavesOf = (prefix: string): string[] =>
  Object.keys(paths)
    .filter((path) => path.startsWith(`${prefix}.`))
    .map((path) => path.slice(prefix.length + 1));
const shown = (value: unknown) => JSON.stringify(value) ?? 'nothing';
const grammar = /^([a-z]+)(\[[^\]]*\])?(?:\.([a-z0-9]+)(\[[^\]]*\])?)?$/i;

/** What is wrong with what a mailbox's owner tells, each as `key: what is wrong` below `here`. */
export function wrongPopup(popup: Readonly<Record<string, unknown>>, here: string, start: Date): string[] {
  return Object.entries(popup).flatMap(([leaf, value]) => {
    const known = typeOf.get(`popup.${leaf.toLowerCase()}`);
    return known === undefined
      ? [`${here}.${leaf}: unknown key; there are ${leavesOf('popup').join(', ')}`]
      : wrongValue(known.type, value, `${here}.${leaf}`, start);
  });
}

/** What is wrong with one told fact: its path, or the value for that path. */
export function wrongTold(fact: string, value: unknown, here: string, start: Date): string[] {
  const refuse = (why: string) => [`${here}.fact: "${fact}" ${why}`];
  const [, group = '', bracket, leaf, name] = grammar.exec(fact.trim()) ?? [];
  if (group === '') return refuse('is no path; write group.leaf, group[key].leaf or tried[]');
  const prefix = prefixes.get(group.toLowerCase());
  if (prefix === undefined)
    return refuse(
      `has no group of the vocabulary; there are ${[...prefixes.values()].map((each) => each.replace(/\[.*$/, '')).join(', ')}`,
    );
  const leaves = leavesOf(prefix);
  const key = bracket?.slice(1, -1).trim() ?? '';
  if (prefix.endsWith('[]'))
    return key !== '' || leaf !== undefined
      ? refuse(`is a list of whole elements; write ${prefix}`)
      : wrongElement(prefix, value, `${here}.value`, start);
  const keyed = prefix.endsWith(']');
  if (keyed && bracket === undefined && leaf === undefined)
    return Array.isArray(value) && value.length === 0
      ? []
      : [`${here}.value: ${shown(value)} is not [], which says that there is none`];
  const form = `write ${prefix}.<leaf> with one of ${leaves.join(', ')}`;
  if (leaf === undefined || keyed !== (key !== '')) return refuse(`is no fact; ${form}`);
  if (prefix === 'checked[area]' && !vocabulary.areas.includes(key.toLowerCase()))
    return refuse(`has no such area; there are ${vocabulary.areas.join(', ')}`);
  if (name !== undefined && name.slice(1, -1).trim() === '') return refuse('has an empty name');
  const known = typeOf.get(`${prefix}.${leaf}${name === undefined ? '' : '[name]'}`.toLowerCase());
  return known === undefined
    ? refuse(`is not in the vocabulary; ${form}`)
    : wrongValue(known.type, value, `${here}.value`, start);
}

function wrongElement(prefix: string, value: unknown, here: string, start: Date): string[] {
  if (Array.isArray(value) && value.length === 0 && prefix !== 'log[]') return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${here}: ${shown(value)} is no object with ${leavesOf(prefix).join(', ')}`];
  return Object.entries(value).flatMap(([part, each]) => {
    const type = paths[`${prefix}.${part}`];
    return type === undefined
      ? [`${here}.${part}: unknown key; there are ${leavesOf(prefix).join(', ')}`]
      : wrongValue(type, each, `${here}.${part}`, start);
  });
}

/** A list may close with "…": there are more than it names. */
const wrongList = (value: unknown, here: string, each: (text: unknown, at: string) => string[]): string[] =>
  Array.isArray(value)
    ? value.flatMap((text, index) =>
        text === '…' && index === value.length - 1 ? [] : each(text, `${here}[${index}]`),
      )
    : [`${here}: ${shown(value)} is not a list of texts`];

function wrongValue(type: string, value: unknown, here: string, start: Date): string[] {
  const [kind, allowed = ''] = type.split(/: (.*)/);
  const unless = (right: boolean, what: string) => (right ? [] : [`${here}: ${shown(value)} is not ${what}`]);
  const isText = typeof value === 'string';
  const oneOf = (text: unknown, at: string) =>
    typeof text === 'string' && allowed.split(', ').includes(text)
      ? []
      : [`${at}: ${shown(text)} is not one of ${allowed}`];
  switch (kind) {
    case 'text':
      return unless(isText, 'text in quotes');
    case 'number':
      return unless(typeof value === 'number', 'a number');
    case 'text-or-number':
      return unless(isText || typeof value === 'number', 'text in quotes or a number');
    case 'flag':
      return unless(typeof value === 'boolean', 'true or false');
    case 'time':
      return unless(
        isText && (value === '' || momentOf(value, start) !== undefined),
        'a time: write ISO with a zone, or a duration from the start like -PT3H',
      );
    case 'choice':
      return oneOf(value, here);
    case 'texts':
      return wrongList(value, here, (text, at) =>
        typeof text === 'string' && text !== '…' ? [] : [`${at}: ${shown(text)} is not text in quotes`],
      );
    case 'choices':
      return wrongList(value, here, oneOf);
    default:
      throw new Error(`vocabulary.json: there is no type ${type}`);
  }
}
