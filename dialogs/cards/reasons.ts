import type { Diagnosis, SignShown, Verdict } from '../../services/diagnosis/types.ts';
import type { Fact, FactValue } from '../../services/facts.ts';
import type { Catalogue } from '../catalogue.ts';
import { factWords, ifWords } from '../fact-words.ts';
import { age, timesInWords, value } from '../say.ts';
import { bold, clip, type Element, label, line, quiet } from './elements.ts';

type Causes = Catalogue['causes'];
const telling = ['proof', 'strong', 'fair', 'weak'];

/** The signs of a verdict that speak for it, the weightiest first; what must hold anyway tells least. */
export function byWeight(verdict: Verdict, causes: Causes): readonly SignShown[] {
  const place = ({ sign: id }: SignShown): number => {
    const sign = causes.get(verdict.cause)?.signs.find((one) => one.id === id);
    return sign === undefined || sign.role === 'must' ? telling.length : telling.indexOf(sign.weight);
  };
  return verdict.for.toSorted((one, other) => place(one) - place(other));
}

/** The signs to show and those that only repeat the same event: one look that two sentences tell of is one. */
export function perEvent(
  signs: readonly SignShown[],
  diagnosis: Diagnosis,
  atMost: number,
): { readonly shown: readonly SignShown[]; readonly rest: readonly SignShown[] } {
  const events = new Set<string>();
  const shown: SignShown[] = [];
  const rest: SignShown[] = [];
  for (const sign of signs) {
    const cited = spokenOf(sign, diagnosis);
    const event = cited === undefined ? sign.sign : eventOf(cited.path);
    if (shown.length < atMost && !events.has(event)) shown.push(sign);
    else rest.push(sign);
    events.add(event);
  }
  return { shown, rest };
}

/** What was looked at when a fact was found: a service on all its nodes, the log line, or the thing that was told. */
const eventOf = (path: string): string =>
  path.includes('[') ? path.replace(/\]\.\w+$/, '').replace(/@[^@]*$/, '') : path;

/** What speaks for or against: each sentence, then the value that carries it, with its source and its age. */
export const evidence = (
  title: string,
  signs: readonly SignShown[],
  diagnosis: Diagnosis,
): readonly Element[] =>
  signs.length === 0
    ? []
    : [
        label(title),
        ...signs.map((sign) => {
          const cited = spokenOf(sign, diagnosis);
          return line(
            `• ${inWords(sign.text, diagnosis)}`,
            ...(cited === undefined ? [] : [quiet(`  ${cite(cited, diagnosis.at)}`)]),
          );
        }),
      ];

interface Spoken {
  readonly path: string;
  readonly fact: Fact;
  /** Whether the value itself stands in the sentence; if not, only where it is from is said. */
  readonly named: boolean;
}

/** Of the facts that a sign read, the one whose value and names stand in its sentence; if none does, the first that was found. */
function spokenOf(sign: SignShown, diagnosis: Diagnosis): Spoken | undefined {
  const text = sign.text.toLowerCase();
  const holds = (word: string): boolean => word.length > 0 && text.includes(word.toLowerCase());
  const read = sign.facts.flatMap((path) => {
    const fact = findFact(diagnosis, path);
    if (fact === undefined) return [];
    const keys = [...path.matchAll(/\[([^\]]*)\]/g)].flatMap(([, key = '']) => key.split(/[@/]/));
    const values = valuesOf(fact.value);
    const held = values.filter(holds).length;
    // Of a log line a sentence quotes some parts; any other value stands in it wholly or not.
    const part = isElement(fact.value) ? Math.min(held, 1) : held / Math.max(values.length, 1);
    const named = part === 1;
    // A key that the sentence does not name speaks of another node or step; a line of a list has none of its own.
    const keysNamed = isElement(fact.value) ? 2 : 2 * keys.filter(holds).length - keys.length;
    return [{ path, fact, named, words: 4 * part + keysNamed }];
  });
  return read.toSorted((one, other) => other.words - one.words)[0];
}

const isElement = (of: FactValue): boolean => typeof of === 'object' && !Array.isArray(of);

/** What a sentence would quote of a value. */
function valuesOf(of: FactValue): readonly string[] {
  if (typeof of === 'boolean' || (typeof of === 'string' && /^S-1-/.test(of))) return [];
  if (typeof of === 'object' && !Array.isArray(of)) return Object.values(of).map(String);
  return Array.isArray(of) ? of.map(String) : [value(of as string | number)]; // what is neither flag, list nor object
}

