import type { FactValue } from '../services/facts.ts';

/** How old something was at a moment: "fresh", "40 s old", "3 h old". */
export function age(at: string, moment: string): string {
  const seconds = Math.round((Date.parse(moment) - Date.parse(at)) / 1000);
  if (seconds < 10) return 'fresh';
  return `${span(seconds)} old`;
}

/** A length of time in its largest whole unit. */
export function span(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * 86400) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

/** A fact's value as a person reads it. */
export function value(of: FactValue): string {
  if (typeof of === 'boolean') return of ? 'yes' : 'no';
  if (typeof of === 'string') return of === '' ? 'empty' : shortTime(of);
  if (typeof of === 'number') return String(of);
  if (Array.isArray(of)) return of.length === 0 ? 'none' : of.join(', ');
  return parts(of as Readonly<Record<string, unknown>>);
}

/** A time of our own notation to the minute, `2026-11-20 19:06Z`; any other text as it is. */
const shortTime = (text: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:[\d.]+)?Z$/.test(text) ? `${text.slice(0, 10)} ${text.slice(11, 16)}Z` : text;

/** What of a log line says most, in the order one reads it; the sentence beside it has the rest. */
const loglineParts = [
  'server',
  'log',
  'method',
  'stem',
  'status',
  'substatus',
  'win32',
  'backEndStatus',
  'target',
  'eventId',
  'signature',
  'count',
];

/** A log line, a trial or a connection in a few words. */
export function parts(of: Readonly<Record<string, unknown>>): string {
  const named = loglineParts.filter((key) => of[key] !== undefined);
  const keys = named.length > 1 ? named : Object.keys(of);
  return keys
    .map((key) => (key === 'server' || key === 'log' ? String(of[key]) : `${key} ${partWords(key, of[key])}`))
    .join(', ');
}

/** A part of a log line; a sub-status of Windows as its documents write it, C000006A. */
export const partWords = (key: string, of: unknown): string =>
  key === 'substatus' && Number(of) > 0xffff ? Number(of).toString(16).toUpperCase() : String(of);

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as every card says it: `22:41 UTC` on the day of `now`, else `16 Nov 22:41 UTC`, with its year if another. */
export function timeWords(iso: string, now?: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = `${at.toISOString().slice(11, 16)} UTC`;
  if (now !== undefined && at.toISOString().slice(0, 10) === new Date(now).toISOString().slice(0, 10))
    return clock;
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''}`;
  const year = at.getUTCFullYear();
  return now === undefined || year === new Date(now).getUTCFullYear()
    ? `${day} ${clock}`
    : `${day} ${year} ${clock}`;
}

/** A sentence with its times in the cards' one form. */
export const timesInWords = (text: string, now: string): string =>
  text.replace(/(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?Z/g, (_all, day, time) =>
    timeWords(`${String(day)}T${String(time)}:00Z`, now),
  );
