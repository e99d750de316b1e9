/** A column of a table: where its dashes begin, and how far its cells reach. */
export interface Reach {
  readonly from: number;
  /** Undefined for the last one, whose cells reach as far as the console did. */
  readonly width: number | undefined;
  /** How many dashes stand above it. */
  readonly dashes: number;
}
/** How a line stands to the row above it. */
export type Continuation = 'row' | 'rest' | 'unsure';

/** Cells of a row as far as it is read; `last` holds those of its last line. */
export interface RowSoFar {
  readonly whole: readonly string[];
  readonly last: readonly string[];
}
const isFull = (cell: string, { width, dashes }: Reach): boolean =>
  width === undefined ? cell.length >= dashes && dashes >= 4 : cell.length >= width;
const isState = (cell: string): boolean => /^(?:true|false|wahr|falsch|\d{1,10})$/i.test(cell);

/** Whether a line goes on with the row above: every cell of it must follow one that could not hold it. */
export function continuationOf(
  cells: readonly string[],
  row: RowSoFar | undefined,
  columns: readonly Reach[],
  headingIsWrapped: boolean,
): Continuation {
  if (row === undefined || columns.length < 2) return 'row';
  const filled = cells.flatMap((cell, position) => (cell === '' ? [] : [position]));
  const left = cells.filter((cell, position) => cell === '' && (row.whole[position] ?? '') !== '');
  const follows = filled.every((position) => couldGoOn(position, cells, row, columns));
  // Names of columns stand first: a row without one goes on with the last, unless it fills what was empty there.
  if (cells[0] === '') return filled.every((position) => (row.whole[position] ?? '') !== '') ? 'rest' : 'row';
  if (follows && left.length > 0)
    return headingIsWrapped || left.length > 1 || left.some(isState) ? 'rest' : 'unsure';
  // Broken by a mail, the end of a long line comes to stand below the first column.
  const isTail =
    columns.length > 2 &&
    filled.length === 1 &&
    (row.whole.at(-1) ?? '') !== '' &&
    left.length === columns.length - 1;
  return isTail ? 'unsure' : 'row';
}
function couldGoOn(
  position: number,
  cells: readonly string[],
  { last }: RowSoFar,
  columns: readonly Reach[],
): boolean {
  const before = last[position] ?? '';
  const column = columns[position];
  if (before === '' || column === undefined) return false;
  if (isFull(before, column)) return true;
  const [word = ''] = (cells[position] ?? '').split(' ');
  return before.length + 1 + word.length > (column.width ?? column.dashes);
}

/** The value of two pieces of a cell; undefined when it cannot be told whether a blank was lost between them. */
export function joinedCell(
  whole: string,
  last: string,
  rest: string,
  column: Reach | undefined,
): string | undefined {
  if (whole === '') return undefined;
  // Between the elements of a list it is broken at the blank.
  if (/[,;]$/.test(whole) && whole.startsWith('{')) return `${whole} ${rest}`;
  if (/^https?:\/\/\S+$/i.test(whole) && !rest.includes(' ')) return `${whole}${rest}`;
  const isWords = (text: string): boolean => /[^,;]\s/.test(text);
  if (column === undefined || !isFull(last, column)) return undefined;
  // Of several words any piece may have ended where a blank stood.
  return isWords(whole) || isWords(rest) ? undefined : `${whole}${rest}`;
}
