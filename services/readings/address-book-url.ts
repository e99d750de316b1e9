import { any, reading, type Seen, type Truth } from '../cause.ts';
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
