import { all, any, reading, type Seen, type Truth } from '../cause.ts';
import { surelyOnHerWay } from './her-servers.ts';
import { hostOf } from './servers.ts';

/** One certificate as a host showed it through one server, or through the common name (`vip`). */
export interface Presented {
  readonly key: string;
  readonly host: string;
  readonly node: string;
}
/** Every certificate that was looked at. */
export const presented = reading((seen: Seen): readonly Presented[] =>
  seen.keys('tls').flatMap((key) => {
    const [host = '', node = 'vip'] = key.split('@');
    return host === '' ? [] : [{ key, host, node }];
  }),
);

/** Whether clients come to this server: false only when it is known to be out of the pool. */
export const reached = (seen: Seen, { node }: Presented): boolean =>
  node === 'vip' || seen.flag(`servers[${node}].inPool`) !== false;

/** Whether clients surely see this certificate: through the common name, or on a server that her requests come to. */
export const surelySeen = (seen: Seen, { node }: Presented): Truth =>
  node === 'vip' ? true : surelyOnHerWay(seen, node);

export const mailDomain = (seen: Seen): string => seen.mailbox.split('@')[1]?.toLowerCase() ?? '';
/** Whether this is the mail domain itself, where mostly a web site answers. */
export const isRootDomain = (seen: Seen, host: string): boolean => host.toLowerCase() === mailDomain(seen);

/** Over the certificates of Outlook's own hosts: true when one passes, false when all were seen not to. */
export function someCertificate(seen: Seen, test: (one: Presented) => Truth): Truth {
  const known = presented(seen).filter((one) => reached(seen, one) && !isRootDomain(seen, one.host));
  return known.length === 0 ? undefined : any(...known.map(test));
}
export function everyCertificate(seen: Seen, test: (one: Presented) => Truth): Truth {
  const known = presented(seen).filter((one) => reached(seen, one) && !isRootDomain(seen, one.host));
  return known.length === 0 ? undefined : all(...known.map(test));
}
/** The first certificate that passes, for a sentence. */
export const firstCertificate = (seen: Seen, test: (one: Presented) => Truth): Presented | undefined =>
  presented(seen).find((one) => reached(seen, one) && !isRootDomain(seen, one.host) && test(one) === true);

/** "mail.contoso.example on ex16b". */
export const whose = (one: Presented | undefined): string =>
  one === undefined
    ? 'a host'
    : `${one.host} ${one.node === 'vip' ? 'through the common name' : `on ${one.node}`}`;

/** Whether the dates of a certificate exclude the moment of the case. */
export function outOfDate(seen: Seen, { key }: Presented): Truth {
  const end = seen.time(`tls[${key}].notAfter`);
  const start = seen.time(`tls[${key}].notBefore`);
  if (end !== undefined) return end <= seen.now || (start !== undefined && start > seen.now);
  const said = seen.text(`tls[${key}].error`);
  return said !== undefined && /expired|not[ _-]?yet[ _-]?valid|abgelaufen/i.test(said) ? true : undefined;
}

/** Whether a name of a certificate covers a host; a wildcard stands for one label. */
export function covers(name: string, host: string): boolean {
  const [pattern, wanted] = [name.trim().toLowerCase(), host.toLowerCase()];
  if (!pattern.startsWith('*.')) return pattern === wanted;
  return wanted.split('.').slice(1).join('.') === pattern.slice(2);
}

/** Whether the certificate that a host shows lacks that host's name. */
export function lacksItsName(seen: Seen, { key, host }: Presented): Truth {
  const matches = seen.flag(`tls[${key}].nameMatches`);
  if (matches !== undefined) return !matches;
  const whole = seen.has(`tls[${key}].names`, host);
  const listed = seen.list(`tls[${key}].names`);
  if (listed === undefined) return undefined;
  if (listed.some((name) => covers(name, host))) return false;
  // A list that names some only leaves the others open.
  return whole === undefined ? undefined : true;
}

/** A host that Outlook is told to use, and by what. */
export interface HandedOut {
  readonly host: string;
  readonly by: string;
  readonly url: string;
}
const outlooks = /\/(autodiscover|mapi|ews|oab|rpc)$/i;
const answered = ['mailStore', 'addressBook', 'ewsUrl', 'exchOabUrl', 'exprOabUrl'] as const;

/** Every host of an SCP, a virtual directory's URL or an Autodiscover answer. */
export const handedOut = reading((seen: Seen): readonly HandedOut[] => {
  const found = new Map<string, HandedOut>();
  const add = (url: string | undefined, by: string): void => {
    const host = url === undefined ? '' : hostOf(url).toLowerCase();
    if (host.includes('.') && !found.has(host)) found.set(host, { host, by, url: url ?? '' });
  };
  for (const server of seen.keys('scp')) add(seen.text(`scp[${server}].url`), `the SCP of ${server}`);
  for (const key of seen.keys('vdirs').filter((one) => outlooks.test(one))) {
    for (const leaf of ['internalUrl', 'externalUrl'] as const)
      add(seen.text(`vdirs[${key}].${leaf}`), `${leaf} of ${key}`);
  }
  for (const key of seen.keys('autodiscover')) {
    for (const leaf of answered) add(seen.text(`autodiscover[${key}].${leaf}`), `Autodiscover at ${key}`);
  }
  return [...found.values()];
});

/** Whether the box was said to be about a certificate's name, date or issuer, by its own words. */
const words = {
  name: /does not match|invalid or does not|stimmt nicht|ungültig oder stimmt|ne correspond pas|komt niet overeen|no coincide/i,
  date: /expired|not yet valid|abgelaufen|noch nicht gültig|expiré|verlopen|caducado|expirado/i,
  issuer:
    /not chosen to trust|not trusted|not from a trusted|certifying authority|nicht vertrau|keine vertrauenswürdig|pas approuv|niet vertrouwd|no es de confianza|revo/i,
} as const;
export const boxSays = (seen: Seen, about: keyof typeof words): Truth => {
  const said = [
    seen.text('popup.text'),
    seen.text('popup.afterCancelText'),
    seen.text('client.startError'),
  ].filter((one) => one !== undefined && one !== '');
  return said.length === 0 ? undefined : said.some((one) => words[about].test(one ?? ''));
};
