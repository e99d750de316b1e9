import type { Row } from './part.ts';

const headings = ['what', 'figure', 'peer or limit', 'ratio', 'aim now'] as const;

/** The rows as a table of aligned columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    [...headings],
    ...rows.map(({ what, figure, beside, ratio, aim }) => [
      what,
      figure,
      beside,
      ratio,
      aim === undefined ? '' : `${aim.says} ${aim.met ? 'met' : 'MISSED'}`,
    ]),
  ];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' │ ')
      .trimEnd();
  const [heading = [], ...body] = cells;
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('─┼─'), ...body.map(line)].join('\n');
}
