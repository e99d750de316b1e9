import { all, any, fair, reading, type Seen, type Truth } from '../cause.ts';
import { onModernExchange } from './mailbox.ts';
import { hostOf, isLegacyHost, legacyServers } from './servers.ts';
import { herAnswers } from './stale-location.ts';

/** One address-book URL that Autodiscover hands out, and to whom: EXCH inside, EXPR outside. */
export interface HandedOut {
  readonly path: string;
  readonly type: 'EXCH' | 'EXPR';
  readonly url: string;
}
/** The address-book URLs that Autodiscover hands out for this mailbox. */
export const handedOut = reading((seen: Seen): readonly HandedOut[] =>
  herAnswers(seen).flatMap(({ key }) =>
    (['EXCH', 'EXPR'] as const).flatMap((type) => {
      const path = `autodiscover[${key}].${type === 'EXCH' ? 'exchOabUrl' : 'exprOabUrl'}`;
      const url = seen.text(path);
      return url === undefined ? [] : [{ path, type, url }];
    }),
  ),
);

const hostsOf = (seen: Seen, leaf: 'internalUrl' | 'externalUrl'): readonly string[] =>
  legacyServers(seen).flatMap((server) => {
    const url = seen.text(`vdirs[${server}/oab].${leaf}`);
    return url === undefined || url === '' ? [] : [hostOf(url).toLowerCase()];
  });

/** Why a handed-out URL does not suit the client; undefined when nothing speaks against it. */
export function misfit(seen: Seen, { type, url }: HandedOut): string | undefined {
  if (url === '') return type === 'EXCH' ? 'is missing' : undefined;
  if (/^http:/i.test(url)) return 'is not https';
  const host = hostOf(url).toLowerCase();
  if (onModernExchange(seen) === true && isLegacyHost(seen, host) === true)
    return 'is of Exchange 2010, where the mailbox no longer is';
  if (
    type === 'EXCH' &&
    hostsOf(seen, 'externalUrl').includes(host) &&
    !hostsOf(seen, 'internalUrl').includes(host)
  )
    return 'is the outer address of Exchange 2010, handed out inside';
  if ((seen.text(`dns[${host}].error`) ?? '') !== '') return 'names a host that does not resolve';
  return undefined;
}
export const misfits = (seen: Seen): readonly HandedOut[] =>
  handedOut(seen).filter((one) => misfit(seen, one) !== undefined);
/** Whether an address-book URL that is handed out does not suit the client. */
export const someMisfit = reading((seen: Seen): Truth => {
  const known = handedOut(seen);
  return known.length === 0 ? undefined : any(...known.map((one) => misfit(seen, one) !== undefined));
});

/** A sign that holds when the box comes by the hour and is no hindrance, as when the address book is fetched in the background. */
export const asksInTheBackground = fair('asks-in-the-background', {
  when: (seen) =>
    all(
      seen.is('timeline.pattern', 'hourly'),
      seen.is('popup.afterCancel', 'nothing', 'gone'),
      seen.flag('client.cachedMode'),
    ),
  says: () =>
    'It comes by the hour in cached mode, and Outlook goes on after Cancel: what is fetched in the background asks.',
  shown: { 'timeline.pattern': 'hourly', 'popup.afterCancel': 'nothing', 'client.cachedMode': true },
  cleared: { 'timeline.pattern': 'every-start', 'popup.afterCancel': 'nothing', 'client.cachedMode': true },
});
/** The offline address book of her database: its name, `""` for none; the only database that was spoken of is hers. */
export const assignedBook = (seen: Seen): string | undefined => {
  const databases = seen.keys('databases');
  const own = seen.text('mailbox.database') ?? (databases.length === 1 ? databases[0] : undefined);
  return own === undefined ? undefined : seen.text(`databases[${own}].offlineAddressBook`);
};
