import { mayHold } from './log-files.ts';
import type { FileRead, Searched } from './search.ts';
import type { Span } from './span.ts';

/** What a search covered of one span. */
export interface Coverage {
  /** The part of the span that the files present cover, undefined when they cover nothing of it. */
  readonly span: Span | undefined;
  readonly files: number;
  readonly bytes: number;
  /** What was not read, as sentences. */
  readonly notRead: readonly string[];
}

/** What a search covered of a span that lies within its own. */
export function coverageOf(searched: Searched, { from, to }: Span): Coverage {
  const isAsked = ({ file }: FileRead) => mayHold(file, from, to);
  const within = searched.files.filter(isAsked);
  const read = within.filter(({ known }) => known);
  // Files are deleted oldest first: an older one beside those that were read shows that nothing of the span is gone.
  const beside = [
    ...searched.beside,
    ...searched.files.filter((one) => !isAsked(one)).map(({ file }) => file),
  ].filter(({ startsAt }) => startsAt !== undefined);
  const begins = [
    ...read.map(({ file, first }) =>
      Math.min(file.startsAt ?? Number.POSITIVE_INFINITY, first ?? file.writtenAt),
    ),
    ...beside.map(({ startsAt = Number.POSITIVE_INFINITY }) => startsAt),
  ];
  const ends = [
    ...read.map(({ file, last }) => Math.max(file.writtenAt, last ?? 0)),
    ...beside.map(({ writtenAt }) => writtenAt),
  ];
  const notRead = [...searched.notListed, ...within.flatMap((file) => file.notRead)];
  const span = { from: Math.max(from, Math.min(...begins)), to: Math.min(to, Math.max(...ends)) };
  const whole = notRead.length === 0 && begins.length > 0 && span.from < span.to;
  return {
    span: whole ? span : undefined,
    files: read.length,
    bytes: within.reduce((sum, { bytes }) => sum + bytes, 0),
    notRead,
  };
}
