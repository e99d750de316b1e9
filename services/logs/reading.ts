import { faultNeedles, isFault } from './faults.ts';
import type { Gathering } from './gathering.ts';
import type { Sought } from './joins.ts';
import { linksIn } from './links.ts';
import type { LogFile } from './log-files.ts';
import type { Fields } from './read-line.ts';
import type { LoggedRequest, RequestLog } from './request.ts';
import { type LookFor, type Searched, type SearchSpace, searchLog } from './search.ts';
import { signatureOf } from './signature.ts';
import { merged, type Span } from './span.ts';
import { isNoise, namesIn } from './wanted.ts';

/** The readings of one log for everybody who asks. */
export interface Reading {
  readonly log: RequestLog;
  /** The whole window, by names and by what is learned on the way. */
  first(): Promise<Searched>;
  /** Where lines may stand that the first reading could not know yet. */
  again(): Promise<void>;
}
export interface ReadingParts {
  readonly log: RequestLog;
  readonly folder: string;
  readonly gatherings: readonly Gathering[];
  readonly window: Span;
  readonly space: SearchSpace;
  readonly signal: AbortSignal;
}
/** Who looks for a name or link. */
type Index = Map<string, Gathering[]>;

export function createReading({ log, folder, gatherings, window, space, signal }: ReadingParts): Reading {
  /** The order in which files were read, and the first file for which a link was known. */
  const order = new Map<string, number>();
  const since = new Map(gatherings.map((one) => [one, new Map<string, number>()]));
  const wasKnown = (one: Gathering, link: string, file: LogFile): boolean =>
    (since.get(one)?.get(link) ?? Number.POSITIVE_INFINITY) <= (order.get(file.path) ?? -1);

  const read = (
    index: Index,
    spans: readonly Span[],
    lookFor: (file: LogFile) => LookFor | undefined,
    again: boolean,
  ): Promise<Searched> => {
    const own = gatherings[0]?.ask.own;
    const onRequest = (request: LoggedRequest, file: LogFile): void => {
      if (own !== undefined && isNoise(request, own)) return;
      const links = linksIn(request);
      for (const one of takersOf(request, links, index))
        if (!again || !links.some((link) => wasKnown(one, link, file))) one.take(request, again);
      const signature = signatureOf(request);
      if (again || !isFault(request, signature)) return;
      for (const one of gatherings) one.takeFault(request, signature);
    };
    return searchLog({ log, folder, lookFor, spans, onRequest, space, signal });
  };
  return {
    log,
    first: () => {
      const index: Index = new Map();
      for (const one of gatherings) enter(index, one, one.names);
      let version = 0;
      const lookFor = (file: LogFile): LookFor => {
        order.set(file.path, order.size);
        const sought = gatherings.map((one) => one.soughtFirst(log));
        for (const [number, one] of gatherings.entries()) {
          const links = sought[number]?.links.filter((link) => since.get(one)?.has(link) === false) ?? [];
          enter(index, one, links);
          for (const link of links) since.get(one)?.set(link, order.size - 1);
          if (links.length > 0) version += 1;
        }
        const needles = (fields: Fields) => [
          ...faultNeedles(log, fields),
          ...gatherings.flatMap((one) => one.needles(fields)),
          ...sought.flatMap((one) => one.needles(fields)),
        ];
        return { version, needles };
      };
      return read(index, [window], lookFor, false);
    },
    again: async () => {
      const index: Index = new Map();
      const sought = new Map<Gathering, Sought>();
      for (const one of gatherings) {
        const always = [...(since.get(one) ?? [])].flatMap(([link, file]) => (file === 0 ? [link] : []));
        const anew = one.soughtAgain(log, new Set(always));
        if (anew.links.length > 0) sought.set(one, anew);
        enter(index, one, anew.links);
      }
      if (sought.size === 0) return;
      const needles = (fields: Fields) => [...sought.values()].flatMap((one) => one.needles(fields));
      const isAnew = (file: LogFile) =>
        [...sought].some(([one, { links }]) => links.some((link) => !wasKnown(one, link, file)));
      const spans = merged([...sought.values()].flatMap((one) => one.spans()));
      await read(index, spans, (file) => (isAnew(file) ? { version: 0, needles } : undefined), true);
    },
  };
}

function enter(index: Index, gathering: Gathering, names: readonly string[]): void {
  for (const name of names) {
    const there = index.get(name);
    if (there === undefined) index.set(name, [gathering]);
    else there.push(gathering);
  }
}

/** Those who look for one of the names or links of a request, each once. */
function takersOf(request: LoggedRequest, links: readonly string[], index: Index): Iterable<Gathering> {
  const takers: Gathering[] = [];
  for (const name of namesIn(request)) takers.push(...(index.get(name) ?? []));
  for (const link of links) takers.push(...(index.get(link) ?? []));
  return takers.length > 1 ? new Set(takers) : takers;
}
