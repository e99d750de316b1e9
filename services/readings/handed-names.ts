import { any, reading, type Seen, type Truth } from '../cause.ts';
import { boxHost } from './box.ts';
import {
  covers,
  type HandedOut,
  handedOut,
  isRootDomain,
  lacksItsName,
  type Presented,
  presented,
  reached,
  surelySeen,
} from './certificates.ts';

/** Whether a certificate is a server's own, made by set-up rather than bought or issued. */
export const isOwn = (seen: Seen, { key }: Presented): Truth => seen.flag(`tls[${key}].selfSigned`);

/** The certificates of hosts that Outlook is told to use, and that lack the host's name, though issued by somebody. */
export const lacking = reading((seen: Seen): readonly Presented[] => {
  const told = handedOut(seen).map(({ host }) => host);
  return presented(seen).filter(
    (one) =>
      reached(seen, one) &&
      !isRootDomain(seen, one.host) &&
      told.includes(one.host) &&
      lacksItsName(seen, one) === true &&
      surelySeen(seen, one) === true &&
      // Issued by somebody: a certificate that the server made itself is a cause of its own.
      isOwn(seen, one) === false,
  );
});

/** Every name on the certificates of Outlook's hosts; undefined where none is known whole. */
const allNames = (seen: Seen): readonly string[] | undefined => {
  const lists = presented(seen)
    .filter((one) => reached(seen, one) && !isRootDomain(seen, one.host) && isOwn(seen, one) !== true)
    .flatMap(({ key }) => {
      const list = seen.list(`tls[${key}].names`);
      // A list that names some only says nothing of the rest.
      return list === undefined || seen.has(`tls[${key}].names`, '') === undefined ? [] : [list];
    });
  return lists.length === 0 ? undefined : lists.flat();
};

/** The hosts that Outlook is told to use and that no certificate covers. */
export const uncovered = reading((seen: Seen): readonly HandedOut[] => {
  const names = allNames(seen);
  if (names === undefined) return [];
  return handedOut(seen).filter(
    ({ host }) => !isRootDomain(seen, host) && !names.some((name) => covers(name, host)),
  );
});
/** Whether a handed-out host is on no certificate; false when each one is on some. */
export const someUncovered = (seen: Seen): Truth =>
  handedOut(seen).length === 0 || allNames(seen) === undefined ? undefined : uncovered(seen).length > 0;

/** Whether the certificate in the box lacks the host that the box names. */
export const boxLacksName = (seen: Seen): Truth => {
  const host = boxHost(seen);
  const names = seen.list('popup.certificateNames');
  if (host === undefined || names === undefined) return undefined;
  if (names.some((name) => covers(name, host))) return false;
  return seen.has('popup.certificateNames', host) === undefined ? undefined : true;
};

/** Whether somebody's eyes or a look say that a certificate is there for every name that it is asked by. */
export const everyNameFits = (seen: Seen): Truth => {
  const known = presented(seen).filter((one) => reached(seen, one) && !isRootDomain(seen, one.host));
  if (known.length === 0) return undefined;
  const wrong = any(...known.map((one) => lacksItsName(seen, one)));
  return wrong === undefined ? undefined : !wrong && someUncovered(seen) !== true;
};
