import { readFailureContext } from '../protocols/exchange-headers.ts';
import type { Collection } from './collecting.ts';

/** One answer of a server as a text shows it. */
export interface Answer {
  /** Of the status or first header. */
  readonly line: number;
  readonly url: URL;
  readonly status: number;
  /** Names in lower case; values of a name that came several times in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The scheme that the request carried, empty when none; undefined when the request is not seen. */
  readonly scheme: string | undefined;
  readonly at?: string | undefined;
}

/** The URL in a text, undefined when it is none. */
export function urlOf(text: string): URL | undefined {
  const url = URL.parse(text.slice(0, 2_000));
  return url !== null && /^https?:$/.test(url.protocol) && /^[\w.-]{1,253}$/.test(url.hostname)
    ? url
    : undefined;
}

/** What the vocabulary calls the thing behind a URL, undefined when it is none of Exchange's services. */
export function subjectOf(url: URL): { readonly group: string; readonly key: string } | undefined {
  const path = url.pathname.toLowerCase();
  const host = `${url.hostname.toLowerCase()}@vip`;
  if (path.startsWith('/autodiscover')) {
    if (url.protocol === 'http:') return { group: 'autodiscover', key: `${host}/redirect` };
    if (path.endsWith('.json') || path.includes('/v1.0')) return { group: 'autodiscover', key: `${host}/v2` };
    return {
      group: 'autodiscover',
      key: /^\/autodiscover\/[^/]+(?:@|%40)[^/]+\//.test(path) ? host : `${host}/plain`,
    };
  }
  if (path.startsWith('/mapi/nspi')) return { group: 'mapi', key: `${host}/nspi` };
  if (path.startsWith('/mapi')) return { group: 'mapi', key: `${host}/emsmdb` };
  if (path.startsWith('/rpc')) return { group: 'outlookAnywhere', key: host };
  if (path.startsWith('/ews')) return { group: 'ews', key: host };
  return path.startsWith('/oab') ? { group: 'oab', key: host } : undefined;
}

const byScheme: Readonly<Record<string, string>> = {
  ntlm: 'ntlmStatus',
  negotiate: 'negotiateStatus',
  basic: 'basicStatus',
  '': 'anonymousStatus',
};

/** Brings what an answer tells of the service behind its URL; false when there is none. */
export function bringAnswer({ line, url, status, headers, scheme, at }: Answer, found: Collection): boolean {
  const subject = subjectOf(url);
  if (subject === undefined) return false;
  const { group, key } = subject;
  const say = (leaf: string, value: string | number | readonly string[] | undefined): void => {
    if (Array.isArray(value) && value.length === 0) return;
    found.fact(line, `${group}[${key}].${leaf}`, value, { at });
  };
  const offered = (headers.get('www-authenticate') ?? [])
    .flatMap((value) => value.split(/,(?=\s*[A-Za-z]+(?:\s|$|,))/))
    .map((part) => part.trim());
  // A scheme with a token behind it is a step of a logon, not its end.
  const isStep = status === 401 && offered.some((part) => /^(?:NTLM|Negotiate)\s+\S/i.test(part));
  const schemes = [
    ...new Set(
      offered
        .filter((part) => !/^(?:NTLM|Negotiate)\s+\S/i.test(part))
        .map((part) => part.split(/\s/)[0] ?? ''),
    ),
  ].filter((one) => /^[A-Za-z]{3,20}$/.test(one));
  if (!isStep) say('schemes', schemes);
  const header = (name: string): string | undefined => headers.get(name)?.[0]?.slice(0, 256);
  say('frontEnd', header('x-feserver'));
  say('backEnd', header('x-calculatedbetarget') ?? header('x-beserver'));
  if (group === 'autodiscover') {
    const isChallenge = status === 401 && (scheme === '' || isStep);
    if (!isChallenge) say('status', status);
    if (key.endsWith('/redirect')) say('step', 'redirect');
    say('location', header('location'));
    return true;
  }
  const leaf = byScheme[(scheme ?? 'unknown').toLowerCase()];
  if (leaf !== undefined && !isStep) say(leaf, status);
  const context = headers.get('x-failurecontext')?.[0];
  if (context !== undefined) {
    const { failureContext, failurePoint } = readFailureContext(context);
    say('failureContext', failureContext.slice(0, 500));
    say('failurePoint', failurePoint);
  }
  if (group === 'mapi') {
    const code = Number(header('x-responsecode') ?? Number.NaN);
    if (Number.isInteger(code)) say('responseCode', code);
    say('build', header('x-owa-version'));
  }
  return true;
}
