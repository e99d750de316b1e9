import { merged, type Span } from './span.ts';

const bucketMs = 30_000;

/** Seconds at which something was seen, kept as one mask of bits for each half minute. */
export interface Moments {
  add(at: number): void;
  /** Whether one of them lies in a span, by whole seconds. */
  anyIn(from: number, to: number): boolean;
  /** Spans that hold all of them, with so much time before and after each. */
  spans(aroundMs: number): readonly Span[];
}
const mostBuckets = 50_000;

export function createMoments(): Moments {
  const buckets = new Map<number, number>();
  return {
    add: (at) => {
      const bucket = Math.floor(at / bucketMs);
      const before = buckets.get(bucket);
      if (before === undefined && buckets.size >= mostBuckets) return;
      buckets.set(bucket, (before ?? 0) | (1 << secondOf(at)));
    },
    anyIn: (from, to) => {
      for (let bucket = Math.floor(from / bucketMs); bucket <= Math.floor(to / bucketMs); bucket += 1) {
        const mask = buckets.get(bucket);
        if (mask === undefined) continue;
        const first = bucket === Math.floor(from / bucketMs) ? secondOf(from) : 0;
        const last = bucket === Math.floor(to / bucketMs) ? secondOf(to) : 29;
        // Bits `first` to `last`, of thirty.
        if ((mask & ((2 << last) - (1 << first))) !== 0) return true;
      }
      return false;
    },
    spans: (aroundMs) =>
      merged(
        [...buckets.keys()].map((bucket) => ({
          from: bucket * bucketMs - aroundMs,
          to: (bucket + 1) * bucketMs + aroundMs,
        })),
      ),
  };
}
const secondOf = (at: number): number => Math.floor((at % bucketMs) / 1000);
