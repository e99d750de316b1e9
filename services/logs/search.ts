import { dirname } from 'node:path';
import { type LogFile, listLogFiles, mayHold } from './log-files.ts';
import { type Fields, leadingTime, readFields, readLine } from './read-line.ts';
import { type LoggedRequest, type RequestLog, requestOfHttpProxy, requestOfIis } from './request.ts';
import { lineScanner, type ScanLines } from './scan.ts';

export interface LogSearch {
  readonly log: RequestLog;
  readonly folder: string;
  readonly needles: readonly string[];
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly onRequest: (request: LoggedRequest) => void;
  readonly onEndOfFile: () => void;
  readonly signal: AbortSignal;
}
export interface Searched {
  /** The part of the span that the files present cover, undefined when they cover nothing of it. */
  readonly span: { readonly from: number; readonly to: number } | undefined;
  readonly files: number;
  readonly bytes: number;
  /** What was not read, as sentences. */
  readonly notRead: readonly string[];
}

/** Columns without which a file is another product's log. */
const needed: Readonly<Record<RequestLog, readonly string[]>> = {
  iis: ['cs-uri-stem', 'sc-status'],
  'iis-backend': ['cs-uri-stem', 'sc-status'],
  'http-proxy': ['urlstem', 'httpstatus'],
};

/** Searches a log's folder for requests that hold a needle; what cannot be read is said, never thrown. */
export async function searchLog(search: LogSearch): Promise<Searched> {
  const { folder, from, to, signal } = search;
  const listed = await listLogFiles(folder);
  const notRead = [...listed.notRead];
  const begins: number[] = [];
  const ends: number[] = [];
  let bytes = 0;
  let files = 0;
  const ours = new Set<string>();
  const scanLines = lineScanner(search.needles);
  for (const file of listed.files.filter((one) => mayHold(one, from, to))) {
    signal.throwIfAborted();
    const read = await readFile(file, search, scanLines).catch((error: Error) => {
      signal.throwIfAborted();
      notRead.push(`${file.path}: ${error.message}`);
    });
    if (read === undefined) continue;
    files += 1;
    bytes += read.bytes;
    notRead.push(...read.notRead);
    if (!read.known) continue;
    ours.add(dirname(file.path));
    begins.push(Math.min(file.startsAt ?? Number.POSITIVE_INFINITY, read.first ?? file.writtenAt));
    ends.push(Math.max(file.writtenAt, read.last ?? 0));
  }
  // Files are deleted oldest first: an older one beside those that were read shows that nothing of the span is gone.
  const older = listed.files.filter((file) => !mayHold(file, from, to) && file.startsAt !== undefined);
  begins.push(...older.map(({ startsAt = Number.POSITIVE_INFINITY }) => startsAt));
  ends.push(...older.map(({ writtenAt }) => writtenAt));
  const span = { from: Math.max(from, Math.min(...begins)), to: Math.min(to, Math.max(...ends)) };
  const whole = notRead.length === 0 && begins.length > 0 && span.from < span.to;
  return { span: whole ? span : undefined, files, bytes, notRead };
}

interface FileRead {
  readonly bytes: number;
  /** It begins with fields of this log. */
  readonly known: boolean;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly notRead: readonly string[];
}

async function readFile(file: LogFile, search: LogSearch, scanLines: ScanLines): Promise<FileRead> {
  const { log, from, to, onRequest, onEndOfFile, signal } = search;
  let fields: Fields | undefined;
  let known = false;
  let foreign = false;
  const scanned = await scanLines(
    file.path,
    ({ text, whole }) => {
      if (text.startsWith('#')) {
        fields = readFields(text) ?? fields;
        const ours =
          fields !== undefined && needed[log].every((name) => fields?.names.includes(name) === true);
        if (ours) known = true;
        else foreign = true;
        if (!ours) fields = undefined;
        return;
      }
      const line = fields === undefined ? undefined : readLine(text, fields);
      // A last line without its end is still being written.
      if (line === undefined || !whole) return;
      const request = log === 'http-proxy' ? requestOfHttpProxy(line) : requestOfIis(line, log);
      if (request !== undefined && request.at >= from && request.at <= to) onRequest(request);
    },
    signal,
  );
  onEndOfFile();
  const other = foreign || (!known && scanned.first !== undefined);
  return {
    bytes: scanned.bytes,
    known,
    first: scanned.first === undefined ? undefined : leadingTime(scanned.first),
    last: scanned.last === undefined ? undefined : leadingTime(scanned.last),
    notRead: [
      ...(other ? [`${file.path}: its #Fields are not those of an ${log} log`] : []),
      ...(scanned.tooLong > 0 ? [`${file.path}: ${scanned.tooLong} lines are too long to be log lines`] : []),
    ],
  };
}
