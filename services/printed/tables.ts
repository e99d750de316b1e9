import type { Block, Property } from './blocks.ts';
import { commandOf } from './commands.ts';
import { continuationOf, joinedCell, type Reach, type RowSoFar } from './wrapped-rows.ts';

interface Column extends Reach {
  readonly name: string;
}
interface Row {
  readonly properties: Map<string, Property>;
  readonly from: number;
  to: number;
  unsure: boolean;
  lastCells: readonly string[];
}
const dashes = /^\s{0,200}-{1,300}(?:\s{1,300}-{1,300})*\s*$/;
const mostHeadings = 4;

/** Rows of a table whose heading begins on the line `index`: names above dashes. Undefined when none does. */
export function readTable(
  lines: readonly string[],
  index: number,
): { readonly blocks: readonly Omit<Block, 'commands'>[]; readonly next: number } | undefined {
  const ruler = rulerBelow(lines, index);
  if (ruler === undefined) return undefined;
  const columns = columnsOf(lines.slice(index, ruler), lines[ruler] ?? '');
  if (columns === undefined) return undefined;
  const heading = { from: index + 1, to: ruler + 1 };
  const rows: Row[] = [];
  const headingIsWrapped = ruler - index > 1;
  // Mails put an empty line behind every line.
  const isSpaced = (lines[ruler + 1] ?? '').trim() === '' && (lines[ruler + 2] ?? '').trim() !== '';
  let at = ruler + 1;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      if (!isSpaced || (lines[at + 1] ?? '').trim() === '') break;
      at += 1;
      continue;
    }
    if (line.length > 4_000 || commandOf(lines, at) !== undefined || dashes.test(line)) break;
    if (at + 1 < lines.length && dashes.test(lines[at + 1] ?? '') && !isSpaced) break;
    const cells = cellsOf(line, columns);
    const last = rows.at(-1);
    const how = continuationOf(cells, last && soFar(last, columns), columns, headingIsWrapped);
    if (last !== undefined && how === 'unsure') last.unsure = true;
    if (last !== undefined && how === 'rest') goOn(last, cells, columns, at + 1);
    else rows.push(rowOf(cells, columns, at + 1, how === 'unsure'));
    at += 1;
  }
  const cutNames = columns.some(({ name }) => /(?:\.\.\.|…)$/.test(name));
  return {
    blocks: rows.map(({ properties, from, to, unsure }, position) => ({
      properties,
      from,
      to,
      cutNames,
      ...(unsure ? { unsure } : {}),
      ...(position === 0 ? { heading } : {}),
    })),
    next: at,
  };
}

const rowOf = (cells: readonly string[], columns: readonly Column[], line: number, unsure: boolean): Row => ({
  properties: new Map(
    columns.map(({ name }, position) => [
      name.toLowerCase(),
      { name, text: cells[position] ?? '', line, to: line },
    ]),
  ),
  from: line,
  to: line,
  unsure,
  lastCells: cells,
});
const soFar = ({ properties, lastCells }: Row, columns: readonly Column[]): RowSoFar => ({
  whole: columns.map(({ name }) => properties.get(name.toLowerCase())?.text ?? ''),
  last: lastCells,
});
function goOn(row: Row, cells: readonly string[], columns: readonly Column[], line: number): void {
  for (const [position, column] of columns.entries()) {
    const rest = cells[position] ?? '';
    const key = column.name.toLowerCase();
    const before = row.properties.get(key);
    if (rest === '' || before === undefined) continue;
    const text = joinedCell(before.text, row.lastCells[position] ?? '', rest, column);
    if (text === undefined) row.unsure = true;
    row.properties.set(key, { ...before, text: text ?? before.text, to: line });
  }
  row.lastCells = cells;
  row.to = line;
}

/** Names of columns may themselves be wrapped over some lines. */
function rulerBelow(lines: readonly string[], index: number): number | undefined {
  if ((lines[index] ?? '').length > 2_000) return undefined;
  for (let at = index + 1; at <= index + mostHeadings && at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') return undefined;
    if (line.trimStart().startsWith('-') && dashes.test(line)) return at;
  }
  return undefined;
}

function columnsOf(headings: readonly string[], ruler: string): readonly Column[] | undefined {
  const groups = [...ruler.matchAll(/-+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  if (groups.length > 60) return undefined;
  const columns = groups.map(({ from, to }, position): Column => {
    const end = groups[position + 1]?.from ?? Number.POSITIVE_INFINITY;
    return {
      name: headings.map((line) => line.slice(from, Math.max(to, end)).trim()).join(''),
      from,
      width: Number.isFinite(end) ? end - 1 - from : undefined,
      dashes: to - from,
    };
  });
  // A rule under a title has no names above each of its parts.
  const areNames = columns.every(({ name }) =>
    /^[A-Za-zÄÖÜäöüß_][\w ./()%#äöüß-]{0,79}(?:\.\.\.|…)?$/.test(name),
  );
  const [only] = columns;
  const isTitle = columns.length === 1 && (only?.name ?? '').includes(' ');
  return areNames && !isTitle ? columns : undefined;
}

/** The cells of a row; a number that begins left of its column's dashes is whole. */
function cellsOf(line: string, columns: readonly Column[]): readonly string[] {
  const starts = columns.map(({ from }, position) => {
    if (position === 0) return 0;
    let start = from;
    while (start > (columns[position - 1]?.from ?? 0) + 1 && /\S/.test(line[start - 1] ?? ' ')) start -= 1;
    return /\s/.test(line[start - 1] ?? ' ') ? start : from;
  });
  return starts.map((start, position) => line.slice(start, starts[position + 1]).trim());
}
