import { type Example, exampleAt } from '../cause.ts';
import { vocabulary } from '../vocabulary.ts';
import { shortName } from './enumeration.ts';
import type { SetFact } from './examples.ts';
import type { Indexed } from './indexed.ts';
import { type KeyParts, keyParts, keyText, pathText } from './key-parts.ts';
import { once, perGroup } from './lazily.ts';
import { exampleNames, type Mould, type MouldFact, mouldOf, type Words } from './moulds.ts';

/** The keys of a group of the case, taken apart. */
interface Key {
  readonly key: string;
  readonly parts: KeyParts;
}
/** What binding any example to one case needs. */
interface Here {
  readonly index: Indexed;
  readonly keys: (group: string) => readonly Key[];
  readonly servers: () => readonly string[];
  readonly hers: readonly (readonly [string, string])[];
  readonly shiftMs: number;
}

const keyedGroups = Object.keys(vocabulary).filter((group) => vocabulary[group]?.shape === 'keyed');

/** The servers that a case names anywhere, its own list first. */
function serversOf(index: Indexed, keys: Here['keys']): readonly string[] {
  const found = new Set(index.keys('servers', 'unseen'));
  for (const group of keyedGroups) {
    for (const { parts } of keys(group)) {
      if (parts.server !== undefined && parts.server !== 'vip' && group !== 'scp') found.add(parts.server);
    }
  }
  const home = index.fact('mailbox.server')?.value;
  if (typeof home === 'string' && home !== '') found.add(shortName(home));
  return [...found];
}

