import type { Band } from '../services/diagnosis/types.ts';
import type { Fact, FactValue } from '../services/facts.ts';
import { span } from '../services/readings/sentences.ts';
import { factWords, ifWords } from './fact-words.ts';
import { partWords } from './say.ts';

export const bandWords: Readonly<Record<Band, string>> = {
  confirmed: 'Confirmed',
  likely: 'Likely',
  possible: 'Possible',
  unlikely: 'Unlikely',
  'ruled-out': 'Ruled out',
};
/** A weight as it is read: "+3.2", "-1". */
export const weightWords = (weight: number): string => (weight > 0 ? `+${weight}` : String(weight));

/** The moment of a ticket, in whose day times need no date. */
export interface Now {
  readonly at: string;
}
const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::[\d.]+)?(?:Z|[+-]\d\d:\d\d)$/;
/** A time to the minute in UTC: "09:41Z" on the day of the ticket, else "2026-11-19 09:41Z". */
export function timeWords(text: string, { at }: Now): string {
  const iso = new Date(text).toISOString();
  const day = iso.slice(0, 10);
  return `${day === new Date(at).toISOString().slice(0, 10) ? '' : `${day} `}${iso.slice(11, 16)}Z`;
}
/** A sentence with times of the ticket's day without their date, and account ids without their middle. */
export function shortened(sentence: string, { at }: Now): string {
  const today = new Date(at).toISOString().slice(0, 10);
  return sentence
    .replaceAll(`${today} `, '')
    .replace(/(S-1-5-21)-\d+-\d+-\d+-(\d+)/g, '$1-…-$2')
    .replace(/\s+/g, ' ')
    .trim();
}

type Parts = Readonly<Record<string, unknown>>;
const part = (of: Parts, name: string): string => {
  const value = of[name];
  return value === undefined || value === '' || value === '-' ? '' : String(value);
};
const after = (before: string, text: string, end = ''): string =>
  text === '' ? '' : `${before}${text}${end}`;
const joined = (parts: readonly string[]): string => parts.filter((one) => one !== '').join(' ');

/** A log line on one line: "ex16b http-proxy 21:49Z POST /autodiscover/autodiscover.xml 302 (back end 302) → ex10a.corp.local, 3 times". */
function lineWords(of: Parts, now: Now): string {
  const at = part(of, 'at');
  const status = part(of, 'status');
  const count = Number(part(of, 'count'));
  const main = joined([
    part(of, 'server'),
    part(of, 'log'),
    isMoment.test(at) ? timeWords(at, now) : at,
    after('event ', part(of, 'eventId')),
    part(of, 'method'),
    part(of, 'stem'),
    status === ''
      ? after('sub-status ', part(of, 'substatus') && partWords('substatus', of.substatus))
      : `${status}${after('.', part(of, 'substatus'))}`,
    after('Windows error ', part(of, 'win32') === '0' ? '' : part(of, 'win32')),
    after('(back end ', part(of, 'backEndStatus'), ')'),
    after('→ ', part(of, 'target')),
    after('return code ', part(of, 'returnCode')),
    after('as ', part(of, 'user')),
    after('from ', joined([part(of, 'workstation'), part(of, 'clientIp')])),
  ]);
  return `${main}${count > 1 ? `, ${count} times` : ''}`;
}
/** What was tried, a row of Connection Status, or a log line, as a person would write it down. */
function elementWords(of: Parts, now: Now): string {
  if ('what' in of)
    return `${part(of, 'what').replaceAll('-', ' ')}: ${part(of, 'result').replaceAll('-', ' ') || 'result not said'}`;
  if ('log' in of || 'signature' in of || 'status' in of) return lineWords(of, now);
  return Object.entries(of)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** A value as a ticket shows it; never as an object. */
export function valueWords(value: FactValue, now: Now): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return value === '' ? '(empty)' : isMoment.test(value) ? timeWords(value, now) : shortened(value, now);
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(', ');
  return elementWords(value as Parts, now); // neither a single value nor a list
}

/** How old a fact is; a log line is dated by its own time. */
export function age({ value, at }: Fact, now: Now): string {
  const own = typeof value === 'object' && 'at' in value && typeof value.at === 'string' ? value.at : at;
  const ms = Date.parse(now.at) - Date.parse(own);
  return Math.abs(ms) < 60_000 ? 'just now' : `${span(ms)} ${ms < 0 ? 'ahead' : 'old'}`;
}

/** What would have to be so, as the second half of "if …": "the mailbox had not been moved". */
export function changeWords(
  { fact, value }: { readonly fact: string; readonly value: FactValue },
  now: Now,
): string {
  const about = factWords(fact);
  const isSo = about.startsWith('whether ') ? about.slice('whether '.length) : undefined;
  if (isSo !== undefined && typeof value === 'boolean' && fact !== 'mailbox.moved')
    return value ? `it were so that ${isSo}` : `it were not so that ${isSo}`;
  const shown = valueWords(value, now);
  const words = ifWords(fact, value, shown);
  return /^I (saw|were told) “/.test(words) ? `the answer to “${about}” were ${shown}` : words;
}
