import { all, any, reading, type Seen, strong, type Truth } from '../cause.ts';
import {
  everyCertificate,
  isRootDomain,
  type Presented,
  presented,
  reached,
  someCertificate,
} from './certificates.ts';
import { names } from './sentences.ts';

/** The name behind `msstd:`, lower case; `none` and an empty value name nothing. */
export function principalOf(text: string | undefined): string | undefined {
  const name = text
    ?.trim()
    .toLowerCase()
    .replace(/^msstd:/, '');
  return name === undefined || name === '' || name === 'none' ? undefined : name;
}

/** A name that Outlook is told to expect, and by what. */
export interface Expected {
  readonly name: string;
  readonly by: string;
}
/** The names that Autodiscover answers, else those that the Outlook providers are set to. */
export const expected = reading((seen: Seen): readonly Expected[] => {
  const answered = seen.keys('autodiscover').flatMap((key): readonly Expected[] => {
    const name = principalOf(seen.text(`autodiscover[${key}].exprPrincipal`));
    return name === undefined ? [] : [{ name, by: `Autodiscover at ${key.split('/')[0]}` }];
  });
  const set = (['exprPrincipal', 'exchPrincipal'] as const).flatMap((leaf): readonly Expected[] => {
    const name = principalOf(seen.text(`providers.${leaf}`));
    return name === undefined ? [] : [{ name, by: `Outlook provider ${leaf.slice(0, 4).toUpperCase()}` }];
  });
  const found = [...answered, ...set];
  return found.filter(({ name }, index) => found.findIndex((one) => one.name === name) === index);
});

/** Whether a certificate is made out to a name, letter for letter: `*.contoso.example` stands for itself only. */
export function madeOutTo(seen: Seen, { key }: Presented, name: string): Truth {
  const common = seen.text(`tls[${key}].commonName`)?.toLowerCase().replace(/^cn=/, '');
  if (common === name) return true;
  const listed = seen.has(`tls[${key}].names`, name);
  if (listed === true) return true;
  if (listed === false) return false;
  // Names that were looked at in part leave it open; where none were, the first name stands for all.
  return common === undefined || seen.list(`tls[${key}].names`) !== undefined ? undefined : false;
}

/** Whether no certificate of Outlook's hosts is made out to this name. */
export const onNone = (seen: Seen, name: string): Truth =>
  everyCertificate(seen, (one) => {
    const made = madeOutTo(seen, one, name);
    return made === undefined ? undefined : !made;
  });

/** The expected name that no certificate carries. */
export const strange = (seen: Seen): Expected | undefined =>
  expected(seen).find(({ name }) => onNone(seen, name) === true);
/** Whether an expected name is on no certificate; false when each is on one. */
export const someStrange = (seen: Seen): Truth => {
  const names = expected(seen);
  return names.length === 0 ? undefined : any(...names.map(({ name }) => onNone(seen, name)));
};

/** Whether the certificate is a wildcard or made out to another host first. */
export const madeOutToAnother = (seen: Seen): Truth =>
  someCertificate(seen, ({ key, host }) => {
    const stated = seen.is(`tls[${key}].commonNameIs`, 'wildcard', 'other-name');
    if (stated !== undefined) return stated;
    const common = seen.text(`tls[${key}].commonName`)?.toLowerCase();
    return common === undefined || common === '' ? undefined : common.replace(/^cn=/, '') !== host;
  });

/** The first name of each certificate, for a sentence. */
export const commonNames = (seen: Seen): readonly string[] => [
  ...new Set(
    presented(seen)
      .filter((one) => reached(seen, one) && !isRootDomain(seen, one.host))
      .flatMap(({ key }) => seen.text(`tls[${key}].commonName`) ?? []),
  ),
];

/** Whether nothing was told to Outlook, so that it expects the host's own name. */
export const expectsHostName = (seen: Seen): Truth => {
  const said = [
    seen.text('providers.exprPrincipal'),
    ...seen.keys('autodiscover').map((key) => seen.text(`autodiscover[${key}].exprPrincipal`)),
  ].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : all(...said.map((one) => one === ''));
};

/** Whether Outlook is told a name that is not the certificate's first, which is all that old clients look at. */
export const expectsAnotherThanFirst = (seen: Seen): Truth => {
  const [told, first] = [expected(seen), commonNames(seen).map((name) => name.toLowerCase())];
  return told.length === 0 || first.length === 0 ? undefined : !told.some(({ name }) => first.includes(name));
};

/** Windows XP and 2003 look at the certificate's first name alone, whatever other names it carries. */
const looksAtFirstAlone = (seen: Seen): Truth => {
  const version = seen.text('client.windows');
  const told = seen.list('scope.only')?.some((one) => /^windows:(5\.|xp)/i.test(one));
  return told === true || version === undefined
    ? told
    : /^(windows\s*)?(5\.[12]|xp|2003)/i.test(version.trim());
};
/** Whether the expected name is not the first, on a Windows that looks at no other. */
export const hiddenFromOldWindows = (seen: Seen): Truth =>
  all(looksAtFirstAlone(seen), expectsAnotherThanFirst(seen));

const twoNames = {
  'tls[mail.contoso.example@vip].commonName': 'www.contoso.example',
  'tls[mail.contoso.example@vip].names': ['www.contoso.example', 'mail.contoso.example'],
};
/** A sign that holds where Windows looks at a first name that is not the expected one. */
export const firstNameAlone = strong('old-windows-looks-at-the-first-name-alone', {
  group: 'name',
  when: hiddenFromOldWindows,
  says: (seen) =>
    `Outlook is told ${names(expected(seen).map(({ name }) => name))}; the certificate is made out to ${names(commonNames(seen))} first, and Windows ${seen.text('client.windows') ?? '5.1'} looks at no other name.`,
  shown: {
    'client.windows': '5.1',
    'providers.exprPrincipal': 'msstd:mail.contoso.example',
    ...twoNames,
  },
  cleared: {
    'client.windows': '10.0',
    'providers.exprPrincipal': 'msstd:mail.contoso.example',
    ...twoNames,
  },
});
