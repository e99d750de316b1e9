import { all, any, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { isLegacyHost, isLegacyVersion } from './servers.ts';

const guidPattern = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;
const nothing = (text: string): boolean => text === '' || text === '-';

/** A text of a log element; undefined when it is missing or the log's own "-". */
export function textOf(line: ElementValue, name: string): string | undefined {
  const value = line[name];
  return typeof value !== 'string' || nothing(value) ? undefined : value;
}
export const numberOf = (line: ElementValue, name: string): number | undefined => {
  const value = line[name];
  return typeof value === 'number' ? value : undefined;
};
/** When the line was written, ms since the epoch; undefined when it carries no time. */
export const writtenAt = (line: ElementValue): number | undefined => {
  const at = Date.parse(textOf(line, 'at') ?? '');
  return Number.isNaN(at) ? undefined : at;
};

const isAddress = (seen: Seen, text: string): Truth =>
  any(
    text.toLowerCase() === seen.mailbox.toLowerCase(),
    seen.is('mailbox.primarySmtp', text),
    seen.has('mailbox.addresses', text),
    seen.is('mailbox.upn', text),
  );

/** Whether an account name of a log line is hers: an address, UPN, DOMAIN\name or bare name. */
export function isHerName(seen: Seen, name: string): Truth {
  if (name.includes('@')) return isAddress(seen, name);
  const account = name.split('\\').at(-1) ?? name;
  const sam = seen.text('mailbox.sam');
  if (sam !== undefined) return sam.toLowerCase() === account.toLowerCase();
  return account.toLowerCase() === seen.mailbox.split('@')[0]?.toLowerCase() ? true : undefined;
}

function isHerGuid(seen: Seen, guid: string): Truth {
  const own = seen.text('mailbox.guid');
  return own === undefined
    ? undefined
    : guidPattern.exec(own)?.[1]?.toLowerCase() === guidPattern.exec(guid)?.[1]?.toLowerCase();
}

/**
 * Whether the front end kept this line's location under her SID, GUID or address. An explicit logon names the
 * address in the path; where no anchor was recorded, that or the SID stands for it.
 */
export const isHerAnchor = reading((seen: Seen, line: ElementValue): Truth => {
  const anchor = textOf(line, 'anchor');
  if (anchor === undefined) {
    const sid = textOf(line, 'sid');
    if (sid !== undefined) return seen.is('mailbox.sid', sid);
    const explicit = /\/([^/?]+@[^/?]+)\//.exec(textOf(line, 'stem') ?? '')?.[1];
    return explicit === undefined ? undefined : isAddress(seen, explicit);
  }
  const subject = anchor.includes('~') ? anchor.slice(anchor.lastIndexOf('~') + 1) : anchor;
  if (/^S-1-/i.test(subject)) return seen.is('mailbox.sid', subject);
  const [local = '', domain] = subject.split('@');
  if (guidPattern.test(local)) return isHerGuid(seen, local);
  return domain === undefined ? isHerName(seen, subject) : isAddress(seen, subject);
});

/** A SID anchor is the caller's own; any other anchor may have been asked for by our account or a colleague. */
function askedByHer(seen: Seen, line: ElementValue): Truth {
  const anchor = textOf(line, 'anchor') ?? '';
  if (/^(sid~)?S-1-/i.test(anchor)) return true;
  const user = textOf(line, 'user');
  return user === undefined ? true : isHerName(seen, user);
}

/** Whether the line's location entry is hers and she asked: by anchor only, as a recycle needs it. */
export const isHerOwnLine = reading(
  (seen: Seen, line: ElementValue): Truth => all(isHerAnchor(seen, line), askedByHer(seen, line)),
);

/** Whether a line is about her by anchor or, where it has none, by the user. */
export const isAboutHer = reading((seen: Seen, line: ElementValue): Truth => {
  const byAnchor = isHerOwnLine(seen, line);
  if (byAnchor !== undefined) return byAnchor;
  const user = textOf(line, 'user');
  return textOf(line, 'anchor') === undefined && user !== undefined ? isHerName(seen, user) : undefined;
});

const redirects = [301, 302, 307];
/** Whether an http-proxy line shows her request sent down to Exchange 2010 and back (KB3097392; for EWS 500, KB3196518). */
export const isStaleLocation = reading((seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'log') !== 'http-proxy') return false;
  const stem = textOf(line, 'stem');
  if (stem !== undefined && !/autodiscover|\/ews/i.test(stem)) return false;
  const signature = textOf(line, 'signature');
  if (signature !== undefined) return signature === 'stale-location';
  const status = numberOf(line, 'status');
  if (status === undefined) return undefined;
  const target = textOf(line, 'target');
  const down = any(
    line.downLevel === undefined ? undefined : line.downLevel === true,
    isLegacyVersion(textOf(line, 'targetVersion')),
    target === undefined ? undefined : isLegacyHost(seen, target),
  );
  const refused = redirects.includes(status) || (status === 500 && /\/ews/i.test(stem ?? ''));
  return refused ? down : false;
});

/** The application pool whose cache held the location of a stale line. */
export const poolOf = (line: ElementValue): string =>
  /\/ews/i.test(textOf(line, 'stem') ?? '') ? 'MSExchangeServicesAppPool' : 'MSExchangeAutodiscoverAppPool';

/** The first log element that passes, for a sentence. */
export const firstLine = (seen: Seen, test: (line: ElementValue) => Truth): ElementValue | undefined =>
  seen.elements('log').find(({ value }) => test(value) === true)?.value;
