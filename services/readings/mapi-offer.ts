import { all, any, type ElementValue, type Seen, type Truth } from '../cause.ts';
import { isAboutHer, numberOf, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { type Node, nodes } from './servers.ts';

/** The /mapi endpoints that were asked: nspi and emsmdb of each front end. */
export const endpoints = (seen: Seen): readonly Node[] => nodes(seen, 'mapi');

const holds = (methods: readonly string[], method: string): boolean =>
  methods.some((one) => one.toLowerCase() === method || one.toLowerCase().startsWith(`${method} `));

function missing(methods: readonly string[] | undefined, method: string): Truth {
  if (methods === undefined) return undefined;
  if (holds(methods, method)) return false;
  return methods.at(-1) === '…' ? undefined : true;
}

/** Whether the answer of this endpoint offers no NTLM; without any list that is unseen. */
export const offersNoNtlm = (seen: Seen, { key }: Node): Truth => {
  const schemes = seen.list(`mapi[${key}].schemes`);
  // An answer that is no refusal has no list to offer.
  return schemes?.length === 0 && seen.is(`mapi[${key}].anonymousStatus`, 401) !== true
    ? undefined
    : missing(schemes, 'ntlm');
};

/** Whether this endpoint offers neither NTLM nor Negotiate: nothing that Outlook can use with a Windows account. */
export const offersNothingUsable = (seen: Seen, node: Node): Truth =>
  all(offersNoNtlm(seen, node), missing(seen.list(`mapi[${node.key}].schemes`), 'negotiate'));

/** Front ends whose setting of /mapi lacks NTLM, by their own IIS or the directory. */
export const settingLacksNtlm = (seen: Seen): Truth =>
  any(
    seen.some('iis', (key) =>
      /\/default web site\/mapi$/i.test(key) ? missing(seen.list(`iis[${key}].providers`), 'ntlm') : false,
    ),
    seen.some('vdirs', (key) =>
      key.toLowerCase().endsWith('/mapi')
        ? any(
            missing(seen.list(`vdirs[${key}].internalAuth`), 'ntlm'),
            missing(seen.list(`vdirs[${key}].externalAuth`), 'ntlm'),
          )
        : false,
    ),
  );

/** What `X-FailureContext` says: who refused, with which status and word; undefined when it cannot be read. */
export function failureContext(
  text: string | undefined,
): { who: string; status: string; word: string } | undefined {
  const [who = '', status = '', encoded = ''] = (text ?? '').split(';');
  if (who === '') return undefined;
  return { who, status, word: Buffer.from(encoded, 'base64').toString('utf8') };
}

/** Whether the front end itself refused, by the failure context or the failure point. */
export function frontEndRefused(seen: Seen, { key }: Node): Truth {
  const point = seen.text(`mapi[${key}].failurePoint`);
  const context = failureContext(seen.text(`mapi[${key}].failureContext`));
  if (context !== undefined) return /^frontend$/i.test(context.who) && context.status === '401';
  return point === undefined || point === '' ? undefined : /^frontend$/i.test(point);
}

/** Whether a line is her refused request to /mapi on a front end: 401 that no back end gave, and no mere challenge. */
export function isHerRefusal(seen: Seen, line: ElementValue): Truth {
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
}

/** Whether the server of a refused line offers no NTLM at its /mapi. */
export const refusedWhereNtlmIsMissing = (seen: Seen, line: ElementValue): Truth => {
  if (textOf(line, 'signature') !== 'front-end-401') return false;
  const there = endpoints(seen).filter(({ node }) => node === textOf(line, 'server')?.toLowerCase());
  return all(
    isHerRefusal(seen, line),
    there.length === 0 ? undefined : any(...there.map((node) => offersNoNtlm(seen, node))),
  );
};
