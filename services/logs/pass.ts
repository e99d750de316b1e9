import type { NewFact } from '../looking/look.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { faultNeedles, isFault } from './faults.ts';
import { createGathering, type Gathering, type LogAsk } from './gathering.ts';
import { linksIn } from './links.ts';
import type { Fields } from './read-line.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import { searchLog } from './search.ts';
import { signatureOf } from './signature.ts';
import { merged, type Span } from './span.ts';
import { isNoise, namesIn } from './wanted.ts';

/** Logs of requests in the order in which they are read: who signed in from where stands in IIS's own. */
export const requestLogs: readonly RequestLog[] = ['iis', 'iis-backend', 'http-proxy'];

export interface LogsRead {
  readonly facts: readonly NewFact[];
  /** By log; a log without a folder has none. */
  readonly covered: ReadonlyMap<RequestLog, Coverage>;
  /** True when there were more kinds of lines than are kept. */
  readonly cut: boolean;
}
/** Who looks for a name or link. */
type Index = Map<string, Gathering[]>;
/** What one reading of a log looks for. */
interface Reading {
  readonly log: RequestLog;
  readonly folder: string;
  readonly index: Index;
  readonly needles: (fields: Fields) => readonly string[];
  readonly spans: readonly Span[];
  readonly again: boolean;
}

/**
 * Reads one server's logs once for everybody who asks: lines of theirs by name, and by what was learned in the logs read
 * before. A second reading goes to where lines may stand that are known by what was learned since.
 */
export async function readLogs(asks: readonly LogAsk[], signal: AbortSignal): Promise<readonly LogsRead[]> {
  const [first] = asks;
  if (first === undefined) return [];
  const gatherings = asks.map(createGathering);
  const already = new Map<RequestLog, Map<Gathering, ReadonlySet<string>>>();
  const covered: Map<RequestLog, Coverage>[] = asks.map(() => new Map());
  const window = {
    from: Math.min(...asks.map(({ from }) => from)),
    to: Math.max(...asks.map(({ to }) => to)),
  };
  const folders = requestLogs.flatMap((log) => {
    const folder = first.folders[log];
    return folder === undefined ? [] : [{ log, folder }];
  });

  for (const { log, folder } of folders) {
    const sought = gatherings.map((one) => one.soughtFirst(log));
    const reading = { log, folder, index: new Map(), spans: [window], again: false } as const;
    for (const [number, one] of gatherings.entries())
      enter(reading.index, one, [...one.names, ...(sought[number]?.links ?? [])]);
    const searched = await read(
      {
        ...reading,
        needles: (fields) => [
          ...faultsIn(log, fields),
          ...gatherings.flatMap((one) => one.needles(fields)),
          ...sought.flatMap((one) => one.needles(fields)),
        ],
      },
      gatherings,
      signal,
    );
    already.set(log, new Map(gatherings.map((one, number) => [one, new Set(sought[number]?.links)])));
    for (const [number, ask] of asks.entries()) covered[number]?.set(log, coverageOf(searched, ask));
  }
  for (const { log, folder } of folders) {
    const known = already.get(log);
    const index: Index = new Map();
    const sought = gatherings.map((one) => one.soughtAgain(log, known?.get(one) ?? new Set()));
    for (const [number, one] of gatherings.entries()) enter(index, one, sought[number]?.links ?? []);
    const spans = merged(sought.flatMap((one) => one.spans));
    if (index.size === 0) continue;
    const needles = (fields: Fields) => sought.flatMap((one) => one.needles(fields));
    await read({ log, folder, index, needles, spans, again: true }, gatherings, signal, known);
  }
  return gatherings.map((one, number) => ({
    facts: one.facts(),
    covered: covered[number] ?? new Map(),
    cut: one.cut,
  }));
}

const faultsIn = (log: RequestLog, fields: Fields) => (log === 'http-proxy' ? faultNeedles(fields) : []);

function enter(index: Index, gathering: Gathering, names: readonly string[]): void {
  for (const name of names) {
    const there = index.get(name);
    if (there === undefined) index.set(name, [gathering]);
    else there.push(gathering);
  }
}

/** `known`: links by which a line was already found in the first reading. */
function read(
  { log, folder, index, needles, spans, again }: Reading,
  gatherings: readonly Gathering[],
  signal: AbortSignal,
  known?: ReadonlyMap<Gathering, ReadonlySet<string>>,
) {
  const own = gatherings[0]?.ask.own;
  const onRequest = (request: LoggedRequest): void => {
    if (own !== undefined && isNoise(request, own)) return;
    const links = linksIn(request);
    for (const one of takersOf(request, links, index)) {
      const before = known?.get(one);
      if (before === undefined || !links.some((link) => before.has(link))) one.take(request, again);
    }
    const signature = signatureOf(request);
    if (again || !isFault(request, signature)) return;
    for (const one of gatherings) one.takeFault(request, signature);
  };
  return searchLog({ log, folder, needles, spans, onRequest, signal });
}

/** Those who look for one of the names or links of a request, each once. */
function takersOf(request: LoggedRequest, links: readonly string[], index: Index): Iterable<Gathering> {
  const takers: Gathering[] = [];
  for (const name of namesIn(request)) takers.push(...(index.get(name) ?? []));
  for (const link of links) takers.push(...(index.get(link) ?? []));
  return takers.length > 1 ? new Set(takers) : takers;
}