/** Her names in the example against her names in the case. */
function herWords(index: Indexed): readonly (readonly [string, string])[] {
  const own = (path: string): string | undefined => {
    const value = index.fact(path)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [local = '', domain = ''] = index.mailbox.split('@');
  const [sid, guid] = [own('mailbox.sid'), own('mailbox.guid')];
  return [
    [exampleNames.address, index.mailbox],
    [exampleNames.local, own('mailbox.sam') ?? local],
    [exampleNames.domain, domain],
    ...(sid === undefined ? [] : [[exampleNames.sid, sid] as const]),
    ...(guid === undefined ? [] : [[exampleNames.guid, guid] as const]),
  ];
}

/** How well a server of the case plays the part of a server of the example. */
function likeness({ facts }: Mould, example: string, server: string, { index, keys }: Here): number {
  let score = example === server ? 4 : 0;
  for (const { path, key, example: value } of facts) {
    if (key?.parts.server === example) {
      if (path.group === 'servers') {
        const own = index.fact(pathText(path, server))?.value;
        score += own === undefined ? 0 : own === value ? 3 : -3;
      } else if (keys(path.group).some((one) => samePlace(one, key.parts, server))) score += 1;
    }
    if (path.text === 'mailbox.server' && typeof value === 'string' && shortName(value) === example) {
      const home = index.fact('mailbox.server')?.value;
      if (typeof home === 'string' && shortName(home) === server) score += 5;
    }
  }
  return score;
}
const samePlace = ({ parts }: Key, like: KeyParts, server: string): boolean =>
  parts.server === server && parts.rest === like.rest;

/** Ways to give each name of the example a different one of the case, or leave it as it is; the likeliest first. */
function assignments(
  names: readonly string[],
  candidates: readonly string[],
  score: (name: string, candidate: string) => number,
  most: number,
): readonly Words[] {
  let ways: { readonly map: Words; readonly score: number }[] = [{ map: new Map(), score: 0 }];
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

/**
 * The ways in which an example may be put into a case, the likeliest first: its names bound to names of the case,
 * then (for signs over every node) each of its facts set for every key of the case.
 */
export type Binder = (example: Example) => Iterable<readonly SetFact[]>;

/** A binder for one case. */
export function createBinder(index: Indexed): Binder {
  const keys = perGroup((group) =>
    index.keys(group, 'unseen').map((key): Key => ({ key, parts: keyParts(group, key) })),
  );
  const here: Here = {
    index,
    keys,
    servers: once(() => serversOf(index, keys)),
    hers: herWords(index),
    shiftMs: index.now - Date.parse(exampleAt),
  };
  return (example) => bindings(mouldOf(example), here);
}

function* bindings(mould: Mould, here: Here): Generator<readonly SetFact[]> {
  const { facts, servers, addresses } = mould;
  const serverWays = assignments(
    servers,
    servers.length === 0 ? [] : here.servers(),
    (name, one) => likeness(mould, name, one, here),
    6,
  );
  const addressWays = assignments(
    addresses,
    here.index.keys('secondary', 'unseen'),
    (name, one) => (name === one ? 1 : 0),
    4,
  );
  for (const toServers of serverWays) {
    for (const toAddresses of addressWays) {
      const words = new Map([...here.hers, ...toServers, ...toAddresses]);
      const bound = facts.map((fact) => cast(fact, keyIn(fact, here, toServers, words), words, here));
      if (facts.length === 1 || isClear(bound)) yield bound;
    }
  }
  const everywhere = overEveryKey(facts, here);
  if (everywhere !== undefined) yield everywhere;
}
/** Whether no path but that of a list stands in it twice. */
function isClear(bound: readonly SetFact[]): boolean {
  const paths = bound.map(({ fact }) => fact).filter((fact) => !fact.endsWith('[]'));
  return new Set(paths).size === paths.length;
}

const cast = (fact: MouldFact, key: string | undefined, words: Words, { shiftMs }: Here): SetFact => ({
  fact: key === undefined ? fact.path.text : pathText(fact.path, key),
  value: fact.value(words, shiftMs),
  from: fact.from,
});

/** The key of the case at the place that the example's key has, else the example's with the names of the case. */
function keyIn(
  { path, key: own }: MouldFact,
  here: Here,
  toServers: Words,
  words: Words,
): string | undefined {
  if (own === undefined || path.key === undefined) return undefined;
  const { parts, renamed } = own;
  const server = parts.server === undefined ? undefined : (toServers.get(parts.server) ?? parts.server);
  const keys = here.keys(path.group);
  const isThere = keys.some(({ key }) => key === path.key);
  if (isThere && server === parts.server && parts.host !== undefined) return path.key;
  if (parts.host !== undefined && server !== undefined) {
    const there = keys.find((one) => samePlace(one, parts, server));
    if (there !== undefined) return there.key;
    const host = keys.find(({ parts: { rest } }) => rest === parts.rest)?.parts.host;
    const anew = host ?? renamed(words, here.shiftMs).split('@')[0] ?? parts.host;
    return keyText({ ...parts, host: anew, server }, path.key);
  }
  if (parts.host !== undefined) return isThere ? path.key : (keys[0]?.key ?? renamed(words, here.shiftMs));
  if (parts.address !== undefined) return renamed(words, here.shiftMs);
  return server === undefined ? path.key : keyText({ ...parts, server }, path.key);
}

/** Every fact of the example set for every key of the case; undefined when two of them would contradict each other. */
function overEveryKey(facts: readonly MouldFact[], here: Here): SetFact[] | undefined {
  const words = new Map(here.hers);
  const found = new Map<string, SetFact>();
  const whole: SetFact[] = [];
  for (const fact of facts) {
    if (fact.key === undefined) {
      whole.push(cast(fact, undefined, words, here));
      continue;
    }
    const { parts: own, renamed } = fact.key;
    const alike = here
      .keys(fact.path.group)
      .filter(({ parts }) => parts.rest === own.rest && (parts.server === 'vip') === (own.server === 'vip'))
      .map(({ key }) => key);
    for (const key of alike.length > 0 ? alike : [renamed(words, here.shiftMs)]) {
      const one = cast(fact, key, words, here);
      const other = found.get(one.fact);
      if (other !== undefined && JSON.stringify(other.value) !== JSON.stringify(one.value)) return undefined;
      found.set(one.fact, one);
    }
  }
  return found.size === 0 ? undefined : [...found.values(), ...whole];
}
