import type { Passage } from '../reader.ts';

/** Passages of lines that say the same, as few as there can be; blank lines between them (`isBlank`) do not part them. */
export function passagesOf(
  lines: Iterable<readonly [line: number, says: string]>,
  isBlank: (line: number) => boolean = () => false,
): readonly Passage[] {
  const passages: { from: number; to: number; readonly says: string }[] = [];
  for (const [line, says] of lines) {
    const last = passages.at(-1);
    if (last === undefined || last.says !== says || !reaches(last.to, line, isBlank))
      passages.push({ from: line, to: line, says });
    else last.to = Math.max(last.to, line);
  }
  return passages;
}
function reaches(from: number, to: number, isBlank: (line: number) => boolean): boolean {
  for (let line = from + 1; line < to; line += 1) if (!isBlank(line)) return false;
  return to >= from;
}

/** `line 3`, `lines 3–9`, `lines 3, 5–7 and 41`; of many only the first. */
export function linesInWords(lines: readonly number[], most = 4): string {
  const parts = passagesOf(
    [...new Set(lines)].toSorted((one, other) => one - other).map((line) => [line, ''] as const),
  ).map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  const shown = parts.slice(0, most);
  const list = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
  const more = parts.length > most ? ` and ${parts.length - most} more places` : '';
  const isOne = parts.length === 1 && !list.includes('–');
  return `${isOne ? 'line' : 'lines'} ${parts.length > most ? shown.join(', ') : list}${more}`;
}
