import { createHash, randomBytes } from 'node:crypto';
import type { Call, Headers } from './call.ts';
import { responseCode } from './mapi-requests.ts';

interface Session {
  readonly sid: string;
  sequence: number;
}
/** The session contexts of a back end, by their MapiContext cookie ([MS-OXCMAPIHTTP] 3.2.1). */
export interface Sessions {
  /** Cookies of a new context. */
  open(sid: string, mailboxGuid: string, now: Date): Headers;
  /** The cookies of the next response, or the X-ResponseCode that refuses these. */
  next(call: Call, sid: string): { readonly code: number } | { readonly cookies: Headers };
  close(call: Call): void;
}

const cookiesOf = (call: Call): ReadonlyMap<string, string> =>
  new Map(
    (call.headers.cookie ?? '').split(';').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
    }),
  );
const sequenceCookie = (context: string, sequence: number): string =>
  `${sequence}-${createHash('sha256').update(`${context}${sequence}`).digest('base64').slice(0, 6)}==`;

/** .NET ticks of a moment, as eight little-endian bytes. */
const ticks = (now: Date): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(now.getTime()) + 62_135_596_800_000n) * 10_000n);
  return bytes;
};

export function openSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const set = (name: string, value: string, path = '/mapi/') =>
    ['Set-Cookie', `${name}=${value}; path=${path}; secure; HttpOnly`] as const;
  return {
    open(sid, mailboxGuid, now) {
      const context = `MAPIAAAA${randomBytes(24).toString('base64')}`;
      const sequence = 1;
      sessions.set(context, { sid, sequence });
      const routing = Buffer.concat([Buffer.from(`RUM:${mailboxGuid}:`, 'latin1'), ticks(now)]).toString(
        'base64',
      );
      return [
        set('MapiContext', context),
        set('MapiRouting', routing),
        set('MapiSequence', sequenceCookie(context, sequence)),
      ];
    },
    next(call, sid) {
      const cookies = cookiesOf(call);
      const context = cookies.get('MapiContext');
      if (context === undefined) return { code: responseCode.missingCookie };
      const session = sessions.get(context);
      // A context belongs to whom it was opened for.
      if (session === undefined || session.sid !== sid) return { code: responseCode.contextNotFound };
      if (cookies.get('MapiSequence') !== sequenceCookie(context, session.sequence))
        return { code: responseCode.invalidSequence };
      session.sequence += 1;
      return { cookies: [set('MapiSequence', sequenceCookie(context, session.sequence))] };
    },
    close(call) {
      sessions.delete(cookiesOf(call).get('MapiContext') ?? '');
    },
  };
}
