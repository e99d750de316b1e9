const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

/** Whether the text is an ISO date, or an ISO time with Z or an offset, that the calendar has. */
export const isTime = (text: string): boolean => timeOf(text) !== undefined;

/** ms since the epoch of an ISO time; a bare date is 00:00Z; undefined when it is none. */
export function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const [, year, month, day] = pattern.exec(text) ?? [];
  if (year === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  // Date.parse turns 30 February into 2 March: a day that not every month has must survive the round trip.
  const date =
    Number(day) > 28 ? new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))) : undefined;
  return date === undefined || date.getUTCDate() === Number(day) ? at : undefined;
}

/** ms of an ISO duration such as `-PT3H` or `P2DT30M`; undefined when it is none. */
export function durationOf(text: string): number | undefined {
  const match = /^(-?)P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const total =
    (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return (match[1] === '-' ? -1000 : 1000) * total;
}
