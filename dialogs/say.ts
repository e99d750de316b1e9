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
  if (typeof of === 'string') return of === '' ? 'empty' : of;
  if (typeof of === 'number') return String(of);
  if (Array.isArray(of)) return of.length === 0 ? 'none' : of.join(', ');
  return Object.entries(of)
    .map(([key, part]) => `${key} ${String(part)}`)
    .join(', ');
}

/** Clock time in UTC, for messages that a client does not format. */
export const clock = (iso: string): string => `${new Date(iso).toISOString().slice(11, 16)} UTC`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
