import type { NewFact } from '../looking/look.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { createGathering, type LogAsk } from './gathering.ts';
import { createReading } from './reading.ts';
import type { RequestLog } from './request.ts';
import { searchSpace } from './search.ts';

/** Logs of requests in the order in which they are read: who signed in from where stands in IIS's own. */
export const requestLogs: readonly RequestLog[] = [
  'iis',
  'iis-backend',
  'http-proxy',
  'mapi-http',
  'address-book',
  'rca',
  'httperr',
];

export interface LogsRead {
  readonly facts: readonly NewFact[];
  /** By log; a log without a folder has none. */
  readonly covered: ReadonlyMap<RequestLog, Coverage>;
  /** True when there were more kinds of lines than are kept. */
  readonly cut: boolean;
}
/**
 * Reads one server's logs once for everybody who asks: lines of theirs by name, and by what was learned in the files read
 * before. A second reading goes to where lines may stand that are known by what was learned since.
 */
export async function readLogs(asks: readonly LogAsk[], signal: AbortSignal): Promise<readonly LogsRead[]> {
  const [first] = asks;
  if (first === undefined) return [];
  const gatherings = asks.map(createGathering);
  const window = {
    from: Math.min(...asks.map(({ from }) => from)),
    to: Math.max(...asks.map(({ to }) => to)),
  };
  const space = searchSpace();
  const readings = requestLogs.flatMap((log) => {
    const folder = first.folders[log];
    return folder === undefined ? [] : [createReading({ log, folder, gatherings, window, space, signal })];
  });
  const covered: Map<RequestLog, Coverage>[] = asks.map(() => new Map());
  for (const reading of readings) {
    const searched = await reading.first();
    for (const [number, ask] of asks.entries()) covered[number]?.set(reading.log, coverageOf(searched, ask));
  }
  for (const reading of readings) await reading.again();
  return gatherings.map((one, number) => ({
    facts: one.facts(),
    covered: covered[number] ?? new Map(),
    cut: one.cut,
  }));
}
