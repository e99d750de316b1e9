import { all, any, type ElementValue, not, reading, type Seen, type Truth } from '../cause.ts';
import { isAboutHer, numberOf, textOf, writtenAt } from './lines.ts';
import { day, either } from './mailbox.ts';
import { names } from './sentences.ts';
import { type Node, nodes } from './servers.ts';

/** The /mapi endpoints that were asked: nspi and emsmdb of each front end. */
export const endpoints = (seen: Seen): readonly Node[] => nodes(seen, 'mapi');

/** Whether the answer of this endpoint offers no NTLM; an empty list of an answer that is no refusal says nothing. */
export const offersNoNtlm = (seen: Seen, { key }: Node): Truth =>
  lacks(seen, key, 'ntlm') === true && seen.list(`mapi[${key}].schemes`)?.length === 0
    ? seen.is(`mapi[${key}].anonymousStatus`, 401) === true || undefined
    : lacks(seen, key, 'ntlm');

const lacks = (seen: Seen, key: string, scheme: string): Truth =>
  not(seen.has(`mapi[${key}].schemes`, scheme));

/** Whether this endpoint offers neither NTLM nor Negotiate: nothing that Outlook can use with a Windows account. */
export const offersNothingUsable = (seen: Seen, node: Node): Truth =>
  all(offersNoNtlm(seen, node), lacks(seen, node.key, 'negotiate'));

/** Whether a front end's setting of /mapi lacks NTLM, by its own IIS or the directory. */
export const settingLacksNtlm = (seen: Seen): Truth =>
  either(
    seen.some('iis', (key) => isMapi(key) && not(seen.has(`iis[${key}].providers`, 'NTLM'))),
    seen.some(
      'vdirs',
      (key) =>
        isMapi(key) &&
        any(
          not(seen.has(`vdirs[${key}].internalAuth`, 'ntlm')),
          not(seen.has(`vdirs[${key}].externalAuth`, 'ntlm')),
        ),
    ),
  );
const isMapi = (key: string): boolean => /(default web site|^[^/]+)\/mapi$/i.test(key);

/** What `X-FailureContext` says: who refused, with which status and word; undefined when it cannot be read. */
export function failureContext(
  text: string | undefined,
): { who: string; status: string; word: string } | undefined {
  const [who = '', status = '', encoded = ''] = (text ?? '').split(';');
  if (who === '') return undefined;
  return { who, status, word: plain(encoded) };
}

/** The third field is base64 on the wire; a reader may have decoded it already. */
function plain(field: string): string {
  const decoded = Buffer.from(field, 'base64');
  const text = decoded.toString('utf8');
  return decoded.toString('base64') === field && /^[\x20-\x7e]*$/.test(text) ? text : field;
}

/** Whether the front end itself refused, by the failure context or the failure point. */
export function frontEndRefused(seen: Seen, { key }: Node): Truth {
  const point = seen.text(`mapi[${key}].failurePoint`);
  const context = failureContext(seen.text(`mapi[${key}].failureContext`));
  if (context !== undefined) return /^frontend$/i.test(context.who) && context.status === '401';
  return point === undefined || point === '' ? undefined : /^frontend$/i.test(point);
}

/** Whether a line is her refused request to /mapi on a front end: 401 that no back end gave, and no mere challenge. */
export const isHerRefusal = reading((seen: Seen, line: ElementValue): Truth => {
  const log = textOf(line, 'log');
  if (log !== 'http-proxy' && log !== 'iis') return false;
  const stem = textOf(line, 'stem');
  if (stem !== undefined && !/\/mapi/i.test(stem)) return false;
  const signature = textOf(line, 'signature');
  // A 401 without a follow-up is told from a challenge by whoever read the log around it.
  if (signature !== 'front-end-401' && signature !== 'back-end-401') return false;
  const at = writtenAt(line);
  return all(
    isAboutHer(seen, line),
    at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day,
    numberOf(line, 'status') === undefined || numberOf(line, 'status') === 401,
  );
});

/** Whether the server of a refused line offers no NTLM at its /mapi. */
export const refusedWhereNtlmIsMissing = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'signature') !== 'front-end-401') return false;
  const there = endpoints(seen).filter(({ node }) => node === textOf(line, 'server')?.toLowerCase());
  return all(
    isHerRefusal(seen, line),
    there.length === 0 ? undefined : any(...there.map((node) => offersNoNtlm(seen, node))),
  );
};

/** Whether her own request to /mapi went well on a server that offers no NTLM there. */
export function succeedsWhereNtlmIsMissing(seen: Seen, line: ElementValue): Truth {
  if (textOf(line, 'signature') !== 'success' || !/\/mapi/i.test(textOf(line, 'stem') ?? '')) return false;
  const there = endpoints(seen).filter(({ node }) => node === textOf(line, 'server')?.toLowerCase());
  return all(
    isAboutHer(seen, line),
    (writtenAt(line) ?? 0) > seen.now - 3 * day,
    there.length === 0 ? undefined : any(...there.map((node) => offersNoNtlm(seen, node))),
  );
}

/** Over the /mapi endpoints that were asked: unseen when there is none. */
export const anyEndpoint = (seen: Seen, test: (node: Node) => Truth): Truth => {
  const all = endpoints(seen);
  return all.length === 0 ? undefined : any(...all.map(test));
};
export const everyEndpoint = (seen: Seen, test: (node: Node) => Truth): Truth => {
  const each = endpoints(seen);
  return each.length === 0 ? undefined : all(...each.map(test));
};
/** What those that pass offer, for a sentence. */
export const offers = (seen: Seen, test: (node: Node) => Truth): string =>
  names(
    endpoints(seen)
      .filter((node) => test(node) === true)
      .map(
        ({ key, node, part }) =>
          `${node} /mapi/${part} offers ${names(seen.list(`mapi[${key}].schemes`) ?? [])}`,
      ),
  );

/** The provider that never falls back shows as Negotiate without NTLM too, and is a cause of its own. */
export const kerberosOnly = (seen: Seen): Truth =>
  seen.some('iis', (key) =>
    /\/default web site\/mapi$/i.test(key) ? seen.has(`iis[${key}].providers`, 'Negotiate:Kerberos') : false,
  );
