import type { Seen, Truth } from '../cause.ts';
import { boxHost, mailDomain } from './box.ts';
import { pointFault, pointHost, pointIsBroken, points } from './lookup.ts';
import { either, legacyVersions } from './mailbox.ts';
import { names } from './sentences.ts';
import { hostOf, isLegacyHost, shortName } from './servers.ts';

/** The service connection points that cannot work. */
export const brokenPoints = (seen: Seen): readonly string[] =>
  points(seen).filter((key) => pointIsBroken(seen, key) === true);
/** What is wrong with each of them, for a sentence. */
export const pointFaults = (seen: Seen): string =>
  names(
    brokenPoints(seen).map(
      (key) =>
        `the service connection point of ${key} (${seen.text(`scp[${key}].url`) ?? 'address unseen'}) ${pointFault(seen, key)}`,
    ),
  );
/** Whether a service connection point leads to Exchange 2010 or 2007, while newer servers stand beside it. */
export const leadsToLegacy = (seen: Seen, key: string): Truth => {
  const host = pointHost(seen, key);
  return host === ''
    ? undefined
    : either(
        seen.is(`servers[${shortName(host)}].exchange`, ...legacyVersions),
        isLegacyHost(seen, host),
        // Of a point that names the server itself, whose version it carries.
        shortName(host) === key ? seen.is(`scp[${key}].exchange`, ...legacyVersions) : undefined,
      );
};
/** The service connection points that lead there. */
export const pointsToLegacy = (seen: Seen): readonly string[] =>
  points(seen).filter((key) => leadsToLegacy(seen, key) === true);
/** Whether a pointer leads Outlook to a forest in which her mailbox is not. */
export const pointsToAnotherForest = (seen: Seen): Truth => {
  const domain = seen.text('mailbox.domain')?.toLowerCase();
  const forests = seen.keys('scp').flatMap((key) => {
    const forest = hostOf((seen.text(`scp[${key}].forest`) ?? '').replace(/^ldap:\/\//i, '')).toLowerCase();
    return forest === '' ? [] : [forest];
  });
  if (forests.length === 0) return undefined;
  // Who tells of the forest of a point alone tells that it is another one.
  if (domain === undefined)
    return forests.some((forest) => mailDomain(seen).endsWith(forest)) ? undefined : true;
  return forests.every((forest) => !forest.endsWith(domain) && !domain.endsWith(forest));
};
/** Whether the box, or Outlook's own log, names the host of a service connection point. */
export const namesPoint = (seen: Seen, of: readonly string[]): Truth => {
  const host =
    boxHost(seen) ??
    (seen.is('client.autodiscoverFirst', 'scp') === true
      ? hostOf(seen.text('client.autodiscoverFirstUrl') ?? '').toLowerCase() || undefined
      : undefined);
  if (host === undefined || points(seen).length === 0) return undefined;
  return of.some((key) => pointHost(seen, key) === host);
};
