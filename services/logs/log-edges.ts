import { type FileHandle, open } from 'node:fs/promises';
import { type Fields, readFields, readLine, timeOf } from './read-line.ts';
import { lineText, type Part } from './scan.ts';
import type { Span } from './span.ts';

/** What the two ends of a log file say of it. */
export interface LogEdges {
  /** The fields named above its first line, undefined when there are none. */
  readonly fields: Fields | undefined;
  /** False when it holds nothing but its header. */
  readonly hasLines: boolean;
  /** ms since the epoch: of its first and last whole line, undefined when they cannot be read. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly bytes: number;
  /** Its first bytes, what is usual in it: in the space that was lent, until that is used again. */
  readonly sample: Uint8Array;
}
const edgeBytes = 64 * 1024;
/** Smaller parts are read through rather than sought in. */
const soughtBytes = 4 << 20;
/** To seek for each of many would take longer than to read what lies between them. */
const mostParts = 16;
/** Lines are written when a request ends, and not quite in order. */
const disorderMs = 5 * 60_000;

/** Space for both ends of one file, to be used for one after the other. */
export const edgeSpace = (): Buffer => Buffer.allocUnsafe(2 * edgeBytes);

/** Reads the two ends of a file. */
export async function readEdges(path: string, space: Buffer): Promise<LogEdges> {
  const file = await open(path, 'r');
  try {
    // A listing may know an old size of a file that is being written.
    const { size: bytes } = await file.stat();
    const head = await readAt(file, 0, space.subarray(0, edgeBytes));
    let fields: string | undefined;
    let firstLine: string | undefined;
    for (const text of textsOf(head)) {
      if (readFields(text) !== undefined) fields = text;
      else if (text.trim() !== '' && !text.startsWith('#')) {
        firstLine = text;
        break;
      }
    }
    const named = fields === undefined ? undefined : readFields(fields);
    const tail = bytes > edgeBytes ? await readAt(file, bytes - edgeBytes, space.subarray(edgeBytes)) : head;
    return {
      fields: named,
      hasLines: firstLine !== undefined,
      first: timeIn(firstLine ?? '', named),
      last: lastTime(tail, named),
      bytes,
      sample: head,
    };
  } finally {
    await file.close();
  }
}

/** The time of the last whole line of a piece; what follows its last line end may still be written. */
function lastTime(piece: Buffer, fields: Fields | undefined): number | undefined {
  const renamed = piece.lastIndexOf('\n#') + 1;
  const [header = ''] = textsOf(piece.subarray(renamed));
  const under = readFields(header) ?? fields;
  for (let close = piece.lastIndexOf(lineEnd); close >= 0; ) {
    const before = close === 0 ? -1 : piece.lastIndexOf(lineEnd, close - 1);
    const at = timeIn(lineText(piece, before + 1, close), under);
    if (at !== undefined) return at;
    close = before;
  }
  return undefined;
}
const lineEnd = 10;

/**
 * The parts of a file that can hold lines of the spans: none when it ends before them or begins after them, a whole
 * small file, and of a big one what lies between two moments, found by halving, as lines stand in order of time. The spans come in order.
 */
export async function partsWithin(
  path: string,
  { fields, first, last, bytes }: LogEdges,
  spans: readonly Span[],
): Promise<readonly Part[]> {
  const whole = { begin: 0, end: Number.POSITIVE_INFINITY };
  if (fields === undefined || first === undefined || last === undefined) return [whole];
  const meeting = spans.filter(({ from, to }) => last >= from - disorderMs && first <= to + disorderMs);
  const [one] = meeting;
  if (one === undefined) return [];
  if (bytes <= 4 * soughtBytes) return [whole];
  const file = await open(path, 'r');
  try {
    const parts: Part[] = [];
    const sought =
      meeting.length > mostParts ? [{ from: one.from, to: meeting.at(-1)?.to ?? one.to }] : meeting;
    for (const { from, to } of sought) {
      const begin = first >= from ? 0 : (await around(file, bytes, fields, from - disorderMs)).before;
      const end = last <= to ? whole.end : (await around(file, bytes, fields, to + disorderMs)).after;
      const previous = parts.at(-1);
      if (previous === undefined || begin > previous.end) parts.push({ begin, end });
      else parts[parts.length - 1] = { begin: previous.begin, end: Math.max(previous.end, end) };
    }
    return parts;
  } finally {
    await file.close();
  }
}

/** Two beginnings of lines not far from each other: one of a line before a moment, one of a line at or after it. */
async function around(
  file: FileHandle,
  bytes: number,
  fields: Fields,
  moment: number,
): Promise<{ readonly before: number; readonly after: number }> {
  const piece = Buffer.allocUnsafe(edgeBytes);
  let before = 0;
  let after = bytes;
  while (after - before > soughtBytes) {
    const middle = before + Math.floor((after - before) / 2);
    const line = firstDated(await readAt(file, middle, piece), fields);
    if (line === undefined || middle + line.offset >= after) break;
    if (line.at < moment) before = middle + line.offset;
    else after = middle + line.offset;
  }
  return { before, after };
}

/** The first whole line in a piece of a file that begins anywhere. */
function firstDated(
  piece: Buffer,
  fields: Fields,
): { readonly offset: number; readonly at: number } | undefined {
  for (let offset = piece.indexOf(10) + 1; offset > 0; ) {
    const close = piece.indexOf(10, offset);
    if (close < 0) return undefined;
    const at = timeIn(lineText(piece, offset, close), fields);
    if (at !== undefined) return { offset, at };
    offset = close + 1;
  }
  return undefined;
}

async function readAt(file: FileHandle, at: number, into: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(into, 0, into.length, at);
  return into.subarray(0, bytesRead);
}

/** The lines of a piece, one after the other; the last is what follows the last line end. */
function* textsOf(piece: Buffer): Generator<string> {
  let begin = 0;
  for (let close = piece.indexOf(lineEnd); close >= 0; close = piece.indexOf(lineEnd, begin)) {
    yield lineText(piece, begin, close);
    begin = close + 1;
  }
  yield lineText(piece, begin, piece.length);
}

function timeIn(text: string, fields: Fields | undefined): number | undefined {
  const line = fields && readLine(text, fields);
  return line && timeOf(line);
}
