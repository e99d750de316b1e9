import { all, type ElementValue, reading, type Searched, type Seen, type Truth } from '../cause.ts';
import { isHersOrOpened } from './legacy-path.ts';
import { isAboutHer, isHerName, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { frontEnds, legacyServers, shortName } from './servers.ts';

/** Log lines by their signature; where a line without one would still be of the kind, `alike` tells. */
export interface Wanted {
  readonly signatures: readonly string[];
  /** The logs in which it stands; the first decides whether a search found nothing. */
  readonly logs: readonly [string, ...string[]];
  /** The path of the request; a line without a path passes. */
  readonly stem?: RegExp;
  readonly alike?: (line: ElementValue) => boolean;
  /** Whether `alike` decides for lines that have another signature, too. */
  readonly whateverSignature?: true;
  /** Whose logs must have been searched before nothing counts as none; every searched one otherwise. */
  readonly writtenBy?: 'front-ends' | 'legacy';
}

/** Whether a line is of the kind that is wanted and at most three days old; a line without a time may be. */
export function carries(seen: Seen, line: ElementValue, wanted: Wanted): boolean {
  if (!wanted.logs.includes(textOf(line, 'log') ?? wanted.logs[0])) return false;
  const stem = textOf(line, 'stem');
  if (wanted.stem !== undefined && stem !== undefined && !wanted.stem.test(stem)) return false;
  const signature = textOf(line, 'signature');
  const fits =
    signature !== undefined && wanted.signatures.includes(signature)
      ? true
      : (signature === undefined || wanted.whateverSignature === true) && wanted.alike?.(line) === true;
  const at = writtenAt(line);
  return fits && (at === undefined || (at <= seen.now && at > seen.now - 3 * day));
}

/**
 * Whether a request is hers: by the user who made it, whatever mailbox it asked for; where it names nobody, by the
 * anchor, her own or that of an older mailbox that she opens.
 */
export const isHers = reading((seen: Seen, line: ElementValue): Truth => {
  const user = textOf(line, 'user');
  if (user === undefined) return isHersOrOpened(seen, line);
  return isHerName(seen, user) ?? isAboutHer(seen, line);
});

/** Where such a line would stand, for the last three days. */
export const where = (seen: Seen, { logs: [log], writtenBy }: Wanted): Searched => ({
  log,
  from: seen.now - 3 * day,
  ...(writtenBy === undefined
    ? {}
    : {
        // Read only when no line was found, so that a found one does not lean on the list of servers.
        get servers() {
          return writtenBy === 'legacy' ? legacyServers(seen) : frontEnds(seen);
        },
      }),
});

const nobody = (line: ElementValue): boolean =>
  ['user', 'anchor', 'sid'].every((name) => textOf(line, name) === undefined);
/** Whether there is such a line that is hers, or that names nobody: those were found or brought for her. */
export const broughtForHer = reading(
  (seen: Seen, wanted: Wanted): Truth =>
    seen.someElement(
      'log',
      (line) => carries(seen, line, wanted) && (nobody(line) || isHers(seen, line)),
      where(seen, wanted),
    ),
);
/** Whose request a sentence speaks of: "this user's", or "a" where the line names nobody. */
export const whose = (seen: Seen, wanted: Wanted): string => {
  const line = lineOf(seen, wanted);
  return line !== undefined && isHers(seen, line) === true ? "this user's" : 'a';
};

/** Whether there is such a line of hers. */
export const hersSigned = reading(
  (seen: Seen, wanted: Wanted): Truth =>
    seen.someElement('log', (line) => carries(seen, line, wanted) && isHers(seen, line), where(seen, wanted)),
);
/** Whether there is such a line, of whomever. */
export const anySigned = reading(
  (seen: Seen, wanted: Wanted): Truth =>
    seen.someElement('log', (line) => carries(seen, line, wanted), where(seen, wanted)),
);
/** Whether there is such a line of hers that passes a further test. */
export const hersSignedWhere = (seen: Seen, wanted: Wanted, test: (line: ElementValue) => Truth): Truth =>
  seen.someElement(
    'log',
    (line) => carries(seen, line, wanted) && all(isHers(seen, line), test(line)),
    where(seen, wanted),
  );

/** The line of a sentence: hers if there is one, else the first. */
export function lineOf(
  seen: Seen,
  wanted: Wanted,
  test: (line: ElementValue) => Truth = () => true,
): ElementValue | undefined {
  const found = seen
    .elements('log')
    .map(({ value }) => value)
    .filter((line) => carries(seen, line, wanted) && test(line) === true);
  return found.find((line) => isHers(seen, line) === true) ?? found[0];
}

/** The short name of the server to which a line was passed on, empty when it names none. */
export const targetOf = (line: ElementValue): string => shortName(textOf(line, 'target') ?? '');
