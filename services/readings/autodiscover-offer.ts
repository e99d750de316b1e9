import { all, any, type ElementValue, not, reading, type Seen, type Truth } from '../cause.ts';
import { isAboutHer, numberOf, textOf, writtenAt } from './lines.ts';
import { day, either } from './mailbox.ts';
import { type Node, nodes, shortName } from './servers.ts';

/** The Autodiscover answers of single front ends and of the common name, whose schemes were seen. */
export const offers = reading((seen: Seen): readonly Node[] =>
  nodes(seen, 'autodiscover').filter(
    ({ key, part }) =>
      ['', 'explicit', 'plain', 'autodiscover'].includes(part) &&
      seen.list(`autodiscover[${key}].schemes`) !== undefined,
  ),
);

const lacks = (seen: Seen, key: string, scheme: string): Truth =>
  not(seen.has(`autodiscover[${key}].schemes`, scheme));
/** Whether an answer offers neither NTLM nor Negotiate, so that Outlook has to ask for a password; an empty list says nothing by itself. */
export const offersNoWindows = (seen: Seen, { key }: Node): Truth => {
  const missing = all(lacks(seen, key, 'ntlm'), lacks(seen, key, 'negotiate'));
  return missing === true && seen.list(`autodiscover[${key}].schemes`)?.length === 0
    ? seen.is(`autodiscover[${key}].status`, 401) === true || undefined
    : missing;
};
export const someOfferLacksWindows = reading((seen: Seen): Truth => {
  const each = offers(seen).map((node) => offersNoWindows(seen, node));
  return each.length === 0 ? undefined : any(...each);
});

/** Of these, the answers to questions that were asked with a sign-in: a 401 to nobody is only an offer. */
export const signedIn = (seen: Seen): readonly Node[] =>
  offers(seen).filter(({ part }) => part === '' || part === 'explicit');

const isFrontEndPath = (key: string): boolean => /^[^/]+(\/default web site)?\/autodiscover$/i.test(key);
/** Whether the setting of /autodiscover on this server lacks Windows authentication, by its IIS or the directory. */
const settingLacks = (seen: Seen, key: string, group: 'iis' | 'vdirs'): Truth => {
  if (!isFrontEndPath(key)) return false;
  if (group === 'iis') {
    const providers = seen.list(`iis[${key}].providers`);
    return either(
      not(seen.flag(`iis[${key}].windows`)),
      providers === undefined ? undefined : providers.length === 0,
    );
  }
  const methods = seen.list(`vdirs[${key}].internalAuth`);
  return methods === undefined
    ? undefined
    : !methods.some((one) => /ntlm|negotiate|windows|kerberos/i.test(one));
};
export const someSettingLacksWindows = reading(
  (seen: Seen): Truth =>
    either(
      seen.some('iis', (key) => settingLacks(seen, key, 'iis')),
      seen.some('vdirs', (key) => settingLacks(seen, key, 'vdirs')),
    ),
);
/** Servers whose /autodiscover lacks Windows authentication on the wire or in its setting. */
export const serversWithoutWindows = (seen: Seen): readonly string[] => [
  ...new Set([
    ...offers(seen).flatMap((node) =>
      node.node !== 'vip' && offersNoWindows(seen, node) === true ? [node.node] : [],
    ),
    ...(['iis', 'vdirs'] as const).flatMap((group) =>
      seen
        .keys(group)
        .flatMap((key) => (settingLacks(seen, key, group) === true ? [key.split('/')[0] ?? ''] : [])),
    ),
  ]),
];

/** Whether a line is a refused request of hers to /autodiscover, and no mere challenge. */
export const isRefusedThere = reading((seen: Seen, line: ElementValue): Truth => {
  const log = textOf(line, 'log');
  if (log !== 'http-proxy' && log !== 'iis') return false;
  if (!/\/autodiscover/i.test(textOf(line, 'stem') ?? '')) return false;
  const signature = textOf(line, 'signature');
  if (signature !== 'front-end-401' && signature !== 'back-end-401') return false;
  const at = writtenAt(line);
  return all(
    isAboutHer(seen, line),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
  );
});
/** Whether the server of such a line lacks Windows authentication at /autodiscover. */
export const refusedForWantOfIt = (seen: Seen, line: ElementValue): Truth =>
  all(
    isRefusedThere(seen, line),
    serversWithoutWindows(seen).includes(shortName(textOf(line, 'server') ?? '')) ||
      (someOfferLacksWindows(seen) === undefined && someSettingLacksWindows(seen) === undefined
        ? undefined
        : false),
  );
/** Whether a line is a request of hers to /autodiscover that went well. */
export const succeedsThere = (seen: Seen, line: ElementValue): Truth =>
  textOf(line, 'signature') === 'success' && /\/autodiscover/i.test(textOf(line, 'stem') ?? '')
    ? all(
        isAboutHer(seen, line),
        (numberOf(line, 'status') ?? 200) === 200,
        (writtenAt(line) ?? 0) > seen.now - 3 * day,
      )
    : false;
