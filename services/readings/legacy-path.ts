import { all, any, type ElementValue, not, reading, type Searched, type Seen, type Truth } from '../cause.ts';
import { isAboutHer, isHerAnchor, isHerName, numberOf, textOf, writtenAt } from './lines.ts';
import { day, legacyVersions, secondaryIsLegacy } from './mailbox.ts';
import { everyFrontEnd, legacyOn2008R2, legacyServers, onWindows2008R2, shortName } from './servers.ts';

export const patch = 'kb3140410';

/** Whether her connection passes from a 2013+ front end to Exchange 2010: by her own mailbox, another one, or public folders. */
export const touchesLegacy = reading((seen: Seen): Truth => {
  const known = any(
    seen.is('mailbox.exchange', ...legacyVersions),
    seen.some('secondary', (address) => secondaryIsLegacy(seen, address)),
    seen.is('publicFolders.where', ...legacyVersions),
  );
  // What a person adds by hand is in no directory.
  const told = ['with:secondary', 'with:public-folders', 'mailbox:2010'].some(
    (what) => seen.has('scope.only', what) === true,
  );
  return known === true || told ? true : known;
});

/** The mailboxes on Exchange 2010 or older that she opens beside her own. */
export const legacySecondaries = reading((seen: Seen): readonly string[] =>
  seen.keys('secondary').filter((address) => secondaryIsLegacy(seen, address) === true),
);

/** Whether a front end failed to build its ticket for a legacy server (KB2990117): InvalidToken, or 401 while preparing the request. */
export function isInvalidToken(line: ElementValue): boolean {
  if (textOf(line, 'signature') === 'negotiate-invalid-token') return true;
  const text = `${textOf(line, 'text') ?? ''} ${textOf(line, 'exception') ?? ''}`;
  if (/NegotiateSecurityContext failed/i.test(text)) return /InvalidToken/i.test(text);
  return /PrepareServerRequest/i.test(text) && (numberOf(line, 'status') ?? 401) === 401;
}

/** The unpatched candidate that a line speaks of: by its target, or because there is only one; the quoted host is often the namespace. */
export const concerned = reading((seen: Seen, line: ElementValue): string | undefined => {
  const candidates = legacyOn2008R2(seen);
  const target = shortName(textOf(line, 'target') ?? '');
  if (candidates.includes(target)) return target;
  const known = seen.keys('servers').includes(target);
  return !known && candidates.length === 1 ? candidates[0] : undefined;
});

/** Whether the line concerns a 2008 R2 server and is newer than its boot (a reboot puts the flag right) and the last week. */
export function concernsSinceBoot(seen: Seen, line: ElementValue, strictly: boolean): Truth {
  const server = concerned(seen, line);
  const at = writtenAt(line);
  const thisWeek = at === undefined ? undefined : at > seen.now - 7 * day && at <= seen.now;
  if (server === undefined) return mayConcern(seen) ? (strictly ? undefined : thisWeek !== false) : false;
  const boot = seen.time(`servers[${server}].bootedAt`);
  const running = boot ?? runningSince(seen, server);
  if (at !== undefined && running !== undefined && at > running) return thisWeek;
  if (at !== undefined && boot !== undefined) return false;
  return strictly ? undefined : thisWeek !== false;
}
/** A moment since which a server has surely run: its start, else the start of its oldest application pool. */
export const runningSince = reading((seen: Seen, server: string): number | undefined => {
  const boot = seen.time(`servers[${server}].bootedAt`);
  if (boot !== undefined) return boot;
  const starts = seen
    .keys('pools')
    .filter((key) => key.startsWith(`${server}/`))
    .flatMap((key) => seen.time(`pools[${key}].startedAt`) ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts);
});
/** A line without a target may speak of any legacy server that is not known to run another Windows. */
const mayConcern = (seen: Seen): boolean => {
  const legacy = legacyServers(seen);
  return legacy.length === 0 || legacy.some((server) => onWindows2008R2(seen, server) !== false);
};

/** Whether a line is hers, or about a mailbox that she opens. */
export const isHersOrOpened = reading((seen: Seen, line: ElementValue): Truth => {
  const anchor = textOf(line, 'anchor')?.toLowerCase() ?? '';
  const user = textOf(line, 'user');
  const opened = legacySecondaries(seen).some((address) => anchor.includes(address));
  return any(
    isAboutHer(seen, line),
    isHerAnchor(seen, line),
    opened && (user === undefined || isHerName(seen, user) === true) ? true : undefined,
    user === undefined ? undefined : isHerName(seen, user),
  );
});

export const fileVersion = (seen: Seen, server: string): Truth =>
  seen.flag(`hotfixes[${server}/${patch}].fileVersionOk`);

/** Whether a line and the file version agree on one server: the update is missing there, and her requests fail for it. */
export const provesMissing = reading((seen: Seen, line: ElementValue): Truth => {
  if (!isInvalidToken(line)) return false;
  const server = concerned(seen, line);
  return all(
    concernsSinceBoot(seen, line, true),
    isHersOrOpened(seen, line),
    server === undefined ? undefined : not(fileVersion(seen, server)),
  );
});
export const hintsMissing = reading(
  (seen: Seen, line: ElementValue): Truth => isInvalidToken(line) && concernsSinceBoot(seen, line, false),
);

/** Every front end's http-proxy log of the last day. */
export const everyFrontEndToday = (seen: Seen): Searched =>
  everyFrontEnd(seen, 'http-proxy', () => seen.now - day);

/** Over every 2008 R2 server with Exchange 2010: all, when each is known. */
export function onEach(seen: Seen, test: (server: string) => Truth): Truth {
  const servers = legacyOn2008R2(seen);
  return servers.length === 0 ? undefined : all(...servers.map(test));
}

/** Whether the computer password is newer than the server's start, which is when the fault begins. */
export const passwordSinceBoot = (seen: Seen, server: string) => {
  const password = seen.time(`servers[${server}].machinePasswordAt`);
  const running = runningSince(seen, server);
  if (password === undefined || running === undefined) return undefined;
  // A password older than the oldest pool may still be newer than the server's start.
  return password > running
    ? true
    : seen.time(`servers[${server}].bootedAt`) === undefined
      ? undefined
      : false;
};

/** Hers, or anybody's where she is known to go the same way; a proven line has its own sign. */
export const concernsHer = (seen: Seen, line: ElementValue): Truth =>
  all(
    hintsMissing(seen, line),
    provesMissing(seen, line) !== true,
    isHersOrOpened(seen, line) === true || touchesLegacy(seen) === true,
  );
/** A line that speaks for it on another way than hers. */
export const ofOthers = (seen: Seen, line: ElementValue): Truth =>
  provesMissing(seen, line) === true || concernsHer(seen, line) === true ? false : hintsMissing(seen, line);

/** Whether /rpc of a legacy server takes Basic only, which no front end can use. */
export function offersBasicOnly(seen: Seen, server: string): Truth {
  const methods = seen.list(`vdirs[${server}/rpc].internalAuth`);
  return any(
    not(seen.flag(`iis[${server}/default web site/rpc].windows`)),
    methods === undefined ? undefined : methods.every((one) => /basic/i.test(one)),
  );
}
