import { type FileHandle, open } from 'node:fs/promises';
import type { FindNeedles } from './needles.ts';
import { createSieve, type Sieve } from './sieve.ts';

/** A line that holds one of the texts looked for. */
export interface Hit {
  /** The line without its end. */
  readonly text: string;
  /** False for a last line that no line end closes: it may still be written. */
  readonly whole: boolean;
}
/** A part of a file: from a byte at which a line begins, up to another or to the end of the file (Infinity). */
export interface Part {
  readonly begin: number;
  readonly end: number;
}
export interface Scan {
  readonly path: string;
  readonly find: FindNeedles;
  /** The whole file when left out. */
  readonly part?: Part;
  readonly onLine: (hit: Hit) => void;
  readonly signal: AbortSignal;
}
export interface Scanned {
  readonly bytes: number;
  /** Lines longer than the largest allowed were passed over. */
  readonly tooLong: number;
}
const chunkBytes = 1 << 19;
const longestLine = 256 * 1024;
const lineEnd = 10;

/** Reads one file; the next only when this one has ended. */
export type ScanLines = (scan: Scan) => Promise<Scanned>;

/**
 * Reads files once in chunks, the next while one is searched, and hands over, in order, each line in which something is
 * found. Only those are decoded; memory stays at two chunks however many files there are and whatever their size.
 */
export function lineScanner(): ScanLines {
  const sieve = createSieve(2 * bufferBytes);
  return (scan) => scanFile(scan, sieve);
}
/** What is kept of a line stands before the chunk that goes on with it. */
const bufferBytes = longestLine + chunkBytes;

async function scanFile({ path, find, part, onLine, signal }: Scan, sieve: Sieve): Promise<Scanned> {
  signal.throwIfAborted();
  const begin = part?.begin ?? 0;
  const end = part?.end ?? Number.POSITIVE_INFINITY;
  const file = await open(path, 'r');
  let current = sieve.bytes.subarray(0, bufferBytes);
  let next = sieve.bytes.subarray(bufferBytes);
  let at = begin;
  let kept = 0;
  let tooLong = 0;
  let skipping = false;
  let reading = readChunk(file, current, at, end);
  try {
    for (;;) {
      const read = await reading;
      signal.throwIfAborted();
      at += read;
      // What is left of a line at the end of one chunk stands before the next.
      let from = longestLine - kept;
      const filled = longestLine + read;
      if (read > 0) reading = readChunk(file, next, at, end);
      const block = current.subarray(0, filled);
      if (skipping) {
        const close = block.indexOf(lineEnd, from);
        skipping = close < 0;
        from = skipping ? filled : close + 1;
      }
      const to = read === 0 ? filled : Math.max(from, block.lastIndexOf(lineEnd) + 1);
      searchBlock(block.subarray(from, to), sieve, find, onLine);
      if (read === 0) break;
      kept = filled - to;
      if (kept >= longestLine) {
        // A line that never ends is no log line: what was read of it is dropped, and the rest of it too.
        tooLong += 1;
        skipping = true;
        kept = 0;
      }
      // The other buffer is being read into, behind the place of what is kept.
      block.copy(next, longestLine - kept, filled - kept, filled);
      [current, next] = [next, current];
    }
  } finally {
    // The file is not closed, nor the buffer given up, while they are in use.
    await reading.catch(() => 0);
    await file.close();
  }
  return { bytes: at - begin, tooLong };
}

async function readChunk(file: FileHandle, into: Buffer, at: number, end: number): Promise<number> {
  const length = Math.min(chunkBytes, end - at);
  return length <= 0 ? 0 : (await file.read(into, longestLine, length, at)).bytesRead;
}

function searchBlock(block: Buffer, sieve: Sieve, find: FindNeedles, onLine: (hit: Hit) => void): void {
  const first = block.byteOffset - sieve.bytes.byteOffset;
  let done = 0;
  for (const place of find(sieve, first, first + block.length)) {
    const found = place - first;
    if (found < done) continue;
    const begin = block.lastIndexOf(lineEnd, found) + 1;
    const close = block.indexOf(lineEnd, found);
    const whole = close >= 0;
    done = whole ? close + 1 : block.length;
    onLine({ text: lineText(block, begin, whole ? close : done), whole });
  }
}

/** A line of a log as text: without its end and without a byte order mark (RFC 3629), which belongs to no field. */
export function lineText(block: Buffer, begin: number, end: number): string {
  const marked = block[begin] === 0xef && block[begin + 1] === 0xbb && block[begin + 2] === 0xbf;
  const stop = end > begin && block[end - 1] === 13 ? end - 1 : end;
  return block.toString('utf8', marked ? begin + 3 : begin, stop);
}
