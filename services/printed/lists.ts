import type { Block, Property } from './blocks.ts';
import { commandOf } from './commands.ts';

const propertyName = /^[A-Za-z_][\w ./()%#-]{0,79}$/;
/** Nobody prints more of one value. */
const mostLines = 400;

interface Started {
  readonly name: string;
  readonly text: string;
  /** Where values begin: what is indented as far goes on with one. */
  readonly column: number;
}
/** A line `Name : Value` of Format-List; without a blank before the colon it is mostly another kind of text. */
function startOf(line: string): Started | undefined {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > 110) return undefined;
  const after = line[colon + 1];
  if (after !== undefined && after !== ' ') return undefined;
  const head = line.slice(0, colon);
  const name = head.trim();
  if (!propertyName.test(name) || head.length - head.trimStart().length > 12) return undefined;
  const text = line.slice(colon + 1).trim();
  const gap = head.length - head.trimEnd().length;
  // Typed by hand the blank is left out; then only a name of several words in one is a property.
  if (gap === 0 && (text === '' || !/^[A-Z][A-Za-z]*[A-Z][A-Za-z]*[a-z]$/.test(name))) return undefined;
  return { name, text, column: colon + 2 };
}

/** One object printed as a list, from the line `index`; undefined when none begins there. */
export function readList(
  lines: readonly string[],
  index: number,
): { readonly blocks: readonly Omit<Block, 'commands'>[]; readonly next: number } | undefined {
  if (startOf(lines[index] ?? '') === undefined) return undefined;
  const properties = new Map<string, Property>();
  let at = index;
  while (at < lines.length) {
    const started = startOf(lines[at] ?? '');
    if (started === undefined || properties.has(started.name.toLowerCase())) break;
    const { text, next } = goingOn(lines, at, started);
    properties.set(started.name.toLowerCase(), { name: started.name, text, line: at + 1, to: next });
    at = next;
  }
  return { blocks: [{ properties, from: index + 1, to: at, cutNames: false }], next: at };
}

/** A value with the lines on which it goes on. */
function goingOn(
  lines: readonly string[],
  index: number,
  { text, column }: Started,
): { readonly text: string; readonly next: number } {
  let value = text;
  let next = index + 1;
  let before = lines[index] ?? '';
  while (next < lines.length && next - index < mostLines) {
    const line = lines[next] ?? '';
    const piece = line.trim();
    if (piece === '') break;
    const indent = line.length - line.trimStart().length;
    const isIndented = indent >= Math.max(column - 1, 3);
    // Copied text may have lost its indentation: a full line of a console, an open brace, what stands between two properties.
    const isOpen = value.startsWith('{') && !value.includes('}');
    const goesOn =
      isIndented ||
      ((isOpen || (indent === 0 && (before.length >= 79 || startOf(lines[next + 1] ?? '') !== undefined))) &&
        startOf(line) === undefined &&
        !/^-{3}/.test(piece) &&
        commandOf(lines, next) === undefined);
    if (!goesOn) break;
    value = joinedAt(value, piece);
    before = line;
    next += 1;
  }
  return { text: value, next };
}

/** PowerShell breaks at blanks, and inside a word that is longer than the line. */
function joinedAt(value: string, piece: string): string {
  if (value === '') return piece;
  const last = value.slice(value.lastIndexOf(' ') + 1);
  const isInside = /[@/\\=:.-]/.test(last) && !/[,;}]$/.test(last);
  return isInside ? `${value}${piece}` : `${value} ${piece}`;
}
