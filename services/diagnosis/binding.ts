import { type Example, exampleAt, exampleMailbox } from '../cause.ts';
import type { Path } from '../facts.ts';
import { vocabulary } from '../vocabulary.ts';
import { shortName } from './enumeration.ts';
import {
  type ExampleFact,
  exampleFacts,
  type Renaming,
  rebound,
  renaming,
  type SetFact,
} from './examples.ts';
import type { Indexed } from './indexed.ts';

interface KeyParts {
  readonly host?: string;
  readonly server?: string;
  readonly address?: string;
  /** What follows the names and stays as it is: `/nspi`, `/kb3140410`. */
  readonly rest: string;
}
const partsOf = (group: string, key: string): KeyParts => {
  switch (vocabulary[group]?.keys) {
    case 'server':
      return { server: key, rest: '' };
    case 'server/rest': {
      const slash = key.indexOf('/');
      return slash < 0 ? { server: key, rest: '' } : { server: key.slice(0, slash), rest: key.slice(slash) };
    }
    case 'host@node': {
      const [host = '', node = ''] = key.split('@');
      const slash = node.indexOf('/');
      return slash < 0
        ? { host, server: node, rest: '' }
        : { host, server: node.slice(0, slash), rest: node.slice(slash) };
    }
    case 'address':
      return { address: key, rest: '' };
    case 'host':
      return { host: key, rest: '' };
    default:
      return { rest: '' };
  }
};
const keyText = ({ host, server, address, rest }: KeyParts, key: string): string => {
  if (host !== undefined && server !== undefined) return `${host}@${server}${rest}`;
  return server !== undefined ? `${server}${rest}` : (address ?? host ?? key);
};
const pathText = ({ group, leaf = '', name }: Path, key: string): string =>
  `${group}[${key}].${leaf}${name === undefined ? '' : `[${name}]`}`;

const keyedGroups = Object.keys(vocabulary).filter((group) => vocabulary[group]?.shape === 'keyed');

/** The servers that a case names anywhere, its own list first. */
function serversOf(index: Indexed): readonly string[] {
  const found = new Set(index.keys('servers', 'unseen'));
  for (const group of keyedGroups) {
    for (const key of index.keys(group, 'unseen')) {
      const { server } = partsOf(group, key);
      if (server !== undefined && server !== 'vip' && group !== 'scp') found.add(server);
    }
  }
  const home = index.fact('mailbox.server')?.value;
  if (typeof home === 'string' && home !== '') found.add(shortName(home));
  return [...found];
}

/** How well a server of the case plays the part of a server of the example. */
function likeness(facts: readonly ExampleFact[], example: string, server: string, index: Indexed): number {
  let score = example === server ? 4 : 0;
  for (const { path, value } of facts) {
    const parts = path.key === undefined ? undefined : partsOf(path.group, path.key);
    if (parts?.server === example) {
      if (path.group === 'servers') {
        const own = index.fact(pathText(path, server))?.value;
        score += own === undefined ? 0 : own === value ? 3 : -3;
      } else if (index.keys(path.group, 'unseen').some((key) => samePlace(path.group, key, parts, server)))
        score += 1;
    }
    if (path.text === 'mailbox.server' && typeof value === 'string' && shortName(value) === example) {
      const home = index.fact('mailbox.server')?.value;
      if (typeof home === 'string' && shortName(home) === server) score += 5;
    }
  }
  return score;
}
const samePlace = (group: string, key: string, like: KeyParts, server: string): boolean => {
  const { server: node, rest } = partsOf(group, key);
  return node === server && rest === like.rest;
};

/** Ways to give each name of the example a different one of the case, or leave it as it is; the likeliest first. */
function assignments(
  names: readonly string[],
  candidates: readonly string[],
  score: (name: string, candidate: string) => number,
  most: number,
): readonly ReadonlyMap<string, string>[] {
  let ways: { readonly map: ReadonlyMap<string, string>; readonly score: number }[] = [
    { map: new Map(), score: 0 },
  ];
  for (const name of names) {
    ways = ways.flatMap((way) => {
      const taken = [...way.map.values()];
      const free = candidates.filter((candidate) => !taken.includes(candidate));
      // A server or mailbox that the case does not know yet is likelier than one that is known to be different.
      const chosen = free.includes(name) || taken.includes(name) ? free : [...free, name];
      return (chosen.length === 0 ? [name] : chosen).map((candidate) => ({
        map: new Map([...way.map, [name, candidate]]),
        score: way.score + (candidates.includes(candidate) ? score(name, candidate) : -0.5),
      }));
    });
    ways = ways.sort((left, right) => right.score - left.score).slice(0, most);
  }
  return ways.map(({ map }) => map);
}

const unique = (items: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(items.filter((item) => item !== undefined)),
];

