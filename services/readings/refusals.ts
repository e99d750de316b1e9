import { all, any, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { firstLine, isAboutHer, isHerName, numberOf, textOf, writtenAt } from './lines.ts';
import { day, youngerThan } from './mailbox.ts';
import { place } from './sentences.ts';
import { everyFrontEnd } from './servers.ts';

/** One reason for which Windows refuses an account, as logs and domain controllers write it. */
export interface Reason {
  /** For a sentence: "the password is expired". */
  readonly called: string;
  /** `sc-win32-status` beside a 401 (winerror.h). */
  readonly win32: readonly number[];
  /** NTSTATUS of event 4625, as `account.failedLogon` names it. */
  readonly codes: readonly string[];
  /** Signatures that stand for it, unless the line's own code says another reason. */
  readonly signatures: readonly string[];
}
export const reasons = {
  passwordExpired: {
    called: 'the password is expired or must be changed',
    win32: [1330, 1907],
    codes: ['C0000071', 'C0000224'],
    signatures: ['expired', 'must-change'],
  },
  disabled: {
    called: 'the account is disabled',
    win32: [1331],
    codes: ['C0000072'],
    signatures: ['disabled'],
  },
  accountExpired: {
    called: 'the account is expired',
    win32: [1793],
    codes: ['C0000193'],
    signatures: ['expired'],
  },
  hours: {
    called: 'the logon hours exclude it',
    win32: [1328],
    codes: ['C000006F'],
    signatures: ['restricted'],
  },
  workstation: {
    called: 'the account may not sign in from there',
    win32: [1329],
    codes: ['C0000070'],
    signatures: ['restricted'],
  },
  restricted: {
    called: 'a restriction of the account excludes it',
    win32: [1327, 1328, 1329, 1385],
    codes: ['C000006E', 'C000006F', 'C0000070', 'C000015B', 'C0000413'],
    signatures: ['restricted'],
  },
} as const satisfies Readonly<Record<string, Reason>>;

const code = /\b(?:0x)?(c00[0-9a-f]{5})\b/gi;
// "A logon failed" and "a restriction": the status of event 4625, whose reason follows as its sub-status.
const general = ['C000006D', 'C000006E'];
/** The NTSTATUS of a line that tells why: the sub-status where it has one, else the status. */
const writtenReason = (text: string): string | undefined =>
  [...text.matchAll(code)]
    .map(([, found = '']) => found.toUpperCase())
    .findLast((one) => !general.includes(one));
/** Whether a line of the last day says that her account was refused for this reason. */
function isRefusal(seen: Seen, line: ElementValue, reason: Reason): Truth {
  const win32 = numberOf(line, 'win32');
  const written = writtenReason(textOf(line, 'text') ?? '');
  const said =
    written !== undefined
      ? reason.codes.includes(written)
      : win32 !== undefined && numberOf(line, 'status') === 401 && win32 > 1000 && win32 < 2000
        ? reason.win32.includes(win32)
        : reason.signatures.includes(textOf(line, 'signature') ?? '');
  if (!said) return false;
  const user = textOf(line, 'user');
  const at = writtenAt(line);
  return all(
    user === undefined ? (isAboutHer(seen, line) ?? true) : isHerName(seen, user),
    at === undefined ? true : at <= seen.now && at > seen.now - day,
  );
}

const refusalIn = reading(
  (seen: Seen, reason: Reason): Truth =>
    seen.someElement(
      'log',
      (line) => isRefusal(seen, line, reason),
      everyFrontEnd(seen, 'iis', () => seen.now - day),
    ),
);
const codeOf = (seen: Seen, reason: Reason): string | undefined =>
  reason.codes.find((one) => seen.has('account.failedLogon', one) === true);

/** Whether her account was refused for this reason, by a log line of the last day or a failed logon's code. */
export const refused = (seen: Seen, reason: Reason): Truth =>
  any(...reason.codes.map((one) => seen.has('account.failedLogon', one)), refusalIn(seen, reason));

/** Where her account was refused for this reason. */
export function refusedWhere(seen: Seen, reason: Reason): string {
  const found = codeOf(seen, reason);
  return found === undefined
    ? `${place(firstLine(seen, (line) => isRefusal(seen, line, reason)))}: a logon was refused because ${reason.called}.`
    : `A logon was refused because ${reason.called} (${found}).`;
}

/**
 * A state of the account that the directory decides; where it was not read, a fresh refusal stands in for it, else
 * what only a person said.
 */
export const stateOrRefusal = (seen: Seen, state: Truth, reason: Reason, ...told: readonly Truth[]): Truth =>
  state ?? (any(refused(seen, reason), ...told) === true ? true : undefined);

/** Whether the password was changed in the last three days. */
export const freshPassword = (seen: Seen): Truth =>
  youngerThan(seen, seen.time('account.passwordChangedAt'), 3 * day);
