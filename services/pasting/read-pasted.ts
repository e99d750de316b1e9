import { type Fact, FactError, type FactValue, parsePath, valueProblems } from '../facts.ts';
import type { Passage, Pasted, Reader, ReadFact, ReadText } from '../reader.ts';
import { isTime } from '../time.ts';
import { decode, decodeText, linesOf } from './decode.ts';
import { linesInWords, passagesOf } from './passages.ts';
import { isNobody, isOwner } from './people.ts';
import { cutDeep } from './secret-decoding.ts';
import { cutSecrets, cutText, type SecretCut, type SecretKind } from './secrets.ts';
import { toldOfSecrets } from './sentences.ts';

export interface PasteParts {
  readonly mailbox: string;
  /** The case's moment, ms since the epoch. */
  readonly now: number;
  readonly readers: readonly Reader[];
  /** Minutes east of UTC of times without a zone. */
  readonly zoneMinutes?: number;
  /** Names that are the mailbox owner's too: UPN, DOMAIN\name, further addresses, SID, GUID. */
  readonly person?: readonly string[];
}
/** What a pasted text came to. Every line of it is understood, ignored with a reason, or blank. */
export interface PastedText {
  readonly facts: readonly Fact[];
  readonly understood: readonly Passage[];
  readonly ignored: readonly Passage[];
  readonly secretsCut: readonly SecretCut[];
  /** Whom the text speaks of. */
  readonly about: readonly string[];
  /** What the person must hear: which secrets were cut, and what to do about them. */
  readonly says: readonly string[];
  /** What must be known before more can be taken from it. */
  readonly asks: readonly string[];
  /** Why nothing was read at all. */
  readonly refused?: string;
}

/** Longer lines are no log line and no command's output. */
const longestLine = 100_000;
const mostFacts = 2_000;
const tooMany = `more than ${mostFacts.toLocaleString('en')} facts in one text: paste a shorter piece`;
const notRead = 'not known to any reader';

