import { type HttpAnswer, header } from './http.ts';

/** What Exchange tells of itself in the head of any answer. */
export interface ExchangeHeaders {
  readonly frontEnd?: string;
  readonly backEnd?: string;
  readonly build?: string;
  /** `FrontEnd` or `BackEnd`: where it failed. */
  readonly failurePoint?: string;
  /** X-FailureContext with its encoded parts in clear. */
  readonly failureContext?: string;
}

/** The diagnostic headers of an answer; those that were not sent are missing. */
export function exchangeHeaders(answer: HttpAnswer): ExchangeHeaders {
  const frontEnd = bounded(header(answer, 'x-feserver'));
  const backEnd = bounded(header(answer, 'x-calculatedbetarget') ?? header(answer, 'x-beserver'));
  const build = bounded(header(answer, 'x-owa-version'));
  const context = header(answer, 'x-failurecontext');
  return {
    ...(frontEnd === undefined ? {} : { frontEnd }),
    ...(backEnd === undefined ? {} : { backEnd }),
    ...(build === undefined ? {} : { build }),
    ...(context === undefined ? {} : readFailureContext(context)),
  };
}
const bounded = (text: string | undefined): string | undefined =>
  text === '' ? undefined : text?.slice(0, 256);

/**
 * The parts of X-FailureContext: `FailurePoint;HttpStatus;base64(Error);base64(Details);…`. Nobody documents it,
 * so what does not decode to printable text stays as it came.
 */
export function readFailureContext(text: string): {
  readonly failurePoint?: string;
  readonly failureContext: string;
} {
  const parts = text.slice(0, 4_096).split(';');
  const failureContext = parts
    .map((part, index) => (index === 2 || index === 3 ? decoded(part) : part))
    .join(';');
  const point = parts[0]?.trim();
  return { failureContext, ...(point && /^[A-Za-z]{1,32}$/.test(point) ? { failurePoint: point } : {}) };
}
function decoded(part: string): string {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(part) || part.length % 4 !== 0) return part;
  const text = Buffer.from(part, 'base64').toString('utf8');
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\r\n\t]*$/u.test(text) && !text.includes('\ufffd') ? text : part;
}
