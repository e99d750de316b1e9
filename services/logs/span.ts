/** A span of time, ms since the epoch, both ends within. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same moments as spans in order that do not meet. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const one: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = one.at(-1);
    if (last === undefined || span.from > last.to) one.push(span);
    else one[one.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return one;
}

/** Whether a moment lies in one of the spans. */
export const isWithin = (at: number, spans: readonly Span[]): boolean =>
  spans.some(({ from, to }) => at >= from && at <= to);