/** Facts of a pasted text, secrets cut before anything else is read or kept. Never throws. */
export function readPasted(bytes: Buffer | string, parts: PasteParts): PastedText {
  const { mailbox, now, readers, zoneMinutes, person } = parts;
  const decoded = typeof bytes === 'string' ? decodeText(bytes) : decode(bytes);
  if ('refused' in decoded) return nothing(decoded.refused);
  const { lines: clean, cut } = cutSecrets(linesOf(decoded.text));
  const ignored = new Map<number, string>();
  const lines = clean.map((line, index) => {
    if (line.length <= longestLine) return line;
    ignored.set(index + 1, `longer than ${longestLine.toLocaleString('en')} characters`);
    return '';
  });
  const isBlank = (line: number): boolean => (clean[line - 1] ?? '').trim() === '';
  const left = [...lines];
  const understood = new Map<number, string>();
  const facts: Fact[] = [];
  const about = new Map<string, string>();
  const withoutZone: number[] = [];
  const foreign = new Map<string, number[]>();
  let isKnown = false;
  const late: SecretCut[] = [];

  for (const reader of readers) {
    const pasted: Pasted = {
      lines: left,
      mailbox,
      now,
      ...(zoneMinutes === undefined ? {} : { zoneMinutes }),
      ...(person === undefined ? {} : { names: person }),
    };
    const raw = reader.read(pasted);
    if (raw === undefined) continue;
    const read = withoutSecrets(raw);
    isKnown = true;
    for (const name of read.about) about.set(name.toLowerCase(), name);
    withoutZone.push(...read.withoutZone);
    const dropped = new Map<ReadFact, string>();
    for (const fact of read.facts) {
      const why =
        problemOf(fact, lines.length) ?? notHers(fact) ?? (facts.length < mostFacts ? undefined : tooMany);
      if (why === undefined) facts.push(asFact(fact, reader));
      else dropped.set(fact, why);
    }
    claim(read, reader, dropped);
  }
  /** What a reader decoded or put together is cut once more: base64 and entities hide from the first look. */
  function withoutSecrets(read: ReadText): ReadText {
    const at =
      (line: number) =>
      (kind: SecretKind): void => {
        const known = late.some((one) => one.line === line && one.kind === kind);
        if (line >= 1 && line <= lines.length && !known) late.push({ line, kind });
      };
    const passage = (one: Passage): Passage => ({ ...one, says: cutText(one.says) });
    return {
      facts: read.facts.map((fact) => ({
        ...fact,
        // Same shape, other text: what is a fact's value stays one.
        value: cutDeep(fact.value, (text) => cutText(text, at(fact.line))) as FactValue,
        ...(fact.about === undefined ? {} : { about: cutText(fact.about) }),
      })),
      understood: read.understood.map(passage),
      ignored: read.ignored.map(passage),
      about: read.about.map((name) => cutText(name)),
      withoutZone: read.withoutZone,
    };
  }
  function notHers({ about: whom, line }: ReadFact): string | undefined {
    if (whom === undefined || isNobody(whom)) return undefined;
    if (!about.has(whom.toLowerCase())) about.set(whom.toLowerCase(), whom);
    if (isOwner(whom, mailbox, person) !== false) return undefined;
    const at = foreign.get(whom.toLowerCase());
    if (at === undefined) foreign.set(whom.toLowerCase(), [line]);
    else at.push(line);
    return `about ${whom}, not ${mailbox}`;
  }
  function asFact({ fact, value, at, line }: ReadFact, { title }: Reader): Fact {
    return {
      fact: parsePath(fact).text,
      value,
      from: 'pasted',
      source: `${title}, line ${line}`,
      at: at ?? new Date(now).toISOString(),
      vantage: 'pasted text',
    };
  }
  function claim(read: ReadText, { title }: Reader, dropped: ReadonlyMap<ReadFact, string>): void {
    const take = (into: Map<number, string>, { from, to, says }: Passage): void => {
      for (let line = Math.max(1, from); line <= Math.min(to, lines.length); line += 1) {
        if (isBlank(line) || left[line - 1] === '') continue;
        left[line - 1] = '';
        into.set(line, says === '' ? title : says);
      }
    };
    const byLine = Map.groupBy(read.facts, ({ line }) => line);
    const stated = read.facts.map(({ line }) => ({ from: line, to: line, says: title }));
    for (const passage of [...read.understood, ...stated]) {
      // A passage all of whose facts were left out was read in vain: it says why.
      const within: ReadFact[] = [];
      for (let line = passage.from; line <= passage.to; line += 1) within.push(...(byLine.get(line) ?? []));
      const [why] = within.flatMap((fact) => dropped.get(fact) ?? []);
      const inVain = why !== undefined && within.every((fact) => dropped.has(fact));
      take(inVain ? ignored : understood, inVain ? { ...passage, says: why } : passage);
    }
    for (const passage of read.ignored) take(ignored, passage);
  }

  for (let line = 1; line <= lines.length; line += 1)
    if (!isBlank(line) && !understood.has(line) && !ignored.has(line)) ignored.set(line, notRead);
  const inOrder = (map: ReadonlyMap<number, string>): readonly Passage[] =>
    passagesOf(
      [...map].toSorted(([one], [other]) => one - other),
      isBlank,
    );
  const others = [...about.values()].filter(
    (name) => !isNobody(name) && isOwner(name, mailbox, person) === false,
  );
  const allCut = [
    ...cut,
    ...late.filter(({ line, kind }) => !cut.some((one) => one.line === line && one.kind === kind)),
  ];
  return {
    facts: unique(facts),
    understood: inOrder(understood),
    ignored: inOrder(ignored),
    secretsCut: allCut,
    about: [...about.values()],
    says: toldOfSecrets(allCut),
    asks: [
      ...(others.length === 0 ? [] : [whose(others, foreign, mailbox)]),
      ...(withoutZone.length > 0 && zoneMinutes === undefined ? [whichZone(withoutZone)] : []),
      ...(isKnown ? [] : [whatCanBePasted(readers)]),
    ],
  };
}

const nothing = (refused: string): PastedText => ({
  facts: [],
  understood: [],
  ignored: [],
  secretsCut: [],
  about: [],
  says: [],
  asks: [],
  refused,
});

/** Why a reader's fact cannot be kept: readers take values from texts that anybody wrote. */
function problemOf({ fact, value, at, line }: ReadFact, lines: number): string | undefined {
  if (line < 1 || line > lines) return 'named by a line that the text does not have';
  if (at !== undefined && !isTime(at)) return 'dated by no time';
  try {
    const problems = valueProblems(parsePath(fact), value);
    return problems.length === 0 ? undefined : 'a value that the vocabulary does not have';
  } catch (error) {
    if (error instanceof FactError) return 'a value that the vocabulary does not have';
    throw error;
  }
}
function unique(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>();
  return facts.filter((one) => {
    const id = `${one.fact}\n${JSON.stringify(one.value)}\n${one.at}`;
    return !seen.has(id) && seen.add(id);
  });
}

const fewNames = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
function whose(
  others: readonly string[],
  foreign: ReadonlyMap<string, readonly number[]>,
  mailbox: string,
): string {
  const lines = [...foreign.values()].flat();
  const where = lines.length === 0 ? '' : ` (${linesInWords(lines)})`;
  return `The text speaks of ${fewNames(others)}${where}: whose output is it? Nothing of theirs was taken as ${mailbox}'s.`;
}
const whichZone = (lines: readonly number[]): string =>
  `The times in ${linesInWords(lines)} have no zone: which one is it, as in +01:00? Until then nothing is dated by them.`;
const whatCanBePasted = (readers: readonly Reader[]): string =>
  `Nothing in the text is known here. What can be pasted: ${readers.map(({ title }) => title).join('; ')}.`;
