import { all, any, reading, type Seen, type Truth } from '../cause.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

export const modernVersions = ['2013', '2016', '2019'] as const;
export const legacyVersions = ['2007', '2010'] as const;

/** Whether the mailbox is on Exchange 2013 or later. */
export const onModernExchange = (seen: Seen): Truth => seen.is('mailbox.exchange', ...modernVersions);

/** A new mailbox gets its database stamp when it is created; that is no move. */
function stampedByCreation(seen: Seen, movedAt: number): boolean {
  const createdAt = seen.time('mailbox.createdAt');
  return createdAt !== undefined && Math.abs(movedAt - createdAt) < hour / 4;
}

/** When the mailbox was moved, ms since the epoch; undefined when unseen or never. */
export function movedAt(seen: Seen): number | undefined {
  const at = seen.time('mailbox.movedAt');
  return at === undefined || stampedByCreation(seen, at) ? undefined : at;
}

/** Whether the mailbox was moved in the last fortnight, or in the time in question as told. */
export const moved = reading((seen: Seen): Truth => {
  const at = seen.time('mailbox.movedAt');
  if (at !== undefined && stampedByCreation(seen, at)) return false;
  const told = seen.flag('mailbox.moved');
  if (told !== undefined || at === undefined) return told;
  return at <= seen.now && seen.now - at <= 14 * day;
});

/** Of several ways to know one thing: true when one says so, else false when one denies it. */
export const either = (...parts: readonly Truth[]): Truth =>
  parts.includes(true) ? true : parts.includes(false) ? false : undefined;

/** Whether a moment lies at most so many ms back; unseen when it is. */
export const youngerThan = (seen: Seen, at: number | undefined, ms: number): Truth =>
  at === undefined ? undefined : at <= seen.now && seen.now - at <= ms;

/** Every mailbox that she opens beside her own and that was moved in the last fortnight. */
export const movedOthers = reading((seen: Seen): readonly string[] =>
  seen
    .keys('secondary')
    .filter((address) => youngerThan(seen, seen.time(`secondary[${address}].movedAt`), 14 * day) === true),
);

/** Whether a mailbox that she opens was moved; one added by hand is in no directory, so a person's word is enough. */
export const anotherMoved = reading((seen: Seen): Truth => {
  const known = seen.some('secondary', (address) =>
    youngerThan(seen, seen.time(`secondary[${address}].movedAt`), 14 * day),
  );
  return known === true || seen.has('timeline.after', 'other-move') === true ? true : known;
});

/** Whether this mailbox that she opens lives on Exchange 2010 or older. */
export const secondaryIsLegacy = (seen: Seen, address: string): Truth =>
  seen.is(`secondary[${address}].exchange`, ...legacyVersions, 'legacy');

/** Whether her client cannot reach a domain controller: not joined, or outside without a tunnel. */
export function withoutDomainController(seen: Seen): Truth {
  const joined = seen.flag('client.domainJoined');
  const outside = any(
    seen.has('scope.only', 'not-domain-joined'),
    all(seen.flag('scope.insideWorks'), seen.flag('scope.outsideWorks') === false ? true : undefined),
    seen.elements('connections').some(({ value }) => value.where === 'outside') ? true : undefined,
  );
  if (joined === false || outside === true) return true;
  return joined === true && seen.flag('scope.vpn') === true ? false : outside;
}

/** The first popup of the chain, else the popup; a restart is asked for after Outlook lost the connection, which is no box of its own. */
export const firstPopup = (seen: Seen): string | undefined => {
  const chain = seen.list('popup.chain') ?? [];
  const after = chain.findIndex((one) => one !== 'disconnected');
  return (chain[after] === 'restart' ? 'restart' : chain[0]) ?? seen.text('popup.kind');
};

const repeating = ['every-start', 'every-logon', 'constant', 'hourly', 'peak', 'random'] as const;
/** Whether the popup was said to come again and again. */
export const comesAgain = (seen: Seen): Truth => seen.is('timeline.pattern', ...repeating);

const asking = ['credential', 'need-password', 'web-sign-in', 'client-certificate'];
/** Whether a password box or a second restart was told beside the restart message. */
export function moreThanOneRestart(seen: Seen): Truth {
  const chain = seen.list('popup.chain');
  const kind = seen.text('popup.kind');
  const box =
    kind === undefined && chain === undefined
      ? undefined
      : [kind, ...(chain ?? [])].some((one) => one !== undefined && asking.includes(one));
  const twice = chain === undefined ? undefined : chain.filter((one) => one === 'restart').length > 1;
  const after = seen.is('popup.afterCancel', ...asking);
  return any(box, twice, after, comesAgain(seen));
}

/** What was tried with one of these results; unseen when nobody said that it was tried. */
export function tried(seen: Seen, what: readonly string[], ...results: readonly string[]): Truth {
  const isOne = (value: unknown, of: readonly string[]): boolean =>
    typeof value === 'string' && of.includes(value);
  const so = seen.someElement('tried', (one) => isOne(one.what, what) && isOne(one.result, results));
  if (so === true) return true;
  return seen.someElement('tried', (one) => isOne(one.what, what)) === true ? false : undefined;
}
