/** A time as a text has it: dated, or known to lack its zone, or one whose day and month may be exchanged. */
export type TimeRead =
  | { readonly at: string }
  | { readonly withoutZone: true }
  | { readonly exchangeable: true };
/** What is said of a time that cannot be dated though its zone is known. */
export const exchangeable = 'day and month of its date may be exchanged: write it as in 2026-11-09';

const months: Readonly<Record<string, number>> = Object.fromEntries(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
    .map((name, index) => [name, index + 1])
    .concat([
      ['mär', 3],
      ['mrz', 3],
      ['mai', 5],
      ['okt', 10],
      ['dez', 12],
    ]),
);
const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?`;
const zone = String.raw`\s{0,3}(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const forms: readonly { readonly pattern: RegExp; readonly order: 'ymd' | 'dmy' | 'mdy' }[] = [
  {
    order: 'ymd',
    pattern: new RegExp(
      String.raw`\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ,]\s{0,3}${clock}(\s?[AP]M)?${zone}`,
      'i',
    ),
  },
  {
    order: 'dmy',
    pattern: new RegExp(String.raw`\b(\d{1,2})\.(\d{1,2})\.(\d{4})[T ,]\s{0,3}${clock}()${zone}`, 'i'),
  },
  {
    order: 'mdy',
    pattern: new RegExp(String.raw`\b(\d{1,2})/(\d{1,2})/(\d{4})[T ,]\s{0,3}${clock}(\s?[AP]M)?${zone}`, 'i'),
  },
  {
    order: 'dmy',
    pattern: new RegExp(
      String.raw`\b(?:\w{3}, )?(\d{1,2})[ -]([A-Za-zä]{3})[a-z]{0,6}\.?[ -](\d{4})[T ,]\s{0,3}${clock}(\s?[AP]M)?${zone}`,
      'i',
    ),
  },
];

/** The first time in a text. One without a zone is dated only when the zone is known, in minutes east of UTC. */
export function readTime(text: string, zoneMinutes?: number): TimeRead | undefined {
  for (const { pattern, order } of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [, one = '', two = '', three = '', hour = '', minute = '', second = '0', half = '', offset] = match;
    const [year, month, day] =
      order === 'ymd'
        ? [one, two, three]
        : order === 'dmy'
          ? [three, two, one]
          : monthFirst(three, one, two, half);
    const date = [Number(year), months[month.toLowerCase()] ?? Number(month), Number(day)] as const;
    const clockHour = hourOf(Number(hour), half);
    const local = Date.UTC(date[0], date[1] - 1, date[2], clockHour, Number(minute), Number(second));
    const back = new Date(local);
    if (
      Number.isNaN(local) ||
      back.getUTCMonth() !== date[1] - 1 ||
      back.getUTCDate() !== date[2] ||
      clockHour > 23
    )
      return undefined;
    if (Number(minute) > 59 || Number(second) > 59 || date[0] < 1980) return undefined;
    // Only Americans write AM and PM with slashes and numbers; without them the order is anybody's.
    if (order === 'mdy' && half === '' && one !== two && Number(one) <= 12 && Number(two) <= 12)
      return { exchangeable: true };
    const east = offset === undefined ? zoneMinutes : minutesOf(offset);
    if (east === undefined) return { withoutZone: true };
    return { at: new Date(local - east * 60_000).toISOString() };
  }
  return undefined;
}
/** Without AM or PM a day above 12 tells the British order. */
const monthFirst = (
  year: string,
  one: string,
  two: string,
  half: string,
): readonly [string, string, string] =>
  half === '' && Number(one) > 12 ? [year, two, one] : [year, one, two];
const hourOf = (hour: number, half: string): number =>
  half === '' ? hour : (hour % 12) + (/p/i.test(half) ? 12 : 0);

/** `+01:00`, `Z`, `UTC`, `-0530` in minutes east of UTC; undefined when it is none. */
export function minutesOf(text: string): number | undefined {
  if (/^(?:z|utc|gmt)$/i.test(text.trim())) return 0;
  const match = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(text.trim());
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 14 * 60 || Number(match[3] ?? 0) > 59 ? undefined : (match[1] === '-' ? -1 : 1) * minutes;
}