/** Her names in the example against her names in the case. */
function herWords(index: Indexed): readonly (readonly [string, string])[] {
  const own = (path: string): string | undefined => {
    const value = index.fact(path)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [local = '', domain = ''] = index.mailbox.split('@');
  const [exampleLocal = '', exampleDomain = ''] = exampleMailbox.address.split('@');
  const [sid, guid] = [own('mailbox.sid'), own('mailbox.guid')];
  return [
    [exampleMailbox.address, index.mailbox],
    [exampleLocal, own('mailbox.sam') ?? local],
    [exampleDomain, domain],
    ...(sid === undefined ? [] : [[exampleMailbox.sid.toLowerCase(), sid] as const]),
    ...(guid === undefined ? [] : [[exampleMailbox.guid.toLowerCase(), guid] as const]),
  ];
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

/**
 * The ways in which an example may be put into a case, the likeliest first: its names bound to names of the case,
 * then (for signs over every node) each of its facts set for every key of the case.
 */
export function* bindings(example: Example, index: Indexed): Generator<readonly SetFact[]> {
  const facts = exampleFacts(example);
  const shiftMs = index.now - Date.parse(exampleAt);
  const hers = herWords(index);
  const parts = facts.map(({ path }) => (path.key === undefined ? undefined : partsOf(path.group, path.key)));
  const valuesNaming = facts.flatMap(namedIn);
  const servers = unique([...parts.map((part) => part?.server), ...valuesNaming]).filter(
    (name) => name !== 'vip',
  );
  const addresses = unique(parts.map((part) => part?.address));
  const serverWays = assignments(
    servers,
    serversOf(index),
    (name, one) => likeness(facts, name, one, index),
    6,
  );
  const addressWays = assignments(
    addresses,
    index.keys('secondary', 'unseen'),
    (name, one) => (name === one ? 1 : 0),
    4,
  );
  for (const toServers of serverWays) {
    for (const toAddresses of addressWays) {
      const words = renaming(new Map([...hers, ...toServers, ...toAddresses]), shiftMs);
      yield facts.map((fact, position) =>
        set(fact, keyIn(fact, parts[position], index, toServers, words), words),
      );
    }
  }
  const everywhere = overEveryKey(facts, parts, index, renaming(new Map(hers), shiftMs));
  if (everywhere !== undefined) yield everywhere;
}

const set = (fact: ExampleFact, key: string | undefined, words: Renaming): SetFact => ({
  fact: key === undefined ? fact.path.text : pathText(fact.path, key),
  value: rebound(fact, words),
  from: fact.from,
});

/** The key of the case at the place that the example's key has, else the example's with the names of the case. */
function keyIn(
  { path }: ExampleFact,
  parts: KeyParts | undefined,
  index: Indexed,
  toServers: ReadonlyMap<string, string>,
  words: Renaming,
): string | undefined {
  if (path.key === undefined || parts === undefined) return undefined;
  const server = parts.server === undefined ? undefined : (toServers.get(parts.server) ?? parts.server);
  const keys = index.keys(path.group, 'unseen');
  if (keys.includes(path.key) && server === parts.server && parts.host !== undefined) return path.key;
  if (parts.host !== undefined && server !== undefined) {
    const there = keys.find((key) => samePlace(path.group, key, parts, server));
    if (there !== undefined) return there;
    const host = keys.map((key) => partsOf(path.group, key)).find(({ rest }) => rest === parts.rest)?.host;
    return keyText({ ...parts, host: host ?? words.rename(parts.host), server }, path.key);
  }
  if (parts.host !== undefined)
    return keys.includes(path.key) ? path.key : (keys[0] ?? words.rename(path.key));
  if (parts.address !== undefined) return words.rename(parts.address);
  return server === undefined ? path.key : keyText({ ...parts, server }, path.key);
}

/** Every fact of the example set for every key of the case; undefined when two of them would contradict each other. */
function overEveryKey(
  facts: readonly ExampleFact[],
  parts: readonly (KeyParts | undefined)[],
  index: Indexed,
  words: Renaming,
): SetFact[] | undefined {
  const found = new Map<string, SetFact>();
  const whole: SetFact[] = [];
  for (const [position, fact] of facts.entries()) {
    const own = parts[position];
    if (own === undefined || fact.path.key === undefined) {
      whole.push(set(fact, undefined, words));
      continue;
    }
    const alike = index.keys(fact.path.group, 'unseen').filter((key) => {
      const { server, rest } = partsOf(fact.path.group, key);
      return rest === own.rest && (server === 'vip') === (own.server === 'vip');
    });
    for (const key of alike.length > 0 ? alike : [words.rename(fact.path.key)]) {
      const one = set(fact, key, words);
      const other = found.get(one.fact);
      if (other !== undefined && JSON.stringify(other.value) !== JSON.stringify(one.value)) return undefined;
      found.set(one.fact, one);
    }
  }
  return found.size === 0 ? undefined : [...found.values(), ...whole];
}