/** The value, its source and its age on one line: `302 · ex16b, POST Autodiscover · now`. */
export function cite({ fact, named }: Pick<Spoken, 'fact' | 'named'>, now: string): string {
  const own =
    typeof fact.value === 'object' && 'at' in fact.value && typeof fact.value.at === 'string'
      ? fact.value.at
      : fact.at;
  const old = age(own, now);
  return [
    named ? shortValue(fact.value, now) : '',
    shortSource(fact),
    old === 'fresh' ? 'now' : old.replace(/ old$/, ' ago'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** A value as short as a person would quote it; of an address on the web, the host. */
export function shortValue(of: FactValue, now: string): string {
  if (typeof of === 'object' && 'status' in of) return String(of.status);
  if (typeof of === 'object' && !Array.isArray(of)) return '';
  const shown = timesInWords(typeof of === 'string' ? of : value(of), now);
  return clip(shown.replace(/https?:\/\/([^/\s]+)\S*/g, '$1'), 60);
}

/** Who said it, in short: a server and what was asked of it, a log, the directory, or a person. */
function shortSource({ from, source, value: of }: Fact): string {
  const asked = /^([A-Z]+)\b.* https?:\/\/[^/\s]+(\/\S*) at ([^\s.:]+)/.exec(source);
  if (asked !== null) {
    const [, verb = '', path = '', node = ''] = asked;
    return `${node}, ${verb} ${services.find(([start]) => path.toLowerCase().startsWith(start))?.[1] ?? path.split('/')[1]}`;
  }
  if (typeof of === 'object' && 'server' in of && 'log' in of)
    return `${String(of.server)} ${String(of.log)} log`;
  if (from === 'told') return source === '' ? 'told' : `told by ${clip(source, 40)}`;
  if (from === 'directory') return `directory, ${clip(source, 40)}`;
  return clip(source.replace(/https?:\/\/([^/\s]+)\S*/g, '$1') || from, 50);
}
const services: readonly (readonly [string, string])[] = [
  ['/autodiscover', 'Autodiscover'],
  ['/mapi/nspi', 'MAPI address book'],
  ['/mapi/emsmdb', 'MAPI mailbox'],
  ['/rpc', 'Outlook Anywhere'],
];

/** A path of a sentence is a fact's own, or `log[3]` for the fourth `log[]` fact. */
function findFact(diagnosis: Diagnosis, path: string): Fact | undefined {
  const element = /^(log|tried|connections)\[(\d+)\]$/.exec(path);
  if (element) return diagnosis.facts.filter((fact) => fact.fact === `${element[1]}[]`)[Number(element[2])];
  return diagnosis.facts.find((fact) => fact.fact.toLowerCase() === path.toLowerCase());
}

/** A sentence of the engine with times in one form, people by their names and servers by their short ones. */
export function inWords(
  text: string,
  { at, mailbox, facts }: Pick<Diagnosis, 'at' | 'mailbox' | 'facts'>,
): string {
  const servers = new Set(facts.flatMap(({ fact }) => /^servers\[([\w-]+)\]/.exec(fact)?.[1] ?? []));
  const short = text.replace(/\b([\w-]+)(?:\.[\w-]+)+/g, (name, first: string) =>
    servers.has(first) ? first : name,
  );
  return timesInWords(short, at).replace(/(?:Sid~)?S-1-5-21-[\d-]+/g, mailbox);
}

/** A small section: its title stands on the line when there is but one. */
export const section = (title: string, rows: readonly (readonly [string, string?])[]): readonly Element[] => {
  const said = ([first, more = '']: readonly [string, string?]) => [
    ...(first === '' ? [] : [first]),
    ...(more === '' ? [] : [quiet(more)]),
  ];
  const [only] = rows;
  if (only === undefined) return [];
  if (rows.length === 1) return [line(bold(`${title}  `), ...said(only))];
  return [label(title), ...rows.map((row) => line('• ', ...said(row)))];
};

/** What the verdict would have liked to see: what nobody was asked, what could not be reached, what was not looked at. */
export function notSeen(verdict: Verdict, atMost: number): readonly Element[] {
  const byReason = new Map<string, Set<string>>();
  for (const { facts, why } of verdict.unseen) {
    const paths = byReason.get(why) ?? new Set();
    for (const path of facts) paths.add(factWords(path));
    byReason.set(why, paths);
  }
  const reasons = [...byReason].filter(([, what]) => what.size > 0);
  if (reasons.length === 0) return [];
  const more = reasons.length - atMost;
  return section('NOT SEEN', [
    ...reasons
      .slice(0, more > 0 ? atMost - 1 : atMost)
      .map(([why, what]) => ['', unseenWords(why, [...what])] as const),
    ...(more > 0 ? [['', `and ${more + 1} more reasons`] as const] : []),
  ]);
}

/** One reason and what it hid: "Not asked yet: what was tried; what Cancel does". */
export function unseenWords(why: string, what: readonly string[]): string {
  const listed = some(what, 4, '; ');
  if (why === 'nobody has said') return `Not asked yet: ${listed}`;
  if (why === '' || why === 'not looked at') return `Not looked at: ${listed}`;
  if (/configured/.test(why)) return `Not configured: ${listed} (${why})`;
  return `Could not be seen: ${listed} – ${why}`;
}

/** What would turn the verdict, computed by putting it in and judging again. */
export function wouldChange(verdict: Verdict, diagnosis: Diagnosis): readonly Element[] {
  const change = verdict.wouldChange[0];
  const next = diagnosis.next;
  if (change === undefined && next === null) return [];
  const set = change?.set.map(({ fact, value: to }) => ifWords(fact, to, shortValue(to, diagnosis.at))) ?? [];
  return section('WOULD CHANGE MY MIND', [
    ...(change === undefined
      ? []
      : [[`If ${some(set, 2, ' and ')}, I would ${bandWould[change.band]}.`] as const]),
    ...(next === null
      ? []
      : [[`${next.by === 'person' ? 'Best question' : 'Best next look'}: ${next.ask}`] as const]),
  ]);
}
const bandWould: Readonly<Record<Verdict['band'], string>> = {
  confirmed: 'take this as confirmed',
  likely: 'call this likely',
  possible: 'call this possible',
  unlikely: 'call this unlikely',
  'ruled-out': 'rule this out',
};

function some(list: readonly string[], atMost: number, between = ', '): string {
  const shown = list.slice(0, atMost).join(between);
  return list.length > atMost ? `${shown} and ${list.length - atMost} more` : shown;
}
