import { open } from 'node:fs/promises';
import { type FindNeedles, findNeedles } from './needles.ts';

/** A line that holds one of the needles, or begins with `#`. */
export interface Hit {
  /** The line without its end. */
  readonly text: string;
  /** False for a last line that no line end closes: it may still be written. */
  readonly whole: boolean;
}
export interface Scanned {
  readonly bytes: number;
  /** The first and last lines that are no comments, cut after 200 bytes: they date the file. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Lines longer than the largest allowed were passed over. */
  readonly tooLong: number;
}
const chunkBytes = 1 << 20;
const longestLine = 256 * 1024;
const headerNeedle = '#Fields:';

/** Reads one file; the next only when this one has ended. */
export type ScanLines = (path: string, onLine: (hit: Hit) => void, signal: AbortSignal) => Promise<Scanned>;

/**
 * Reads files once in chunks and hands over, in order, each line that holds a needle (compared without case for
 * ASCII) and each `#Fields:` line. Only those are decoded; memory stays at one chunk however many files there are and
 * whatever their size.
 */
export function lineScanner(needles: readonly string[]): ScanLines {
  const find = findNeedles([headerNeedle, ...needles.filter((needle) => needle !== '')]);
  const buffer = Buffer.allocUnsafe(chunkBytes + longestLine);
  return (path, onLine, signal) => scanFile(path, find, buffer, onLine, signal);
}

async function scanFile(
  path: string,
  find: FindNeedles,
  buffer: Buffer,
  onLine: (hit: Hit) => void,
  signal: AbortSignal,
): Promise<Scanned> {
  const file = await open(path, 'r');
  let kept = 0;
  let bytes = 0;
  let tooLong = 0;
  let skipping = false;
  let first: string | undefined;
  let last: string | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, kept, chunkBytes);
      const filled = kept + bytesRead;
      const ended = bytesRead === 0;
      bytes += bytesRead;
      const end = ended ? filled : buffer.lastIndexOf(10, filled - 1) + 1;
      let begin = 0;
      if (skipping) {
        const rest = buffer.indexOf(10) + 1;
        begin = rest > 0 && rest <= end ? rest : end;
        if (rest > 0 && rest <= end) skipping = false;
      }
      if (end > begin) {
        const block = buffer.subarray(begin, end);
        scanBlock(block, find, onLine);
        first ??= firstDated(block);
        last = lastDated(block) ?? last;
      }
      if (ended) break;
      kept = filled - end;
      if (kept >= longestLine) {
        // A line that never ends is no log line: what was read of it is dropped, and the rest of it too.
        tooLong += skipping ? 0 : 1;
        skipping = true;
        kept = 0;
      } else buffer.copy(buffer, 0, end, filled);
    }
  } finally {
    await file.close();
  }
  return { bytes, first, last, tooLong };
}

function scanBlock(block: Buffer, find: FindNeedles, onLine: (hit: Hit) => void): void {
  let end = 0;
  for (const at of find(block, block.length)) {
    // Another needle of the line that was just handed over.
    if (at < end) continue;
    const begin = block.lastIndexOf(10, at) + 1;
    const close = block.indexOf(10, at);
    end = close < 0 ? block.length : close;
    onLine({ text: decode(block, begin, end), whole: close >= 0 });
  }
}

function decode(block: Buffer, begin: number, end: number): string {
  const stop = end > begin && block[end - 1] === 13 ? end - 1 : end;
  // RFC 3629: a byte order mark at the front belongs to no field.
  const marked = block[begin] === 0xef && block[begin + 1] === 0xbb && block[begin + 2] === 0xbf;
  return block.toString('utf8', marked ? begin + 3 : begin, stop);
}

const datedBytes = 200;
function firstDated(block: Buffer): string | undefined {
  for (let begin = 0; begin < block.length; ) {
    const close = block.indexOf(10, begin);
    const end = close < 0 ? block.length : close;
    const text = decode(block, begin, Math.min(end, begin + datedBytes));
    if (text !== '' && !text.startsWith('#')) return text;
    begin = end + 1;
  }
  return undefined;
}
function lastDated(block: Buffer): string | undefined {
  for (let end = block.length; end > 0; ) {
    const before = block[end - 1] === 10 ? end - 1 : end;
    const begin = before === 0 ? 0 : block.lastIndexOf(10, before - 1) + 1;
    const text = decode(block, begin, Math.min(before, begin + datedBytes));
    if (text.trim() !== '' && !text.startsWith('#')) return text;
    end = begin;
  }
  return undefined;
}
