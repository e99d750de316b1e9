import { all, type ElementValue, not, reading, type Seen, type Truth } from '../cause.ts';
import { numberOf, textOf } from './lines.ts';
import type { Wanted } from './signed-lines.ts';

const refusals: Wanted = {
  signatures: ['front-end-401', 'back-end-401'],
  logs: ['http-proxy', 'iis', 'iis-backend'],
  writtenBy: 'front-ends',
  // Signed in, and then kept out by the rights on the folder: 401.3, or "access denied" (5).
  alike: (line) =>
    numberOf(line, 'status') === 401 && (numberOf(line, 'substatus') === 3 || numberOf(line, 'win32') === 5),
};
/** A request to the calendar or the address book that was refused. */
export const refused: Wanted = { ...refusals, stem: /\/(ews|oab)/i };
/** A request of the mail connection that was refused. */
export const mailRefused: Wanted = { ...refusals, stem: /\/(mapi|rpc)/i };

/** A service of the address book or the calendar on one server. */
export interface Service {
  readonly group: 'ews' | 'oab';
  readonly key: string;
  readonly host: string;
  readonly node: string;
}
/** Every EWS and OAB address that was asked. */
export const services = reading((seen: Seen): readonly Service[] =>
  (['ews', 'oab'] as const).flatMap((group) =>
    seen.keys(group).flatMap((key) => {
      const [host = '', node = 'vip'] = key.split('@');
      return [{ group, key, host, node: node.split('/')[0] ?? node }];
    }),
  ),
);
const path = ({ group, key }: Service): string => `${group}[${key}]`;
const lacks = (seen: Seen, one: Service, scheme: string): Truth => {
  const schemes = seen.list(`${path(one)}.schemes`);
  // An answer that is no refusal lists no methods.
  if (schemes?.length === 0 && seen.is(`${path(one)}.anonymousStatus`, 401) !== true) return undefined;
  return not(seen.has(`${path(one)}.schemes`, scheme));
};
/** Whether it offers neither Negotiate nor NTLM, so nothing that Outlook can use silently. */
export const offersNothing = (seen: Seen, one: Service): Truth =>
  all(lacks(seen, one, 'NTLM'), lacks(seen, one, 'Negotiate'));
export const offersBoth = (seen: Seen, one: Service): Truth =>
  all(not(lacks(seen, one, 'NTLM')), not(lacks(seen, one, 'Negotiate')));
/** Whether the virtual directory is set so that Windows accounts cannot sign in, by IIS or the directory. */
export const settingRefuses = (seen: Seen, key: string): Truth => {
  if (!/\/(ews|oab)$/i.test(key)) return false;
  const windows = seen.flag(`iis[${key}].windows`);
  if (windows !== undefined) return !windows;
  const providers = seen.list(`iis[${key}].providers`);
  return providers === undefined ? undefined : providers.length === 0;
};
export const offered = (seen: Seen, one: Service): readonly string[] =>
  seen.list(`${path(one)}.schemes`) ?? [];
/** What our own account met there by NTLM. */
export const ntlmStatus = (seen: Seen, one: Service): number | undefined =>
  seen.number(`${path(one)}.ntlmStatus`);
export const nameOf = ({ group, node, host }: Service): string =>
  `/${group} of ${node === 'vip' ? host : node}`;

const stems = { ews: /\/ews/i, oab: /\/oab/i } as const;
/** The service on whose server a refused line stands. */
export const serviceOf = (seen: Seen, line: ElementValue): readonly Service[] =>
  services(seen).filter(
    ({ group, node }) =>
      stems[group].test(textOf(line, 'stem') ?? '') && node === textOf(line, 'server')?.toLowerCase(),
  );
export const isServiceLine = (line: ElementValue): boolean => /\/(ews|oab)/i.test(textOf(line, 'stem') ?? '');

/** Whether the directory of EWS or the address book lists neither NTLM nor Negotiate on some server. */
export const listsBasicOnly = (seen: Seen): Truth => {
  const lists = seen
    .keys('vdirs')
    .filter((key) => /\/(ews|oab)$/.test(key))
    .flatMap((key) => {
      const methods = seen.list(`vdirs[${key}].internalAuth`);
      return methods === undefined || methods.length === 0 ? [] : [methods];
    });
  return lists.length === 0
    ? undefined
    : lists.some((methods) => !methods.some((one) => /ntlm|nego|windows|kerb/i.test(one)));
};
