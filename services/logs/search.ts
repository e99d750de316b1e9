import { edgeSpace, partsWithin, readEdges } from './log-edges.ts';
import { type LogFile, listLogFiles, mayHold } from './log-files.ts';
import { readerOf } from './log-kinds.ts';
import { type FindNeedles, findNeedles } from './needles.ts';
import { type Fields, readFields, readLine } from './read-line.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import { lineScanner, type ScanLines } from './scan.ts';
import { isWithin, type Span } from './span.ts';

export interface LogSearch {
  readonly log: RequestLog;
  readonly folder: string;
  /** Asked before each file, newest first; a file for which it gives nothing is passed over. */
  readonly lookFor: (file: LogFile) => LookFor | undefined;
  readonly spans: readonly Span[];
  readonly onRequest: (request: LoggedRequest, file: LogFile) => void;
  readonly space: SearchSpace;
  readonly signal: AbortSignal;
}
/** What searches share, one after the other, so that many files and logs take no more memory than one. */
export interface SearchSpace {
  readonly scanLines: ScanLines;
  readonly edges: Buffer;
}
export const searchSpace = (): SearchSpace => ({ scanLines: lineScanner(), edges: edgeSpace() });
/** What one file is searched for. */
export interface LookFor {
  /** The same for as long as the texts are. */
  readonly version: number;
  /** Texts one of which stands in every line looked for, where lines have these fields. */
  readonly needles: (fields: Fields) => readonly string[];
}
/** The files of a folder, and what was read of them. */
export interface Searched {
  readonly files: readonly FileRead[];
  /** Files of the folder that lie outside the spans. */
  readonly beside: readonly LogFile[];
  /** Folders and files that could not be listed, as sentences. */
  readonly notListed: readonly string[];
}
export interface FileRead {
  readonly file: LogFile;
  readonly bytes: number;
  /** It begins with fields of this log. */
  readonly known: boolean;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly notRead: readonly string[];
}

/** Searches a log's folder for requests that hold a text; what cannot be read is said, never thrown. */
export async function searchLog(search: LogSearch): Promise<Searched> {
  const { folder, spans, signal } = search;
  const finders = new Map<string, FindNeedles>();
  const listed = await listLogFiles(folder);
  const files: FileRead[] = [];
  const isAsked = (file: LogFile) => spans.some(({ from, to }) => mayHold(file, from, to));
  for (const file of listed.files.filter(isAsked)) {
    signal.throwIfAborted();
    const asked = search.lookFor(file);
    if (asked === undefined) continue;
    files.push(
      await readFile(file, asked, search, finders).catch((error: Error) => {
        signal.throwIfAborted();
        const unread = { bytes: 0, known: false, first: undefined, last: undefined };
        return { file, ...unread, notRead: [`${file.path}: ${error.message}`] };
      }),
    );
  }
  return { files, beside: listed.files.filter((file) => !isAsked(file)), notListed: listed.notRead };
}

async function readFile(
  file: LogFile,
  asked: LookFor,
  { log, spans, onRequest, space, signal }: LogSearch,
  finders: Map<string, FindNeedles>,
): Promise<FileRead> {
  const edges = await readEdges(file.path, space.edges);
  let read = edges.fields && readerOf(log, edges.fields.names);
  let fields = read === undefined ? undefined : edges.fields;
  const known = fields !== undefined;
  let foreign = edges.fields !== undefined && !known;
  let bytes = 0;
  let tooLong = 0;
  const onLine = ({ text, whole }: { readonly text: string; readonly whole: boolean }) => {
    if (text.startsWith('#')) {
      const named = readFields(text);
      if (named === undefined) return;
      read = readerOf(log, named.names);
      fields = read === undefined ? undefined : named;
      foreign ||= fields === undefined;
      return;
    }
    const line = fields === undefined ? undefined : readLine(text, fields);
    // A last line without its end is still being written.
    if (line === undefined || !whole) return;
    const request = read?.(line);
    if (request !== undefined && isWithin(request.at, spans)) onRequest(request, file);
  };
  if (fields !== undefined) {
    const find = finderOf(asked, fields, edges.sample, finders);
    for (const part of await partsWithin(file.path, edges, spans)) {
      const scanned = await space.scanLines({ path: file.path, find, part, onLine, signal });
      bytes += scanned.bytes;
      tooLong += scanned.tooLong;
    }
  }
  return {
    file,
    bytes,
    known,
    first: edges.first,
    last: edges.last,
    notRead: [
      ...(foreign || (!known && edges.hasLines)
        ? [`${file.path}: its #Fields are not those of an ${log} log`]
        : []),
      ...(tooLong > 0 ? [`${file.path}: ${tooLong} lines are too long to be log lines`] : []),
    ],
  };
}
/** The search for a file's texts, made anew only when they or the fields differ. */
function finderOf(
  { version, needles }: LookFor,
  fields: Fields,
  sample: Uint8Array,
  finders: Map<string, FindNeedles>,
): FindNeedles {
  const name = `${version} ${fields.names.join()}`;
  const made = finders.get(name);
  if (made !== undefined) return made;
  // What an older version looked for is not needed any more.
  if (finders.size >= mostFinders) finders.clear();
  const find = findNeedles([header, ...needles(fields)], sample);
  finders.set(name, find);
  return find;
}
const mostFinders = 8;
/** A process that starts anew writes its header again, and may write other fields. */
const header = '#Fields:';
