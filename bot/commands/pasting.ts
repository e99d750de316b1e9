import { readFileSync } from 'node:fs';
import { errorCode } from '../../services/error-code.ts';
import type { Fact } from '../../services/facts.ts';
import { decode } from '../../services/pasting/decode.ts';
import { type PastedText, readPasted } from '../../services/pasting/read-pasted.ts';
import { loadReaders } from '../../services/pasting/readers.ts';
import { minutesOf } from '../../services/pasting/times.ts';
import type { Passage } from '../../services/reader.ts';
import { Usage } from './usage.ts';

/** A text that the command line names. */
export interface PastedFile {
  readonly name: string;
  readonly bytes: Buffer;
}
export interface PasteOptions {
  readonly files: readonly PastedFile[];
  readonly zoneMinutes?: number;
  readonly knownAs: readonly string[];
}

/** The texts that the options name, read before anything is looked at; one that cannot be read throws a sentence. */
export function pasteOptions(
  paths: readonly string[],
  zone: string | undefined,
  knownAs: readonly string[],
): PasteOptions {
  if (paths.filter((path) => path === '-').length > 1)
    throw new Usage('--paste - is given twice: standard input is one text');
  const zoneMinutes = zone === undefined ? undefined : minutesOf(zone);
  if (zone !== undefined && zoneMinutes === undefined)
    throw new Usage(`--zone ${zone}: write +01:00, -05:00 or Z`);
  const files = paths.map((path): PastedFile => {
    const name = path === '-' ? 'standard input' : path;
    const bytes = bytesOf(path);
    const decoded = decode(bytes);
    if ('refused' in decoded) throw new Usage(`--paste ${path}: ${decoded.refused}`);
    if (decoded.text.trim() === '') throw new Usage(`--paste ${path}: ${name} is empty`);
    return { name, bytes };
  });
  return { files, knownAs, ...(zoneMinutes === undefined ? {} : { zoneMinutes }) };
}
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new Usage(`--paste ${path}: cannot be read (${errorCode(error)})`, { cause: error });
  }
}

/** Facts of the pasted texts; `say` hears what was understood, left out and cut, and what is asked. */
export async function pastedFacts(
  { files, zoneMinutes, knownAs }: PasteOptions,
  mailbox: string,
  seen: readonly Fact[],
  now: number,
  say: (line: string) => void,
): Promise<readonly Fact[]> {
  if (files.length === 0) return [];
  const readers = await loadReaders();
  const person = [...knownAs, ...namesIn(seen)];
  return files.flatMap(({ name, bytes }) => {
    const read = readPasted(bytes, {
      mailbox,
      now,
      readers,
      person,
      ...(zoneMinutes === undefined ? {} : { zoneMinutes }),
    });
    for (const line of inWords(name, read)) say(line);
    return read.facts.map((fact) => ({ ...fact, source: `${name}: ${fact.source}` }));
  });
}

/** The names that the directory has for a mailbox's owner. */
export function namesIn(facts: readonly Fact[]): readonly string[] {
  const known = (path: string): unknown => facts.find(({ fact }) => fact === path)?.value;
  const texts = ['upn', 'sid', 'guid', 'primarySmtp', 'legacyDn'].map((leaf) => known(`mailbox.${leaf}`));
  const addresses = known('mailbox.addresses');
  const sam = known('mailbox.sam');
  const domain = known('mailbox.domain');
  return [
    ...texts,
    ...(Array.isArray(addresses) ? addresses : []),
    ...(typeof sam === 'string' ? [typeof domain === 'string' ? `${domain}\\${sam}` : `\\${sam}`] : []),
  ].filter((name): name is string => typeof name === 'string' && name !== '');
}

function inWords(name: string, { facts, understood, ignored, says, asks }: PastedText): readonly string[] {
  const count = facts.length === 1 ? '1 fact' : `${facts.length} facts`;
  return [
    `${name}: ${count} taken`,
    ...shown('understood', understood),
    ...shown('left out', ignored),
    ...says.map((line) => `  ${line}`),
    ...asks.map((line) => `  ${line}`),
  ];
}
const mostShown = 12;
function shown(what: string, passages: readonly Passage[]): readonly string[] {
  const lines = passages
    .slice(0, mostShown)
    .map(
      ({ from, to, says }) => `  ${what}: ${from === to ? `line ${from}` : `lines ${from}–${to}`}, ${says}`,
    );
  return passages.length > mostShown
    ? [...lines, `  ${what}: ${passages.length - mostShown} more passages`]
    : lines;
}
