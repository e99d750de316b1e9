import type { ElementValue } from '../cause.ts';
import { numberOf, textOf } from './lines.ts';
import { day, hour } from './mailbox.ts';

/** A duration as a person says it: "40 min", "3 h", "2 days". */
export function span(ms: number): string {
  const length = Math.abs(ms);
  if (length < hour) return `${Math.round(length / 60_000)} min`;
  if (length < 2 * day) return `${Math.round(length / hour)} h`;
  return `${Math.round(length / day)} days`;
}

/** A moment in UTC to the minute: "2026-11-20 07:00Z". */
export const moment = (ms: number | undefined): string =>
  ms === undefined ? 'at an unknown time' : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')}Z`;

/** Where and when a log line stands: "ex16b http-proxy 2026-11-20 09:41Z". */
export const place = (line: ElementValue | undefined): string =>
  line === undefined
    ? 'a log'
    : [
        textOf(line, 'server'),
        textOf(line, 'log'),
        textOf(line, 'at') === undefined ? undefined : moment(Date.parse(textOf(line, 'at') ?? '')),
      ]
        .filter((part) => part !== undefined)
        .join(' ');

/** The statuses of a log line: "302, back end 302". */
export const statuses = (line: ElementValue | undefined): string => {
  if (line === undefined) return '';
  const status = numberOf(line, 'status');
  const backEnd = numberOf(line, 'backEndStatus');
  return [status, backEnd === undefined ? undefined : `back end ${backEnd}`]
    .filter((part) => part !== undefined)
    .join(', ');
};

/** Names joined for a sentence. */
export const names = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '));
