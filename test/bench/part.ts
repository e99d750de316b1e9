/** One line of the table: what was measured, and its peer or limit as measured in the same run. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly beside: string;
  readonly ratio: string;
  /** What we aim at now, and whether this run met it. */
  readonly aim?: { readonly says: string; readonly met: boolean };
}

/** What a part is handed. */
export interface Bench {
  /** Empty, and removed after the part however it ends; also what `os.tmpdir()` gives. */
  readonly folder: string;
  readonly row: (row: Row) => void;
  /** Tells what is going on, on standard error. */
  readonly say: (line: string) => void;
}

/** One benchmark: a file of `parts/`, named by its id, run in a process of its own. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** Seconds after which it is ended. */
  readonly limitSeconds: number;
  readonly run: (bench: Bench) => Promise<void>;
}

export const part = (one: Part): Part => one;

/** The value below which that share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** `8.3 ms`, `412 ms`, `2.41 s`. */
export function inMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
export const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
export const asRatio = (figure: number, beside: number): string => `${(figure / beside).toFixed(2)}`;

/** An aim that is met when the value is at most the limit. */
export const atMost = (value: number, limit: number, says: string): NonNullable<Row['aim']> => ({
  says: `≤ ${says}`,
  met: value <= limit,
});
export const atLeast = (value: number, limit: number, says: string): NonNullable<Row['aim']> => ({
  says: `≥ ${says}`,
  met: value >= limit,
});

/** The most memory that this process held so far, in bytes. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;
