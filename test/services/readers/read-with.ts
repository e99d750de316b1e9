import { readPasted } from '../../../services/pasting/read-pasted.ts';
import type { Reader } from '../../../services/reader.ts';

export const mailbox = 'anna@contoso.example';
export const now = Date.parse('2026-11-20T10:00:00Z');

/** What one reader alone takes from a text. */
export const readWith = (
  one: Reader,
  text: string,
  more: { readonly zoneMinutes?: number; readonly person?: readonly string[] } = {},
) => readPasted(text, { mailbox, now, readers: [one], ...more });

/** The values of one fact, in order. */
export const valuesOf = (read: ReturnType<typeof readPasted>, fact: string): readonly unknown[] =>
  read.facts.filter((one) => one.fact === fact).map(({ value }) => value);
